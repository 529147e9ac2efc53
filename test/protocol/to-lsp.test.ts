import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { TextDocument } from '../../server/base/text-document.ts';
import type { Suggestion } from '../../server/features/completion/suggestion.ts';
import { clientAbilities } from '../../server/protocol/client-abilities.ts';
import {
  completionItem,
  inlineCompletionItem,
  type Place,
  resolvedItem,
} from '../../server/protocol/to-lsp.ts';

/** The place of the cursor `█` in a file of one client. */
function placeIn(marked: string, completionItemAbilities: object = {}, clientName?: string): Place {
  const offset = marked.indexOf('█');
  const identity = { uri: 'file:///a.ts', languageId: 'typescript', version: 1 };
  const abilities = clientAbilities(
    { textDocument: { completion: { completionItem: completionItemAbilities } } },
    clientName,
  );
  return { document: new TextDocument(identity, marked.replace('█', '')), offset, abilities };
}

function suggestion(
  place: Place,
  text: string,
  replace = { start: place.offset, end: place.offset },
): Suggestion {
  return {
    id: 's1',
    text,
    replace,
    confidence: 1,
    explanation: 'written 2 times here, for example in b.ts:3',
    model: undefined,
  };
}

describe('a popup item', () => {
  test('replaces from the start of the word, and its filter text begins with what is typed', () => {
    const place = placeIn('const list = ite█\n');
    const item = completionItem(suggestion(place, 'ms.map((x) => x);\nnext();'), place);
    expect(item).toMatchObject({
      label: 'items.map((x) => x); …',
      filterText: 'items.map((x) => x);',
      textEdit: {
        range: { start: { line: 0, character: 13 }, end: { line: 0, character: 16 } },
        newText: 'items.map((x) => x);\nnext();',
      },
    });
  });

  test.each([
    [
      'tells the lines behind the first apart',
      'if (a) {█\r\nnext();\r\n',
      { newText: ' {', below: [{ line: 1, text: '  b();\r\n}\r\n' }] },
    ],
    [
      'gives the first line alone where the line goes on',
      'if (a) {█ // c\nnext();\n',
      { newText: ' {', below: [] },
    ],
    ['gives the first line alone on the last line', 'if (a) {█', { newText: ' {', below: [] }],
  ])('%s for a client that cuts edits to one line', (_, marked, expected) => {
    const place = placeIn(marked.replace('{█', '█'), {}, 'Neovim');
    const item = completionItem(suggestion(place, ' {\n  b();\n}'), place);
    const below = (item?.additionalTextEdits ?? []).map(({ range, newText }) => ({
      line: range.start.line,
      text: newText,
    }));
    expect({ newText: item?.textEdit?.newText, below }).toEqual(expected);
  });

  test('says nothing of tabs, snippets or modes that the client did not announce', () => {
    const place = placeIn('a█');
    const plain = completionItem(suggestion(place, '$1b'), place);
    expect(plain).toMatchObject({ insertTextFormat: 1, detail: 'innerloop', label: 'a$1b' });
    expect(plain).not.toHaveProperty('insertTextMode');
    expect(plain).not.toHaveProperty('labelDetails');
    const full = placeIn('a█', { labelDetailsSupport: true, insertTextModeSupport: { valueSet: [1, 2] } });
    expect(completionItem(suggestion(full, 'b'), full)).toMatchObject({
      insertTextMode: 1,
      labelDetails: { description: 'innerloop' },
    });
  });

  test('carries its documentation at once where the client does not ask for it later', () => {
    const eager = placeIn('a█');
    expect(completionItem(suggestion(eager, 'b'), eager)?.documentation).toContain('written 2 times here');
    const lazy = placeIn('a█', { resolveSupport: { properties: ['documentation'] } });
    expect(completionItem(suggestion(lazy, 'b'), lazy)).not.toHaveProperty('documentation');
  });

  test('shows the whole text as a code block when it is resolved, and no link of a hostile file name', () => {
    const place = placeIn('a█', {
      documentationFormat: ['markdown'],
      resolveSupport: { properties: ['documentation'] },
    });
    const hostile = {
      ...suggestion(place, 'b```\n![x](http://evil)'),
      explanation: 'in ![x](http://evil).ts:1',
      model: undefined,
    };
    const item = completionItem(hostile, place);
    expect(resolvedItem({ ...item }, place.abilities)).toMatchObject({
      documentation: {
        kind: 'markdown',
        value:
          '````typescript\nab```\n![x](http://evil)\n````\n\nin \\!\\[x\\]\\(http\\:\\/\\/evil\\)\\.ts\\:1',
      },
    });
  });

  test('has a range on one line that holds the cursor, and a filter text that continues what is typed', () => {
    const piece = fc.constantFrom('a', 'é', '_', ' ', '.', '\n', '😀', '(');
    const text = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(text, text, text, (before, after, inserted) => {
        const place = placeIn(`${before}█${after}`);
        const item = completionItem(suggestion(place, inserted), place);
        if (item === undefined) return;
        if (item.textEdit === undefined || !('range' in item.textEdit)) throw new Error('no range');
        const { start, end } = item.textEdit.range;
        const line = place.document.lineText(start.line);
        const column = place.offset - place.document.lineStart(start.line);
        expect(start.line).toBe(end.line);
        expect(start.character).toBeLessThanOrEqual(column);
        expect(end.character).toBeGreaterThanOrEqual(column);
        expect(item.filterText?.startsWith(line.slice(start.character, column))).toBe(true);
      }),
    );
  });
});

describe('a suggestion is not shown when', () => {
  test.each([
    ['it hides a right-to-left override', 'a = "\u202e"'],
    ['it has a zero-width space', 'a\u200bb'],
    ['it has a terminal escape', '\u001b[2J'],
    ['it has a NUL', 'a\u0000'],
    ['it has tag characters', 'a\u{e0041}'],
    ['it has a lone surrogate', 'a\ud800'],
    ['it has a replacement character', 'a\ufffd'],
    ['it has a carriage return without a line feed', 'a\rb'],
    ['it has a C1 control', 'a\u0085'],
    ['it has a byte order mark', '\ufeffa'],
    ['it is empty', ''],
  ])('%s', (_, text) => {
    const place = placeIn('x █');
    expect(inlineCompletionItem(suggestion(place, text), place)).toBeUndefined();
    expect(completionItem(suggestion(place, text), place)).toBeUndefined();
  });

  test.each([
    ['its range leaves the line of the cursor', { start: 1, end: 5 }],
    ['its range does not hold the cursor', { start: 2, end: 2 }],
  ])('%s', (_, replace) => {
    const place = placeIn('a█ b\nc');
    expect(inlineCompletionItem(suggestion(place, 'x', replace), place)).toBeUndefined();
  });
});

test.each(['tab\tand\nlines\r\n', 'größe = "漢字"', 'emoji = "😀❤️"', 'אב'])('shows %j', (text) => {
  const place = placeIn('x █');
  expect(inlineCompletionItem(suggestion(place, text), place)?.insertText).toBe(text);
});
