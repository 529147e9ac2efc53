import fc from 'fast-check';
import { expect, test } from 'vitest';

import { TextDocument } from '../../server/base/text-document.ts';
import { LiveDocument } from '../../server/embedded/live-document.ts';
import { Matches } from '../../server/embedded/matches.ts';
import { Vocabulary } from '../../server/embedded/vocabulary.ts';
import { codeText } from './code-text.ts';

function documentOf(text: string): TextDocument {
  return new TextDocument({ uri: 'file:///a.ts', languageId: '', version: 1 }, text);
}

function learntDocument(text: string, vocabulary = new Vocabulary()): LiveDocument {
  const live = new LiveDocument(documentOf(text), vocabulary);
  while (live.isPending()) live.workABit(7);
  return live;
}

/** Everything that is found before each line, in an order that does not depend on how the document came about. */
function findingsOf(live: LiveDocument, vocabulary: Vocabulary): readonly string[] {
  return Array.from({ length: live.document.lineCount }, (_, line) => {
    const context = live.contextAt(line, []);
    const matches = new Matches();
    live.collect(context, { line, tokensBefore: 0 }, 0, matches);
    const found = Array.from({ length: matches.length }, (_unused, i) => {
      const place = live.lineOf(matches.positions[i] ?? 0);
      return `${place}:${matches.depths[i]}:${vocabulary.word(matches.tokens[i] ?? 0)}:${matches.agreements[i]}`;
    });
    return found.sort().join(' ');
  });
}

const edits = fc.array(fc.tuple(fc.nat({ max: 400 }), fc.nat({ max: 60 }), codeText), { maxLength: 6 });

test('a document that was edited finds what a fresh one with the same text finds', () => {
  fc.assert(
    fc.property(codeText, edits, (text, changes) => {
      const vocabulary = new Vocabulary();
      const live = learntDocument(text, vocabulary);
      for (const [from, length, inserted] of changes) {
        const start = Math.min(from, live.document.text.length);
        const end = Math.min(start + length, live.document.text.length);
        const change = { start, end, text: inserted.slice(0, 80) };
        live.change(live.document.withChange(change, 2), [change]);
      }
      expect(findingsOf(live, vocabulary)).toEqual(
        findingsOf(learntDocument(live.document.text, vocabulary), vocabulary),
      );
    }),
  );
});

test('several changes at once equal the same changes one by one', () => {
  fc.assert(
    fc.property(codeText, edits, (text, drafts) => {
      const vocabulary = new Vocabulary();
      const live = learntDocument(text, vocabulary);
      let after = live.document;
      const changes = drafts.map(([from, length, inserted]) => {
        const start = Math.min(from, after.text.length);
        const change = {
          start,
          end: Math.min(start + length, after.text.length),
          text: inserted.slice(0, 80),
        };
        after = after.withChange(change, 2);
        return change;
      });
      live.change(after, changes);
      expect(findingsOf(live, vocabulary)).toEqual(
        findingsOf(learntDocument(after.text, vocabulary), vocabulary),
      );
    }),
  );
});

test('finds the longest match, as looking everywhere does', () => {
  const words = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 5, maxLength: 60 });
  fc.assert(
    fc.property(words, (text) => {
      const vocabulary = new Vocabulary();
      const live = learntDocument(`${text.join('\n')}\n`, vocabulary);
      const matches = new Matches();
      live.collect(live.contextAt(text.length, []), { line: text.length, tokensBefore: 0 }, 0, matches);
      expect(Math.max(0, ...matches.depths.subarray(0, matches.length))).toBe(longestByHand(text));
    }),
  );
});

test('nothing right of the cursor on its line is found', () => {
  const vocabulary = new Vocabulary();
  const live = learntDocument('call secret\nx\ncall secret', vocabulary);
  const matches = new Matches();
  live.collect(live.contextAt(0, [vocabulary.idOf('call')]), { line: 0, tokensBefore: 2 }, 0, matches);
  const lines = [...matches.positions.subarray(0, matches.length)].map((position) => live.lineOf(position));
  expect(lines).toContain(2);
  expect(lines).not.toContain(0);
});

test('the lines around a place are known before the rest was learnt', () => {
  const text = Array.from({ length: 30_000 }, (_, i) => `line${i} of text`).join('\n');
  const vocabulary = new Vocabulary();
  const live = new LiveDocument(documentOf(text), vocabulary);
  const { history } = live.contextAt(20_000, []);
  expect(history.map((token) => vocabulary.word(token)).slice(-3)).toEqual(['line19999', 'of', 'text']);
  expect(live.isPending()).toBe(true);
});

/** Each word stands on a line of its own, so a word and its line start are two tokens. */
function longestByHand(text: readonly string[]): number {
  let longest = 0;
  for (let end = 1; end < text.length; end++) {
    let same = 0;
    while (same < end && text[end - 1 - same] === text[text.length - 1 - same]) same += 1;
    longest = Math.max(longest, Math.min(24, same * 2));
  }
  return longest;
}
