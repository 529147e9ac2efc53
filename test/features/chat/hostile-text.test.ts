import fc from 'fast-check';
import { expect, test } from 'vitest';

import { writtenCitations } from '../../../server/features/chat/citation-syntax.ts';
import { harmlessLinks, withInsertions } from '../../../server/features/chat/harmless-links.ts';
import { identifiersOf } from '../../../server/features/chat/named-identifiers.ts';

const piece = fc.constantFrom(
  ...[
    'a/[',
    '[',
    '![',
    '`',
    '```\n',
    'src/a.ts:3',
    '](',
    ')',
    '](https://h/x)',
    '<img ',
    '\\',
    '[x]: http://h',
  ],
  ...['\n', ' ', '. ', '- ', '> ', '|', '#L3', '`name`'],
);
const text = fc.array(piece, { maxLength: 24 }).map((pieces) => pieces.join(''));

test('places stand in the text, in order, whatever it is', () => {
  fc.assert(
    fc.property(text, (content) => {
      const citations = writtenCitations(content);
      let at = 0;
      for (const { text: cited, range, end } of citations) {
        expect(content.slice(range.start, range.end)).toContain(cited);
        expect(at <= range.start && range.end <= end && end <= content.length).toBe(true);
        at = range.end;
      }
      for (const citation of identifiersOf(content, citations).keys()) expect(citations).toContain(citation);
    }),
  );
});

test('what was made harmless needs nothing more, and loses nothing', () => {
  fc.assert(
    fc.property(text, (content) => {
      const insertions = harmlessLinks(content);
      const shown = withInsertions(content, insertions);
      expect(shown.length).toBe(content.length + insertions.length);
      expect(harmlessLinks(shown)).toEqual([]);
    }),
  );
});
