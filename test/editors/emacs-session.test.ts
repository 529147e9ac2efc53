import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { ScriptedModelServer } from '../support/scripted-model-server.ts';
import { typed } from './completion-scenario.ts';
import { Emacs } from './emacs.ts';
import { readmeExample } from './readme-example.ts';
import {
  blockModel,
  comingMs,
  modelsRow,
  pause,
  readingMs,
  settingsOf,
  wholeBlock,
} from './session-scenario.ts';
import { waitUntil } from './wait-until.ts';

const lspMode = readmeExample('emacs', 'elisp', 1);

/** lsp-mode takes ghost text as a whole, and hides it at the next key; it comes again when the person pauses. */
describe('ghost text of several lines in Emacs with lsp-mode', () => {
  let emacs: Emacs;
  let model: ScriptedModelServer;
  beforeAll(async () => {
    model = await blockModel();
    emacs = new Emacs('emacs-session', lspMode, { settings: settingsOf(model) });
    await emacs.untilOpened();
  });
  afterAll(async () => {
    emacs.run.close();
    await model.close();
  });

  test('is shown whole, while the buffer has only what is typed', async () => {
    emacs.screen.type(typed);
    await emacs.screen.untilRow(modelsRow);
    expect(emacs.bufferText()).toBe(emacs.run.textWith(typed));
  });

  test('comes again while it is typed along, and the model is not asked again', async () => {
    const asked = model.requests.length;
    let along = typed;
    for (const letter of 'ess') {
      emacs.screen.type(letter);
      along += letter;
      await untilBufferIs(emacs, emacs.run.textWith(along));
      await emacs.screen.untilRow(modelsRow);
    }
    expect(model.requests).toHaveLength(asked);
  });

  test('is taken with TAB, character by character as it was shown', async () => {
    emacs.screen.press('Tab');
    await untilBufferIs(emacs, emacs.run.textWith(wholeBlock));
  });
});

describe('ghost text in Emacs that is not wanted', () => {
  let emacs: Emacs;
  let model: ScriptedModelServer;
  beforeAll(async () => {
    model = await blockModel();
    emacs = new Emacs('emacs-dismissed', lspMode, { settings: settingsOf(model) });
    await emacs.untilOpened();
  });
  afterAll(async () => {
    emacs.run.close();
    await model.close();
  });

  test('goes when something else is typed, and does not come again at its place', async () => {
    emacs.screen.type(typed);
    await emacs.screen.untilRow(modelsRow);
    await pause(readingMs);
    emacs.screen.type('!');
    await untilBufferIs(emacs, emacs.run.textWith(`${typed}!`));
    emacs.screen.press('BSpace');
    await untilBufferIs(emacs, emacs.run.textWith(typed));
    await pause(comingMs);
    expect(emacs.screen.row(modelsRow)).toBeUndefined();
    expect(emacs.bufferText()).toBe(emacs.run.textWith(typed));
  });
});

function untilBufferIs(emacs: Emacs, text: string): Promise<true> {
  return waitUntil({
    what: `the buffer to be\n${text}`,
    look: () => (emacs.bufferText() === text ? true : undefined),
    instead: () => `${emacs.bufferText()}\n${emacs.screen.text()}`,
  });
}
