import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { Candidate } from '../../../../server/features/completion/choosing/candidate.ts';
import { choose, type JudgedCandidate } from '../../../../server/features/completion/choosing/choose.ts';

const rules = { certainFrom: 0.8 };

interface Described extends Partial<Candidate> {
  readonly verdict?: JudgedCandidate['verdict'];
  readonly names?: readonly string[];
}

function judged({ verdict = 'parses', names = [], ...candidate }: Described): JudgedCandidate {
  const plain = { text: 'a', source: 'model', model: 'm', confidence: undefined, explanation: '' } as const;
  return { candidate: { ...plain, ...candidate }, verdict, unknownNames: names };
}

/** The text of the winner, then what became of each. */
function check(...candidates: readonly Described[]): string {
  const { chosen, judged: all } = choose(candidates.map(judged), rules);
  const each = all.map(({ candidate, dropped }) => `${candidate.text} ${dropped ?? 'chosen'}`);
  return [chosen?.text ?? 'nothing', ...each].join(', ');
}

describe('what goes first', () => {
  test('a model that does not say how likely its text is, before an answer of the own code that is not certain', () => {
    const own = { text: 'a', source: 'embedded', confidence: 0.7 } as const;
    expect(check(own, { text: 'b', confidence: undefined })).toBe('b, a outranked, b chosen');
  });

  test('fewer unknown names, before what is likelier', () => {
    const one = { text: 'a', names: ['x', 'y'], confidence: 0.9 };
    expect(check(one, { text: 'b', names: ['x'] })).toBe('b, a outranked, b chosen');
  });

  test('the likelier, before the longer', () => {
    expect(check({ text: 'long', confidence: 0.6 }, { text: 'b', confidence: 0.7 })).toMatch(/^b,/);
  });

  test('the longer, where nothing else differs', () => {
    expect(check({ text: 'a' }, { text: 'longer' })).toBe('longer, a outranked, longer chosen');
  });

  test('the embedded answer once it is certain, though the model has a name less that nobody knows', () => {
    const own = { text: 'own', source: 'embedded', model: undefined, names: ['x'] } as const;
    expect(check({ text: 'b' }, { ...own, confidence: 0.8 })).toMatch(/^own,/);
    expect(check({ text: 'b' }, { ...own, confidence: 0.79 })).toMatch(/^b,/);
  });
});

test('what breaks the syntax is dropped, whoever is certain of it', () => {
  const broken = {
    text: 'a',
    source: 'embedded',
    model: undefined,
    confidence: 1,
    verdict: 'breaks',
  } as const;
  expect(check(broken)).toBe('nothing, a breaks-syntax');
  expect(check(broken, { text: 'b', verdict: 'unknown' })).toBe('b, a breaks-syntax, b chosen');
});

test('nothing is chosen of nothing', () => {
  expect(choose([], rules)).toEqual({ chosen: undefined, judged: [] });
});

describe('whatever the candidates are', () => {
  const candidate = fc
    .record({
      text: fc.constantFrom('a', 'b', 'ab', 'abc'),
      source: fc.constantFrom('embedded', 'model'),
      confidence: fc.option(fc.constantFrom(0, 0.4, 0.8, 1), { nil: undefined }),
      verdict: fc.constantFrom('parses', 'open', 'breaks', 'unknown'),
      names: fc.subarray(['x', 'y', 'z']),
    } as const)
    .map(judged);
  const some = fc.array(candidate, { maxLength: 4 });

  test('their order does not matter', () => {
    const shuffled = some.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    );
    fc.assert(
      fc.property(shuffled, ([all, mixed]) => {
        expect(choose(mixed, rules).chosen).toEqual(choose(all, rules).chosen);
      }),
    );
  });

  test('one wins unless all break, and none that breaks ever does', () => {
    fc.assert(
      fc.property(some, (all) => {
        const { chosen, judged: told } = choose(all, rules);
        const fit = all.filter(({ verdict }) => verdict !== 'breaks').map((each) => each.candidate);
        expect(chosen === undefined).toBe(fit.length === 0);
        expect(chosen === undefined || fit.includes(chosen)).toBe(true);
        expect(told.filter(({ dropped }) => dropped === undefined)).toHaveLength(fit.length === 0 ? 0 : 1);
      }),
    );
  });
});
