import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { ScriptedModelServer } from '../support/scripted-model-server.ts';
import { Neovim } from './neovim.ts';
import { expectCleanEnd, untilBufferIs } from './neovim-scenario.ts';
import { exchanges, messages } from './recorded-session.ts';
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

describe.each(indentations)(
  'ghost text of several lines in Neovim, in a file indented with $style',
  (indentation) => {
    const { style, indent } = indentation;
    const loop = loopIn(indentation);
    const { head, opening, body } = loop;
    const started = `${head}${opening}\n${indent}${indent}sum`;
    let model: ScriptedModelServer;
    let neovim: Neovim;
    beforeAll(async () => {
      model = await modelOf(loop);
      neovim = new Neovim(
        `neovim-typing-along-${style}`,
        settingsFor(model),
        `typing-along-${style}.fixture`,
      );
      await untilLearned(neovim.run);
    });
    afterAll(async () => {
      neovim.run.close();
      await model.close();
    });

    test('is shown up to the end of the block, while the buffer has only what is typed', async () => {
      neovim.screen.type(`A${head}`);
      await untilOffered(neovim.run, head, [opening + body]);
      await neovim.screen.untilRow(/^ *for \(const item of items\) \{$/);
      await neovim.screen.untilRow(/^ +sum \+= item\.price \* item\.amount;$/);
      expect(neovim.bufferText()).toBe(neovim.run.textWith(head));
    });

    test('stays while it is typed, across a line end that Neovim indents, and the model is not asked again', async () => {
      neovim.screen.type(opening);
      await untilOffered(neovim.run, head + opening, [body]);
      neovim.screen.press('Enter');
      neovim.screen.type('sum');
      await untilOffered(neovim.run, started, [body.slice(started.length - head.length - opening.length)]);
      await neovim.screen.untilRow(/^ +sum \+= item\.price \* item\.amount;$/);
      expect(neovim.bufferText()).toBe(neovim.run.textWith(started));
      expect(model.requests).toHaveLength(1);
    });

    test('is taken word by word with the function of innerloop.lua, which tells the server how much', async () => {
      for (const taken of [' +=', ' += item']) {
        neovim.screen.press('C-l');
        await untilBufferIs(neovim, neovim.run.textWith(started + taken));
        await untilOffered(neovim.run, started + taken, [whole(started + taken)]);
        await neovim.screen.untilRow(/^ +sum \+= item\.price \* item\.amount;$/);
      }
      const told = messages(neovim.run.recording(), 'c2s').filter(
        ({ method }) => method === 'textDocument/didPartiallyAcceptCompletion',
      );
      expect(told.map(({ params }) => params)).toMatchObject([{ acceptedLength: 3 }, { acceptedLength: 5 }]);
      expect(model.requests).toHaveLength(1);
    });

    test('is taken with Tab, and the buffer is character by character what was offered', async () => {
      neovim.screen.press('Tab');
      await untilBufferIs(neovim, neovim.run.textWith(head + opening + body));
    });

    test('is followed by the next step, for which the model is asked once more, and Escape leaves that out', async () => {
      await untilOffered(neovim.run, head + opening + body, [`\n${indent}return round(sum);`]);
      await neovim.screen.untilRow(/^ +return round\(sum\);$/);
      neovim.screen.press('Escape');
      await waitUntil({
        what: 'the ghost text to go',
        look: () => (neovim.screen.row(/return round/) === undefined ? true : undefined),
        instead: () => neovim.screen.text(),
      });
      expect(neovim.bufferText()).toBe(neovim.run.textWith(head + opening + body));
      expect(model.requests).toHaveLength(2);
    });

    test('leaves no message, no line in the log and no process behind', () => expectCleanEnd(neovim));

    function whole(typed: string): string {
      return `${head}${opening}${body}`.slice(typed.length);
    }
  },
);

describe('ghost text that is not wanted in Neovim', () => {
  const [indentation] = indentations;
  const loop = loopIn(indentation);
  const { head, opening, body } = loop;
  let model: ScriptedModelServer;
  let neovim: Neovim;
  beforeAll(async () => {
    model = await modelOf(loop);
    neovim = new Neovim('neovim-dismissed', settingsFor(model), 'typing-along-spaces.fixture');
    await untilLearned(neovim.run);
    neovim.screen.type(`A${head}`);
    await untilOffered(neovim.run, head, [opening + body]);
    await neovim.screen.untilRow(/^ *for \(const item of items\) \{$/);
  });
  afterAll(async () => {
    neovim.run.close();
    await model.close();
  });

  test('goes with the function of innerloop.lua and leaves the buffer as it was', async () => {
    neovim.screen.press('C-]');
    await neovim.screen.untilRow(/^ *for \(const item of$/);
    expect(neovim.screen.row(/item\.price/)).toBeUndefined();
    expect(neovim.bufferText()).toBe(neovim.run.textWith(head));
  });

  test('is not offered again at that place, and no model is asked for it', async () => {
    const before = offers(head).length;
    neovim.screen.press('BSpace');
    await untilOffered(neovim.run, head.slice(0, -1), []);
    neovim.screen.type(head.slice(-1));
    await waitUntil({
      what: 'another answer at that place',
      look: () => (offers(head).length > before ? true : undefined),
      instead: () => neovim.screen.text(),
    });
    expect(offers(head).at(-1)).toEqual([]);
    expect(neovim.screen.row(/item\.price/)).toBeUndefined();
    expect(model.requests).toHaveLength(1);
    expect(neovim.bufferText()).toBe(neovim.run.textWith(head));
  });

  test('leaves no message, no line in the log and no process behind', () => expectCleanEnd(neovim));

  function offers(typed: string): readonly string[][] {
    return offersBehind(neovim.run, typed, 'textDocument/inlineCompletion');
  }
});

describe.each(indentations)(
  'the popup with an item of several lines in Neovim, in a file indented with $style',
  (indentation) => {
    const { style } = indentation;
    const loop = loopIn(indentation);
    const { head, opening, body } = loop;
    let model: ScriptedModelServer;
    let neovim: Neovim;
    beforeAll(async () => {
      model = await modelOf(loop);
      neovim = new Neovim(`neovim-popup-${style}`, settingsFor(model), `typing-along-${style}.fixture`);
      await untilLearned(neovim.run);
    });
    afterAll(async () => {
      neovim.run.close();
      await model.close();
    });

    test('comes with C-Space', async () => {
      neovim.screen.type(`A${head}it`);
      await untilOffered(neovim.run, `${head}it`, [`${opening}${body}`.slice('it'.length)]);
      neovim.screen.press('C-Space');
      await neovim.screen.untilRow(listed);
    });

    test('goes with C-e, which leaves what was typed, and comes again without the model', async () => {
      neovim.screen.press('C-e');
      await waitUntil({
        what: 'the popup to go',
        look: () => (neovim.screen.row(listed) === undefined ? true : undefined),
        instead: () => neovim.screen.text(),
      });
      expect(neovim.bufferText()).toBe(neovim.run.textWith(`${head}it`));
      neovim.screen.press('C-Space');
      await neovim.screen.untilRow(listed);
      expect(model.requests).toHaveLength(1);
    });

    test('stays listed while its word is typed: Neovim asks nobody again, since the README leaves autotrigger off', async () => {
      const asked = exchanges(neovim.run.recording(), 'textDocument/completion').length;
      neovim.screen.type('em');
      await untilOffered(neovim.run, `${head}item`, [`${opening}${body}`.slice('item'.length)]);
      await neovim.screen.untilRow(listed);
      expect(neovim.bufferText()).toBe(neovim.run.textWith(`${head}item`));
      expect(exchanges(neovim.run.recording(), 'textDocument/completion')).toHaveLength(asked);
      expect(model.requests).toHaveLength(1);
    });

    test('is inserted with C-y in place of the word, character by character as it was offered', async () => {
      neovim.screen.press('C-n', 'C-y');
      await untilBufferIs(neovim, neovim.run.textWith(head + opening + body));
    });

    test('is told in answers that ask to be asked again, without a mode of indentation, which Neovim does not know', () => {
      expect(popupKinds(neovim.run)).toEqual([{ isIncomplete: true, isMatching: true }]);
    });

    test('leaves no message, no line in the log and no process behind', () => expectCleanEnd(neovim));
  },
);

/** The item's row in the popup; the ghost text behind what is typed has no dots. */
const listed = /items\) \{ …/;
