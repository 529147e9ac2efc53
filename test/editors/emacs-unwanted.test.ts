import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { ScriptedModelServer } from '../support/scripted-model-server.ts';
import { typed } from './completion-scenario.ts';
import { Emacs } from './emacs.ts';
import { readmeExample } from './readme-example.ts';
import { blockModel, comingMs, modelsRow, pause, readingMs, settingsOf } from './unwanted-scenario.ts';
import { waitUntil } from './wait-until.ts';

const lspMode = readmeExample('emacs', 'elisp', 1);

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
