import type { Command } from '../command.ts';
import { acceptCommand, acceptEditCommand, actionCommand, namedActions } from '../extensions.ts';
import { acceptEdit } from './accept-edit.ts';
import { acceptSuggestion } from './accept-suggestion.ts';
import { resume, snooze, toggle } from './attention.ts';
import { applyChange, discardChange } from './decide-change.ts';
import { namedAction } from './named-action.ts';
import { openChat } from './open-chat.ts';
import { runAction } from './run-action.ts';
import { sendChat } from './send-chat.ts';
import { explainSuggestion, recordCase, showWhy } from './why.ts';

/** Every command we run, by name. */
export const commands: ReadonlyMap<string, Command> = new Map([
  [acceptCommand, acceptSuggestion],
  [acceptEditCommand, acceptEdit],
  [actionCommand, runAction],
  ['innerloop.applyChange', applyChange],
  ['innerloop.discardChange', discardChange],
  ['innerloop.chat', openChat],
  ['innerloop.sendChat', sendChat],
  ...Object.entries(namedActions).map(([name, action]): [string, Command] => [name, namedAction(action)]),
  ['innerloop.why', showWhy],
  ['innerloop.explainSuggestion', explainSuggestion],
  ['innerloop.toggle', toggle],
  ['innerloop.snooze', snooze],
  ['innerloop.resume', resume],
  ['innerloop.recordCase', recordCase],
]);
