import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { cutAtBlankLines } from '../../../server/context/lexical/blank-line-cutter.ts';
import { TermCollector } from '../../../server/context/lexical/chunk-terms.ts';
import { LexicalIndex } from '../../../server/context/lexical/lexical-index.ts';
import { searchChunks, searchFiles } from '../../../server/context/lexical/lexical-search.ts';
import { lexicalIndexFrom, lexicalSegmentOf } from '../../../server/context/lexical/lexical-segment.ts';
import { queryTerms } from '../../../server/context/lexical/query-terms.ts';

const collector = new TermCollector();

function take(index: LexicalIndex, path: string, text: string): void {
  index.replace(collector.fileTerms(path, cutAtBlankLines(path, text)));
}

function indexOf(files: Iterable<readonly [string, string]>): LexicalIndex {
  const index = new LexicalIndex();
  for (const [path, text] of files) take(index, path, text);
  return index;
}

function pathsFor(index: LexicalIndex, query: string): readonly string[] {
  return searchChunks(index, queryTerms(query), 10).map((match) => match.path);
}

/** Everything that a search can see of an index. */
function seen(index: LexicalIndex, query = 'alpha betaGamma delta.ts src') {
  const terms = queryTerms(query);
  return {
    files: index.fileCount,
    chunks: index.chunkCount,
    matches: searchFiles(index, terms),
    best: searchChunks(index, terms, 3),
  };
}

const somePath = fc.constantFrom('src/alpha.ts', 'src/beta-gamma.ts', 'lib/delta.ts', 'é/ünï.ts', 'a');
const someText = fc
  .array(
    fc.constantFrom('alpha', 'betaGamma', 'beta_gamma', 'delta', 'x1', '', 'class Alpha', 'const delta = 1'),
  )
  .map((lines) => lines.join('\n'));
type Step = { readonly path: string; readonly text: string | undefined } | 'compact';
const someSteps = fc.array(
  fc.oneof(
    { weight: 8, arbitrary: fc.record({ path: somePath, text: fc.option(someText, { nil: undefined }) }) },
    fc.constant('compact' as const),
  ),
);

function follow(steps: readonly Step[]) {
  const index = new LexicalIndex();
  const files = new Map<string, string>();
  for (const step of steps) {
    if (step === 'compact') index.compact();
    else if (step.text === undefined) {
      index.remove(step.path);
      files.delete(step.path);
    } else {
      take(index, step.path, step.text);
      files.set(step.path, step.text);
    }
  }
  return { index, files };
}

describe('what is found', () => {
  test('the chunk that holds a rare word comes before those with frequent ones', () => {
    const index = indexOf([
      ['a.ts', 'const user = loadUser();'],
      ['b.ts', 'const user = saveUser(); // retryLater'],
      ['c.ts', 'const user = 1;'],
    ]);
    expect(pathsFor(index, 'user retry')[0]).toBe('b.ts');
  });

  test('an identifier is found by its parts, whatever its style', () => {
    const index = indexOf([
      ['camel.ts', 'parseHttpHeader()'],
      ['snake.py', 'parse_http_header()'],
      ['other.ts', 'somethingElse()'],
    ]);
    expect(pathsFor(index, 'http header')).toEqual(['camel.ts', 'snake.py']);
    expect(pathsFor(index, 'parseHTTPHeader')).toEqual(['camel.ts', 'snake.py']);
  });

  test('a long file is found by its best part, with the lines of that part', () => {
    const filler = Array.from({ length: 120 }, (_, line) =>
      line % 10 === 0 ? '' : `let x${line} = ${line};`,
    );
    const text = [...filler, 'function rotateKeys() {}'].join('\n');
    const [match] = searchChunks(indexOf([['long.ts', text]]), queryTerms('rotate keys'), 1);
    expect(match).toMatchObject({ path: 'long.ts', endLine: 121 });
    expect(match?.startLine).toBeGreaterThan(50);
  });

  test('a path is found apart from the text', () => {
    const index = indexOf([
      ['src/date-filter.tsx', 'export default 1;'],
      ['src/other.ts', 'nothing'],
    ]);
    const [match] = searchFiles(index, queryTerms('DateFilter opens'));
    expect(match).toMatchObject({ path: 'src/date-filter.tsx', text: 0 });
    expect(match?.pathScore).toBeGreaterThan(0);
  });

  test('as many chunks are found as were asked for, however many paths fit better', () => {
    const index = indexOf(
      Array.from({ length: 60 }, (_, i) => [
        i < 12 ? `needle/n${i}.ts` : `f${i}.ts`,
        i < 12 ? 'other' : i < 24 ? 'needle' : '-',
      ]),
    );
    expect(searchChunks(index, queryTerms('needle'), 10)).toHaveLength(10);
  });

  test('a word that stands nearly everywhere is not looked for', () => {
    const index = indexOf(
      Array.from({ length: 40 }, (_, i) => [`f${i}.ts`, `shared only${'abcdefgh'[i % 8]}`]),
    );
    expect(pathsFor(index, 'shared')).toEqual([]);
    expect(pathsFor(index, 'shared onlya')).toHaveLength(5);
  });

  test('what is the same is ordered by path', () => {
    const index = indexOf([
      ['z.ts', 'needle'],
      ['a.ts', 'needle'],
      ['m.ts', 'needle'],
    ]);
    expect(pathsFor(index, 'needle')).toEqual(['a.ts', 'm.ts', 'z.ts']);
  });
});

