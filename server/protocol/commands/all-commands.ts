import type { Command } from '../command.ts';
import { acceptCommand, actionCommand, namedActions } from '../extensions.ts';
import { acceptSuggestion } from './accept-suggestion.ts';
import { applyChange, discardChange } from './decide-change.ts';
import { namedAction } from './named-action.ts';
import { openChat } from './open-chat.ts';
import { runAction } from './run-action.ts';
import { sendChat } from './send-chat.ts';

/** Every command we run, by name. */
export const commands: ReadonlyMap<string, Command> = new Map([
  [acceptCommand, acceptSuggestion],
  [actionCommand, runAction],
  ['innerloop.applyChange', applyChange],
  ['innerloop.discardChange', discardChange],
  ['innerloop.chat', openChat],
  ['innerloop.sendChat', sendChat],
  ...Object.entries(namedActions).map(([name, action]): [string, Command] => [name, namedAction(action)]),
]);
