import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { TextDocument } from '../../../../server/base/text-document.ts';
import { applyFilters, filters } from '../../../../server/features/completion/filters/all-filters.ts';
import type { FilterScene } from '../../../../server/features/completion/filters/filter.ts';
import { codeSamples } from '../code-samples.ts';
import { sceneAt } from './filter-scene.ts';

/** A place in real-looking code and the text that was cut out there. */
interface Hole {
  readonly scene: FilterScene;
  readonly truth: string;
}

function hole(document: TextDocument, start: number, end: number): Hole {
  const truth = document.text.slice(start, end);
  return { scene: sceneAt(document.withChange({ start, end, text: '' }, 2), start), truth };
}

/** From a word's border to the end of its line, of all lines of all samples. */
function lineHoles(): readonly Hole[] {
  return codeSamples.flatMap((document) =>
    Array.from({ length: document.lineCount }, (_, line) => line).flatMap((line) => {
      const text = document.lineText(line);
      const start = document.lineStart(line);
      return [...text.matchAll(/\b|(?<=\s)(?=\S)/g)]
        .filter(({ index }) => text.slice(index).trim().length > 1)
        .map(({ index }) => hole(document, start + index, document.lineEnd(line)));
    }),
  );
}

/** What stands deeper than the line above it and behind it, without blank lines: the bodies of all blocks. */
function blockHoles(): readonly Hole[] {
  return codeSamples.flatMap((document) => {
    const indent = (line: number) => /^\s*/.exec(document.lineText(line))?.[0].length ?? 0;
    return Array.from({ length: document.lineCount }, (_, line) => line).flatMap((line) => {
      if (!/[{:]$/.test(document.lineText(line))) return [];
      let last = line;
      while (document.lineText(last + 1).trim() !== '' && indent(last + 1) > indent(line)) last += 1;
      const isWhole = last > line && last - line <= 12 && indent(last + 1) <= indent(line);
      const isFollowedByBlank = document.lineText(last + 1).trim() === '' && last + 2 < document.lineCount;
      if (!isWhole || (isFollowedByBlank && indent(last + 2) > indent(line))) return [];
      return [hole(document, document.lineEnd(line), document.lineEnd(last))];
    });
  });
}

function shown(text: string, scene: FilterScene): string {
  const { outcome } = applyFilters(text, scene);
  return outcome.kind === 'ok' ? outcome.value : `nothing: ${outcome.reason}`;
}

describe('a true text passes as it is', () => {
  test('to the end of a line', () => {
    const holes = lineHoles();
    expect(holes.length).toBeGreaterThan(500);
    for (const { scene, truth } of holes) expect(shown(truth, scene)).toBe(truth);
  });

  test('to the end of a block', () => {
    const holes = blockHoles();
    expect(holes.length).toBeGreaterThan(20);
    for (const { scene, truth } of holes) expect(shown(truth, scene)).toBe(truth);
  });
});

/** Replies with something wrong in them: pieces of code and of what models add, in any order. */
const replies = fc
  .array(
    fc.constantFrom(
      ...[
        'return a + b;',
        'if (a) {',
        '}',
        '});',
        '  ',
        '\t',
        '\n',
        '\n\n',
        '\r\n',
        'foo(',
        ')',
        "'",
        '"',
        ';',
      ],
      ...[
        '```ts\n',
        '\n```\n',
        '<|endoftext|>',
        '<|fim_middle|>',
        '<fim_suffix>',
        '</s>',
        '<|fim_',
        'prefix|>',
      ],
      ...['Here is the code:\n', 'Sure! ', 'This function adds two numbers.\n', '// your code here\n'],
      ...[
        'const x = ',
        'const x = 1;\n',
        '    ',
        '        deep();\n',
        '😀',
        '\ud83d',
        '\ude00',
        'ab, '.repeat(20),
      ],
      ...['def f():\n', '    return 1\n', 'AKIAQ3EGRIUV7XKMTZ5P', 'last();\n'],
    ),
    { maxLength: 10 },
  )
  .map((parts) => parts.join(''));

const documents = fc.constantFrom(
  ['a.ts', 'function f(a: number) {\n  const x = 1;\n  █\n}\n\nlast();\n'],
  ['a.ts', 'const x = █\nlast();\n'],
  ['a.ts', 'use(█);\r\nlast();\r\n'],
  ['a.ts', 'f(() => {█});\n'],
  ['a.py', 'class A:\n    def f(self):\n    █\n\n    def g(self):\n        return 1\n'],
  ['a.go', 'package a\n\nfunc f() {\n\tg()\n\t█\n}\n'],
  ['a.md', '# Use\n\n█\n'],
);

const scenes = fc.record({
  document: documents,
  isCutOff: fc.boolean(),
  source: fc.constantFrom('model', 'embedded'),
});

function sceneFrom({
  document: [name = '', marked = ''],
  isCutOff,
  source,
}: {
  readonly document: readonly string[];
  readonly isCutOff: boolean;
  readonly source: 'model' | 'embedded';
}): FilterScene {
  const identity = { uri: `file:///${name}`, languageId: '', version: 1 };
  const document = new TextDocument(identity, marked.replace('█', ''));
  return sceneAt(document, marked.indexOf('█'), { isCutOff, source });
}

describe('whatever a model writes', () => {
  test('what is shown stands in it, in that order, but for blanks', () => {
    fc.assert(
      fc.property(replies, scenes, (reply, place) => {
        const { outcome } = applyFilters(reply, sceneFrom(place));
        if (outcome.kind === 'ok') expect(isWithin(solid(outcome.value), solid(reply))).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  test('filtering what was filtered changes nothing', () => {
    fc.assert(
      fc.property(replies, scenes, (reply, place) => {
        const { outcome } = applyFilters(reply, sceneFrom(place));
        if (outcome.kind === 'nothing') return;
        // The half line is gone; what is left is whole.
        const again = applyFilters(outcome.value, sceneFrom({ ...place, isCutOff: false }));
        expect(again.outcome).toEqual(outcome);
      }),
      { numRuns: 2_000 },
    );
  });

  test('each filter alone has done all it does at once', () => {
    fc.assert(
      fc.property(replies, scenes, fc.constantFrom(...filters), (reply, place, filter) => {
        const scene = sceneFrom(place);
        const once = filter.apply(reply, scene);
        if (once.kind === 'ok') expect(filter.apply(once.value, scene)).toEqual(once);
      }),
      { numRuns: 4_000 },
    );
  });

  test('the cuts lead from the reply to what is shown', () => {
    fc.assert(
      fc.property(replies, scenes, (reply, place) => {
        const { outcome, cuts } = applyFilters(reply, sceneFrom(place));
        let text: string | undefined = reply;
        for (const cut of cuts) {
          expect(cut.before).toBe(text);
          expect(cut.after).not.toBe(cut.before);
          text = cut.after;
        }
        expect(text).toBe(outcome.kind === 'ok' ? outcome.value : undefined);
      }),
    );
  });
});

test('a filter that is skipped does nothing', () => {
  const scene = sceneFrom({ document: ['a.ts', 'const x = █\n'], isCutOff: false, source: 'model' });
  expect(applyFilters('f(1);<|endoftext|>', scene, new Set(['fim-markers', 'fit-shape'])).outcome).toEqual({
    kind: 'ok',
    value: 'f(1);<|endoftext|>',
  });
});

test('no two filters have the same name', () => {
  expect(new Set(filters.map(({ name }) => name)).size).toBe(filters.length);
});

function solid(text: string): string {
  return text.replaceAll(/\s/g, '');
}

/** Whether all characters of `part` stand in `whole` in the same order. */
function isWithin(part: string, whole: string): boolean {
  let at = 0;
  for (let index = 0; index < whole.length && at < part.length; index++)
    if (whole[index] === part[at]) at += 1;
  return at === part.length;
}