describe('laws', () => {
  test('an index with a history finds the same as one built of what is left', () => {
    fc.assert(
      fc.property(someSteps, (steps) => {
        const { index, files } = follow(steps);
        expect(seen(index)).toEqual(seen(indexOf(files)));
      }),
    );
  });

  test('taking a file in again changes nothing', () => {
    fc.assert(
      fc.property(someSteps, (steps) => {
        const { index, files } = follow(steps);
        const before = seen(index);
        for (const [path, text] of files) take(index, path, text);
        expect(seen(index)).toEqual(before);
      }),
    );
  });

  test('what is stored depends on the files alone', () => {
    fc.assert(
      fc.property(someSteps, (steps) => {
        const { index, files } = follow(steps);
        const sorted = [...files].sort(([a], [b]) => (a < b ? 1 : -1));
        expect(lexicalSegmentOf(index)).toEqual(lexicalSegmentOf(indexOf(sorted)));
      }),
    );
  });

  test('the best few are the first of all', () => {
    const someCounts = fc.array(fc.nat(20), { minLength: 12, maxLength: 40 });
    fc.assert(
      fc.property(someCounts, fc.integer({ min: 1, max: 12 }), (counts, limit) => {
        const index = indexOf(
          counts.map((count, i) => [`f${i}`, i % 4 === 0 ? `${'needle '.repeat(count)} hay` : 'hay']),
        );
        const terms = queryTerms('needle');
        expect(searchChunks(index, terms, limit)).toEqual(searchChunks(index, terms, 1_000).slice(0, limit));
      }),
    );
  });

  test('a file that is removed is not found', () => {
    fc.assert(
      fc.property(someSteps, somePath, (steps, path) => {
        const { index } = follow(steps);
        index.remove(path);
        expect(index.has(path)).toBe(false);
        expect(seen(index).matches.map((match) => match.path)).not.toContain(path);
      }),
    );
  });
});

describe('stored bytes', () => {
  const stored = lexicalSegmentOf(
    indexOf([
      ['src/alpha.ts', 'alpha\n\nbetaGamma delta'],
      ['é/ünï.ts', 'delta delta'],
    ]),
  );

  test('give the same index back', () => {
    fc.assert(
      fc.property(someSteps, (steps) => {
        const { index } = follow(steps);
        const restored = lexicalIndexFrom(lexicalSegmentOf(index));
        expect(restored && seen(restored)).toEqual(seen(index));
      }),
    );
  });

  test('one changed byte at any place makes them no index', () => {
    for (let at = 0; at < stored.length; at++) {
      const corrupt = stored.slice();
      corrupt[at] = (corrupt[at] ?? 0) ^ (1 << (at % 8));
      expect(lexicalIndexFrom(corrupt), `byte ${at}`).toBeUndefined();
    }
  });

  test('any other bytes are no index, or the same', () => {
    fc.assert(
      fc.property(fc.nat(stored.length), fc.uint8Array({ maxLength: 40 }), (at, bytes) => {
        const corrupt = stored.slice();
        corrupt.set(bytes.subarray(0, stored.length - at), at);
        const restored = lexicalIndexFrom(corrupt);
        if (restored !== undefined) expect(corrupt).toEqual(stored);
      }),
    );
  });

  test('cut off anywhere they are no index', () => {
    for (let length = 0; length < stored.length; length++) {
      expect(lexicalIndexFrom(stored.slice(0, length))).toBeUndefined();
    }
  });

  test('of another version are no index', () => {
    const other = stored.slice();
    other[4] = 99;
    expect(lexicalIndexFrom(other)).toBeUndefined();
  });
});
