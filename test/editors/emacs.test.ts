import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { newestPopupItem, suggestedRow, typed, untilSuggested } from './completion-scenario.ts';
import { Emacs } from './emacs.ts';
import { expectCleanEnd, untilBufferIs } from './emacs-scenario.ts';
import { readmeExample } from './readme-example.ts';
import { inlineItems, withEdits, withItem } from './recorded-edit.ts';
import { exchanges } from './recorded-session.ts';
import { waitUntil } from './wait-until.ts';

const lspMode = readmeExample('emacs', 'elisp', 1);
const eglot = readmeExample('emacs', 'elisp', 2);

describe('ghost text in Emacs with lsp-mode', () => {
  let emacs: Emacs;
  beforeAll(async () => {
    emacs = new Emacs('emacs-lsp-mode-ghost-text', lspMode);
    await emacs.untilOpened();
  });
  afterAll(() => emacs.run.close());

  test('comes when the person pauses, while the buffer has only what is typed', async () => {
    emacs.screen.type(typed);
    await waitUntil({
      what: 'ghost text',
      limitMs: 60_000,
      look: () => emacs.screen.row(suggestedRow),
      instead: () => emacs.screen.text(),
    });
    expect(emacs.bufferText()).toBe(emacs.run.textWith(typed));
  });

  test('is taken with TAB exactly as the server sent it, and the server hears of it', async () => {
    const [suggestion] = inlineItems(
      exchanges(emacs.run.recording(), 'textDocument/inlineCompletion').at(-1)?.result,
    );
    if (suggestion === undefined) throw new Error('the last answer had no suggestion');
    emacs.screen.press('Tab');
    const text = withEdits(emacs.run.textWith(typed), [
      { range: suggestion.range, newText: suggestion.insertText },
    ]);
    await untilBufferIs(emacs, text);
    const accepted = await waitUntil({
      what: 'the acceptance command in the recording',
      look: () => exchanges(emacs.run.recording(), 'workspace/executeCommand')[0]?.params,
      instead: () => emacs.screen.text(),
    });
    expect(accepted).toMatchObject(suggestion.command);
  });

  test('leaves no complaint and no process behind', () => expectCleanEnd(emacs));
});

describe('the popup in Emacs', () => {
  describe.each([
    { client: 'Eglot', configuration: eglot, choose: [] },
    // lsp-mode shows a list even of one.
    { client: 'lsp-mode', configuration: lspMode, choose: ['M-Down', 'M-Enter'] },
  ])('with $client', ({ client, configuration, choose }) => {
    let emacs: Emacs;
    beforeAll(async () => {
      emacs = new Emacs(`emacs-${client.toLowerCase()}-popup`, configuration);
      await emacs.untilOpened();
    });
    afterAll(() => emacs.run.close());

    test('inserts the suggestion in place of the word that was begun, with its indentation', async () => {
      emacs.screen.type(typed);
      const typist = {
        press: (key: string) => emacs.screen.press(key),
        type: (text: string) => {
          emacs.screen.type(text);
          emacs.screen.press('Escape', 'Tab');
        },
        text: () => emacs.screen.text(),
      };
      await untilSuggested(typist, () => emacs.screen.row(/success\) \{/));
      for (const key of choose) emacs.screen.press(key);
      await emacs.screen.untilRow(suggestedRow);
      const item = newestPopupItem(emacs.run);
      if (item === undefined) throw new Error('the last answer had no item');
      expect(emacs.bufferText()).toBe(withItem(emacs.run.textWith(typed), item));
    });

    test('leaves no complaint and no process behind', () => expectCleanEnd(emacs));
  });
});
