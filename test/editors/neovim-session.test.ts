import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { ScriptedModelServer } from '../support/scripted-model-server.ts';
import { typed, untilSuggested } from './completion-scenario.ts';
import { Neovim } from './neovim.ts';
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

/** Takes the first word of the suggestion that is shown, as Neovim 0.12 lets a mapping do. */
const takeWord =
  `lua vim.keymap.set('i', '<C-l>', function() vim.lsp.inline_completion.get({ on_accept = function(item)
  local text = type(item.insert_text) == 'string' and item.insert_text or item.insert_text.value
  local word = text:match('^%s*[%w_]+') or text
  local row, column = unpack(vim.api.nvim_win_get_cursor(0))
  vim.api.nvim_buf_set_text(0, row - 1, column, row - 1, column, { word })
  vim.api.nvim_win_set_cursor(0, { row, column + #word })
end }) end)`
    .replaceAll('\n', ' ')
    .replaceAll(/ +/g, ' ');

describe('a suggestion of several lines in Neovim', () => {
  let neovim: Neovim;
  let model: ScriptedModelServer;
  beforeAll(async () => {
    model = await blockModel();
    neovim = new Neovim('neovim-session', settingsOf(model));
    await neovim.run.untilOpened();
    neovim.command(takeWord);
  });
  afterAll(async () => {
    neovim.run.close();
    await model.close();
  });

  test('is shown whole, while the buffer has only what is typed', async () => {
    neovim.screen.type(`A${typed}`);
    await untilSuggested(neovim.screen, () => neovim.screen.row(modelsRow));
    expect(neovim.bufferText()).toBe(neovim.run.textWith(typed));
  });

  test('stays while it is typed along, and the model is not asked again', async () => {
    const asked = model.requests.length;
    let along = typed;
    for (const letter of 'ess)') {
      neovim.screen.type(letter);
      along += letter;
      await untilBufferIs(neovim, neovim.run.textWith(along));
      await neovim.screen.untilRow(modelsRow);
    }
    expect(model.requests).toHaveLength(asked);
  });

  test('stays when some of it is taken back', async () => {
    const asked = model.requests.length;
    neovim.screen.press('BSpace', 'BSpace', 'BSpace', 'BSpace');
    await untilBufferIs(neovim, neovim.run.textWith(typed));
    await neovim.screen.untilRow(modelsRow);
    expect(model.requests).toHaveLength(asked);
  });

  test('is taken in part by a mapping, and its rest stays', async () => {
    const asked = model.requests.length;
    neovim.screen.press('C-l');
    await untilBufferIs(neovim, neovim.run.textWith(`${typed}ess`));
    await neovim.screen.untilRow(modelsRow);
    expect(model.requests).toHaveLength(asked);
  });

  test('is taken with Tab, character by character as it was shown', async () => {
    neovim.screen.press('Tab');
    await untilBufferIs(neovim, neovim.run.textWith(wholeBlock));
  });
});

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
