import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { ScriptedModelServer } from '../support/scripted-model-server.ts';
import { typed, untilSuggested } from './completion-scenario.ts';
import { Neovim } from './neovim.ts';
import { blockModel, comingMs, modelsRow, pause, readingMs, settingsOf } from './unwanted-scenario.ts';
import { waitUntil } from './wait-until.ts';

describe('a suggestion in Neovim that is not wanted', () => {
  let neovim: Neovim;
  let model: ScriptedModelServer;
  beforeAll(async () => {
    model = await blockModel();
    neovim = new Neovim('neovim-dismissed', settingsOf(model));
    await neovim.run.untilOpened();
  });
  afterAll(async () => {
    neovim.run.close();
    await model.close();
  });

  test('goes when something else is typed, and does not come again at its place', async () => {
    neovim.screen.type(`A${typed}`);
    await untilSuggested(neovim.screen, () => neovim.screen.row(modelsRow));
    await pause(readingMs);
    neovim.screen.type('!');
    await untilBufferIs(neovim, neovim.run.textWith(`${typed}!`));
    await waitUntil({
      what: 'the suggestion to be gone',
      look: () => (neovim.screen.row(modelsRow) === undefined ? true : undefined),
      instead: () => neovim.screen.text(),
    });
    neovim.screen.press('BSpace');
    await untilBufferIs(neovim, neovim.run.textWith(typed));
    await pause(comingMs);
    expect(neovim.screen.row(modelsRow)).toBeUndefined();
    expect(neovim.bufferText()).toBe(neovim.run.textWith(typed));
  });

  test('is told by the command why', async () => {
    neovim.command('InnerloopWhy');
    await neovim.screen.untilRow(/you did not want it/);
  });
});

function untilBufferIs(neovim: Neovim, text: string): Promise<true> {
  return waitUntil({
    what: `the buffer to be\n${text}`,
    look: () => (neovim.bufferText() === text ? true : undefined),
    instead: () => `${neovim.bufferText()}\n${neovim.screen.text()}`,
  });
}
