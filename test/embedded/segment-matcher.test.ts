import fc from 'fast-check';
import { expect, test } from 'vitest';

import { neverAborted } from '../../server/base/cancellation.ts';
import { buildCorpusSegment, type CorpusFile } from '../../server/embedded/corpus-segment.ts';
import { Matches } from '../../server/embedded/matches.ts';
import { SegmentMatcher } from '../../server/embedded/segment-matcher.ts';
import { fileEnd } from '../../server/embedded/token-ids.ts';
import { Vocabulary } from '../../server/embedded/vocabulary.ts';

const words = fc.array(fc.constantFrom('a', 'b', 'c', '(', ')'), { minLength: 1, maxLength: 40 });

async function matcherOver(files: readonly CorpusFile[]) {
  const vocabulary = new Vocabulary();
  const segment = await buildCorpusSegment('javascript', files, neverAborted);
  return { vocabulary, segment, matcher: new SegmentMatcher(segment, vocabulary) };
}

function filesOf(texts: readonly (readonly string[])[]): readonly CorpusFile[] {
  return texts.map((text, i) => ({ uri: `file:///${i}.ts`, text: text.join(' ') }));
}

/** What followed each place of `words`, found by looking everywhere. */
function followersByHand(
  texts: readonly (readonly string[])[],
  context: readonly string[],
): readonly string[] {
  return texts.flatMap((text) =>
    text.filter(
      (_, end) =>
        context.every((word, i) => text[end - context.length + i] === word) && end >= context.length,
    ),
  );
}

test('finds exactly the longest match and all that followed it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(words, { minLength: 1, maxLength: 4 }), words, async (texts, query) => {
      const { vocabulary, matcher } = await matcherOver(filesOf(texts));
      const history = query.slice(-10);
      matcher.begin({ history: history.map((word) => vocabulary.idOf(word)), below: [], above: [] });
      let longest = 0;
      for (let n = 1; n <= history.length; n++) {
        if (followersByHand(texts, history.slice(-n)).length > 0) longest = n;
      }
      expect(matcher.longest(23)).toBe(longest);
      if (longest === 0) return;

      const matches = new Matches();
      matcher.collect(longest, 400, 0, matches);
      const found = [...matches.tokens.subarray(0, matches.length)].map((token) => vocabulary.word(token));
      expect(found.sort()).toEqual([...followersByHand(texts, history.slice(-longest))].sort());
    }),
  );
});

test('passes masked files over, and counts them again later', async () => {
  const { vocabulary, matcher } = await matcherOver([
    { uri: 'file:///a.ts', text: 'one two' },
    { uri: 'file:///b.ts', text: 'one three' },
  ]);
  const followers = () => {
    const matches = new Matches();
    matcher.begin({ history: [vocabulary.idOf('one')], below: [], above: [] });
    matcher.collect(1, 400, 0, matches);
    return [...matches.tokens.subarray(0, matches.length)].map((token) => vocabulary.word(token));
  };
  expect(followers().sort()).toEqual(['three', 'two']);
  matcher.maskOnly(new Set(['file:///a.ts']));
  expect(followers()).toEqual(['three']);
  matcher.maskOnly(new Set(['file:///b.ts']));
  expect(followers()).toEqual(['two']);
  matcher.maskOnly(new Set());
  expect(followers().sort()).toEqual(['three', 'two']);
});

test('knows which places the line below agrees with', async () => {
  const { vocabulary, matcher } = await matcherOver([
    { uri: 'file:///a.ts', text: 'call one\nnext\ncall two\nother' },
  ]);
  const matches = new Matches();
  const id = (word: string) => vocabulary.idOf(word);
  matcher.begin({ history: [id('call')], below: [id('other')], above: [] });
  matcher.collect(1, 400, 0, matches);
  const agreeing = [...matches.tokens.subarray(0, matches.length)].filter(
    (_, i) => matches.agreements[i] === 1,
  );
  expect(agreeing).toEqual([id('two')]);
});

test('finds the words that begin with what was typed', async () => {
  const { vocabulary, matcher } = await matcherOver([
    { uri: 'file:///a.ts', text: 'handle handler handler zebra hand' },
  ]);
  const found = new Map<string, number>();
  matcher.visitWords('handl', (token, count) => found.set(vocabulary.word(token), count));
  expect([...found]).toEqual([
    ['handle', 1],
    ['handler', 2],
  ]);
});

test('no match reaches from one file into the next', async () => {
  const { vocabulary, segment, matcher } = await matcherOver(filesOf([['a', 'b'], ['c']]));
  expect(segment.arrays.tokens.filter((token) => token === fileEnd)).toHaveLength(2);
  matcher.begin({ history: [vocabulary.idOf('b')], below: [], above: [] });
  expect(matcher.longest(23)).toBe(0);
});
