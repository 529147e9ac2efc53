import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { ScriptedModelServer } from '../support/scripted-model-server.ts';
import { Emacs } from './emacs.ts';
import { expectCleanEnd, untilBufferIs } from './emacs-scenario.ts';
import { readmeExample } from './readme-example.ts';
import {
  indentations,
  loopIn,
  modelOf,
  offersBehind,
  popupKinds,
  settingsFor,
  untilLearned,
  untilOffered,
} from './typing-along-scenario.ts';
import { waitUntil } from './wait-until.ts';

const lspMode = `${readmeExample('emacs', 'elisp', 1)}\n(setq lsp-inline-completion-idle-delay 0.3)\n`;
const eglot = readmeExample('emacs', 'elisp', 2);

describe.each(indentations)(
  'ghost text of several lines in Emacs with lsp-mode, in a file indented with $style',
  (indentation) => {
    const { style, indent } = indentation;
    const loop = loopIn(indentation);
    const { head, opening, body } = loop;
    const started = `${head}${opening}\n${indent}${indent}sum`;
    let model: ScriptedModelServer;
    let emacs: Emacs;
    beforeAll(async () => {
      model = await modelOf(loop);
      emacs = new Emacs(`emacs-typing-along-${style}`, lspMode, {
        settings: settingsFor(model),
        scenery: `typing-along-${style}.fixture`,
      });
      await emacs.untilOpened();
      await untilLearned(emacs.run);
    });
    afterAll(async () => {
      emacs.run.close();
      await model.close();
    });

    test('is shown up to the end of the block, while the buffer has only what is typed', async () => {
      emacs.screen.press('C-e');
      emacs.screen.type(head);
      await untilOffered(emacs.run, head, [opening + body]);
      await emacs.screen.untilRow(/^ *for \(const item of items\) \{$/);
      await emacs.screen.untilRow(priceRow);
      expect(emacs.bufferText()).toBe(emacs.run.textWith(head));
    });

    test('goes with C-g, which leaves the buffer as it was', async () => {
      emacs.screen.press('C-g');
      await waitUntil({
        what: 'the ghost text to go',
        look: () => (emacs.screen.row(priceRow) === undefined ? true : undefined),
        instead: () => emacs.screen.text(),
      });
      expect(emacs.bufferText()).toBe(emacs.run.textWith(head));
    });

    test('comes again behind each pause while it is typed, also in the next line, and the model is not asked again', async () => {
      emacs.screen.type(opening);
      await untilOffered(emacs.run, head + opening, [body]);
      await emacs.screen.untilRow(priceRow);
      emacs.screen.press('Enter');
      // As it stands: TAB would indent by the mode's own rules.
      for (const blank of `${indent}${indent}`) emacs.screen.press('C-q', blank === '\t' ? 'Tab' : 'Space');
      emacs.screen.type('sum');
      await untilOffered(emacs.run, started, [`${head}${opening}${body}`.slice(started.length)]);
      await emacs.screen.untilRow(priceRow);
      expect(emacs.bufferText()).toBe(emacs.run.textWith(started));
      expect(model.requests).toHaveLength(1);
    });

    test('is taken with TAB, character by character as it was offered (lsp-mode takes no part of a suggestion)', async () => {
      emacs.screen.press('Tab');
      await untilBufferIs(emacs, emacs.run.textWith(head + opening + body));
    });

    test('leaves no complaint and no process behind', () => expectCleanEnd(emacs));
  },
);

describe.each([
  { client: 'Eglot', configuration: eglot, choose: [], mode: {} },
  // lsp-mode shows a list even of one.
  { client: 'lsp-mode', configuration: lspMode, choose: ['M-Down', 'M-Enter'], mode: { insertTextMode: 1 } },
])('the popup in Emacs with $client', ({ client, configuration, choose, mode }) => {
  describe.each(indentations)('in a file indented with $style', (indentation) => {
    const { style } = indentation;
    const loop = loopIn(indentation);
    const { head, opening, body } = loop;
    let model: ScriptedModelServer;
    let emacs: Emacs;
    beforeAll(async () => {
      model = await modelOf(loop);
      emacs = new Emacs(`emacs-${client.toLowerCase()}-popup-${style}`, configuration, {
        settings: settingsFor(model),
        scenery: `typing-along-${style}.fixture`,
      });
      await emacs.untilOpened();
      await untilLearned(emacs.run);
    });
    afterAll(async () => {
      emacs.run.close();
      await model.close();
    });

    test('inserts an item of several lines in place of the word, character by character as it was offered', async () => {
      emacs.screen.press('C-e');
      emacs.screen.type(`${head}ite`);
      emacs.screen.press('Escape', 'Tab');
      await waitUntil({
        what: 'the item in an answer',
        look: () =>
          offersBehind(emacs.run, `${head}ite`, 'textDocument/completion').find((offered) =>
            offered.includes(opening + body),
          ),
        instead: () => emacs.screen.text(),
      });
      await emacs.screen.untilRow(/items\) \{/);
      for (const key of choose) emacs.screen.press(key);
      await untilBufferIs(emacs, emacs.run.textWith(head + opening + body));
    });

    test('is told in answers that ask to be asked again, with the text as it is to stand where the editor knows that', () => {
      expect(popupKinds(emacs.run)).toEqual([{ isIncomplete: true, isMatching: true, ...mode }]);
    });

    test('leaves no complaint and no process behind', () => expectCleanEnd(emacs));
  });
});

/** The suggestion's second line. */
const priceRow = /^ +sum \+= item\.price \* item\.amount;$/;
