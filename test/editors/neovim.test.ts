import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  completionsOf,
  type ScriptedModelServer,
  scriptedModelServer,
} from '../support/scripted-model-server.ts';
import { newestPopupItem, suggestedRow, typed, untilSuggested } from './completion-scenario.ts';
import { Neovim } from './neovim.ts';
import { expectCleanEnd, untilBufferIs } from './neovim-scenario.ts';
import { inlineItems, withEdits, withItem } from './recorded-edit.ts';
import { exchanges } from './recorded-session.ts';
import { literally } from './screen.ts';
import { waitUntil } from './wait-until.ts';

describe('ghost text in Neovim', () => {
  let neovim: Neovim;
  let screenWithNotice: string;
  beforeAll(async () => {
    neovim = new Neovim('neovim-ghost-text');
    screenWithNotice = await neovim.untilNotice();
  });
  afterAll(() => neovim.run.close());

  test('comes without a question: the notice about a small repository fits into one line', () => {
    expect(screenWithNotice).not.toContain('Press ENTER');
  });

  test('stands behind what is typed, while the buffer has only what is typed', async () => {
    neovim.screen.type(`A${typed}`);
    await untilSuggested(neovim.screen, () => neovim.screen.row(suggestedRow));
    expect(neovim.bufferText()).toBe(neovim.run.textWith(typed));
  });

  test('is taken with Tab exactly as the server sent it, and the server hears of it', async () => {
    const [suggestion] = inlineItems(
      exchanges(neovim.run.recording(), 'textDocument/inlineCompletion').at(-1)?.result,
    );
    if (suggestion === undefined) throw new Error('the last answer had no suggestion');
    neovim.screen.press('Tab');
    const acceptance = await untilAcceptance(neovim);
    expect(acceptance).toMatchObject(suggestion.command);
    expect(neovim.bufferText()).toBe(
      withEdits(neovim.run.textWith(typed), [{ range: suggestion.range, newText: suggestion.insertText }]),
    );
  });

  test('goes with one undo, and what was typed stays', async () => {
    neovim.screen.press('Escape');
    neovim.screen.type('u');
    await untilBufferIs(neovim, neovim.run.textWith(typed));
  });

  test('leaves one notice, no line in the log and no process behind', () =>
    expectCleanEnd(neovim, smallShop));
});

describe('the popup in Neovim', () => {
  let neovim: Neovim;
  let text: string;
  beforeAll(async () => {
    neovim = new Neovim('neovim-popup');
    await neovim.untilNotice();
  });
  afterAll(() => neovim.run.close());

  test('lists the suggestion', async () => {
    neovim.screen.type(`A${typed}`);
    await untilSuggested(neovim.screen, () => neovim.screen.row(suggestedRow));
    neovim.screen.press('C-Space');
    const item = await waitUntil({
      what: 'an item in an answer to textDocument/completion',
      look: () => newestPopupItem(neovim.run),
      instead: () => neovim.screen.text(),
    });
    await neovim.screen.untilRow(new RegExp(`(^| )${literally(item.label.slice(0, 20))}`));
    text = withItem(neovim.run.textWith(typed), item);
  });

  test('inserts it in place of the word that was begun, with its indentation', async () => {
    neovim.screen.press('C-n', 'C-y');
    await untilAcceptance(neovim);
    expect(neovim.bufferText()).toBe(text);
  });

  test('leaves one notice, no line in the log and no process behind', () =>
    expectCleanEnd(neovim, smallShop));
});

describe('a model of others in Neovim', () => {
  let neovim: Neovim;
  let model: ScriptedModelServer;
  beforeAll(async () => {
    model = await scriptedModelServer();
    model.on('/v1/completions', completionsOf('ess) throw new ModelsOwnError();'));
    const settings = {
      models: { scripted: { baseUrl: `${model.url}/v1`, model: 'scripted', fim: 'suffix' } },
      'routes.completion': ['scripted'],
    };
    neovim = new Neovim('neovim-model', JSON.stringify(settings));
    await neovim.run.untilOpened();
  });
  afterAll(async () => {
    neovim.run.close();
    await model.close();
  });

  test('is asked with what is typed, and its answer stands as ghost text', async () => {
    neovim.screen.type(`A${typed}`);
    await untilSuggested(neovim.screen, () =>
      neovim.screen.row(/parsed\.success\) throw new ModelsOwnError/),
    );
    expect(neovim.bufferText()).toBe(neovim.run.textWith(typed));
    expect(model.requests.at(-1)?.body).toMatchObject({ prompt: expect.stringMatching(/!parsed\.succ$/) });
  });

  test('is taken with Tab like any other', async () => {
    neovim.screen.press('Tab');
    await untilAcceptance(neovim);
    expect(neovim.bufferText()).toBe(neovim.run.textWith(`${typed}ess) throw new ModelsOwnError();`));
  });

  test('leaves no notice, no line in the log and no process behind', () => expectCleanEnd(neovim));
});

function untilAcceptance(neovim: Neovim): Promise<unknown> {
  return waitUntil({
    what: 'the acceptance command in the recording',
    look: () => exchanges(neovim.run.recording(), 'workspace/executeCommand')[0]?.params,
    instead: () => neovim.screen.text(),
  });
}

/** The shop is small, and innerloop says so once. */
const smallShop = [expect.stringContaining('learning from 10 files')];
