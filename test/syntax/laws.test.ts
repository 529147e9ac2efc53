import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { TextChange } from '../../server/base/text-document.ts';
import { bareDocument } from '../../server/base/text-document.ts';
import { systemClock } from '../../server/host/system-clock.ts';
import { type Chunk, chunksOf } from '../../server/syntax/chunker.ts';
import { type Grammar, giveUpAfter } from '../../server/syntax/grammar.ts';
import { GrammarRegistry } from '../../server/syntax/grammar-registry.ts';
import { languages } from '../../server/syntax/languages.ts';
import { outlineOf } from '../../server/syntax/outline.ts';
import { SyntaxTree, withTree } from '../../server/syntax/syntax-tree.ts';
import { describeFile, never } from './support/describe-file.ts';
import { installedGrammars } from './support/installed-grammars.ts';
import { readSamples } from './support/read-samples.ts';

// Now and then a mangled text makes tree-sitter trap, and then nothing more is parsed in this process:
// spoiled-runtime.test.ts is about that, these laws are not.
fc.configureGlobal({ seed: 4 });

const registry = new GrammarRegistry(installedGrammars());
const samples = await readSamples(registry);
const sample = fc.constantFrom(...samples);
const snippet = fc
  .tuple(sample, fc.nat(), fc.nat({ max: 60 }))
  .map(([{ text }, start, length]) => text.slice(start % text.length, (start % text.length) + length));
const sizes = fc.record({
  container: fc.integer({ min: 1, max: 800 }),
  most: fc.integer({ min: 1, max: 1500 }),
});

test('every language has a fixture', () => {
  expect(samples.map(({ grammar }) => grammar.language).sort()).toEqual(Object.keys(languages).sort());
});

describe('whatever the text is', () => {
  test('a file that is cut short or joined to another never throws, and its chunks hold every line once', () => {
    const cuts = fc.tuple(sample, sample, fc.nat(), fc.nat(), sizes);
    fc.assert(
      fc.property(cuts, ([one, other, cut, start, limits]) => {
        const text =
          one.text.slice(0, cut % (one.text.length + 1)) + other.text.slice(start % (other.text.length + 1));
        describeFile(one.grammar, text, cut % (text.length + 1));
        expectEveryLineOnce(text, chunksIn(one.grammar, text, limits));
      }),
      { numRuns: 150 },
    );
  });

  test('bytes without sense never throw, and their chunks hold every line once', () => {
    const garbage = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 400 }),
      fc.uint8Array({ maxLength: 400 }).map((bytes) => new TextDecoder().decode(bytes)),
      fc.string({
        unit: fc.constantFrom(...'{}()[]<>"\'`#/*\\:;=@ \t\r\n\u2028ax0é😀\ud800'),
        maxLength: 200,
      }),
    );
    fc.assert(
      fc.property(sample, garbage, sizes, ({ grammar }, text, limits) => {
        describeFile(grammar, text, 0);
        expectEveryLineOnce(text, chunksIn(grammar, text, limits));
        expectEveryLineOnce(text, chunksOf(bareDocument(text), undefined, limits));
      }),
      { numRuns: 300 },
    );
  });

  test('what is nested too deep is not parsed, and spoils nothing', () => {
    for (const { grammar } of samples) {
      for (const [open, times] of [
        ['[{', 20_000],
        ['if (a) {\n', 900],
        ['(', 999],
        ['a = !-', 5_000],
      ] as const) {
        const text = open.repeat(times);
        const giveUp = giveUpAfter(50, systemClock);
        const outline = withTree(grammar, text, giveUp, (tree) => outlineOf(tree, giveUp));
        expectEveryLineOnce(text, chunksOf(bareDocument(text), outline));
      }
    }
    expect(registry.isSpoiled).toBe(false);
  }, 60_000);
});

test('the chunks of a whole file hold every line once, and large definitions keep their signature', () => {
  fc.assert(
    fc.property(sample, sizes, ({ grammar, text }, limits) => {
      const chunks = chunksIn(grammar, text, limits);
      expectEveryLineOnce(text, chunks);
      for (const { range, signatures } of chunks) {
        for (const signature of signatures)
          expect(signature.end <= range.start || range.end <= signature.start).toBe(true);
      }
    }),
  );
});

// While the text has errors, what tree-sitter makes of them depends on what it can reuse, as its own tests allow.
test('a tree that follows random edits and their undoing equals a fresh one', () => {
  const edit = fc.record({ at: fc.nat(), length: fc.nat({ max: 60 }), text: fc.oneof(snippet, fc.string()) });
  fc.assert(
    fc.property(
      sample,
      fc.array(fc.array(edit, { maxLength: 3 }), { maxLength: 4 }),
      ({ grammar, text }, rounds) => {
        const followed = new SyntaxTree(grammar);
        const fresh = new SyntaxTree(grammar);
        followed.parse(text, never);
        const undoing: TextChange[] = [];
        for (const round of rounds) {
          const changes = changesOf(followed.text, round);
          expect(
            followed.reparse(
              changes.map(({ change }) => change),
              never,
            ),
          ).toBe(true);
          expect(followed.text).toBe(changes.at(-1)?.after ?? followed.text);
          undoing.unshift(...changes.map(({ undo }) => undo).reverse());
        }
        followed.reparse(undoing, never);
        fresh.parse(text, never);
        expect(followed.text).toBe(text);
        expect(followed.describe()).toBe(fresh.describe());
        expect(outlineOf(followed, never)).toEqual(outlineOf(fresh, never));
        followed.release();
        fresh.release();
      },
    ),
    { numRuns: 300 },
  );
});

interface Following {
  readonly change: TextChange;
  readonly undo: TextChange;
  readonly after: string;
}

function changesOf(
  text: string,
  edits: readonly { at: number; length: number; text: string }[],
): Following[] {
  let before = text;
  return edits.map((edit) => {
    const start = edit.at % (before.length + 1);
    const end = Math.min(before.length, start + edit.length);
    const after = before.slice(0, start) + edit.text + before.slice(end);
    const undo = { start, end: start + edit.text.length, text: before.slice(start, end) };
    before = after;
    return { change: { start, end, text: edit.text }, undo, after };
  });
}

function chunksIn(
  grammar: Grammar,
  text: string,
  limits: { container: number; most: number } | undefined,
): Chunk[] {
  const outline = withTree(grammar, text, never, (tree) => outlineOf(tree, never));
  return chunksOf(bareDocument(text), outline, limits);
}

function expectEveryLineOnce(text: string, chunks: readonly Chunk[]): void {
  const inChunks = chunks.flatMap(({ range }) => linesIn(text.slice(range.start, range.end)));
  expect(inChunks).toEqual(linesIn(text));
  let end = 0;
  for (const { range } of chunks) {
    expect(range.start).toBeGreaterThanOrEqual(end);
    end = range.end;
  }
}

function linesIn(text: string): string[] {
  return text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '');
}
