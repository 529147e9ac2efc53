import fc from 'fast-check';
import { expect, test } from 'vitest';

import type { CompletionTrace } from '../../../server/features/completion/completion-trace.ts';
import { silenceTexts } from '../../../server/features/completion/silence-texts.ts';
import { whyText } from '../../../server/features/completion/why-text.ts';

const silent: CompletionTrace = {
  ...{ id: '7', uri: 'file:///src/a%20b.ts', languageId: 'typescript', version: 1, line: 11, column: 4 },
  ...{ trigger: 'automatic', at: 0, route: [], reuse: 'none', context: [], candidates: [], cuts: [] },
  gates: [
    { gate: 'no-document', isPassed: true },
    { gate: 'inside-word', isPassed: false },
  ],
  outcome: { kind: 'silent', reason: 'inside-word' },
  steps: [{ name: 'gates', ms: 0.04 }],
};

const shown: CompletionTrace = {
  ...silent,
  trigger: 'invoked',
  gates: [{ gate: 'inside-word', isPassed: true }],
  route: ['quick', 'work'],
  context: [
    { path: 'src/user.ts', startLine: 2, endLine: 8, reason: 'defines User', score: 1, tokens: 60 },
    { path: 'src/db.ts', startLine: 0, endLine: 0, reason: 'code like yours', score: 0.5, tokens: 12 },
  ],
  candidates: [
    { source: 'quick', text: '```ts\nreturn user;\n```', confidence: 0.82, dropped: undefined },
    { source: 'embedded', text: 'return', confidence: 0.5, dropped: 'outranked' },
  ],
  cuts: [
    { filter: 'strip-fence', before: '```ts\nreturn user;\n```', after: 'return user;' },
    { filter: 'is-prose', before: 'Sure!', after: undefined },
  ],
  outcome: { kind: 'shown', text: 'return user;', source: 'quick', explanation: 'written by quick' },
  steps: [
    { name: 'context', ms: 12.34 },
    { name: 'model', ms: 310 },
  ],
};

test('says why there is nothing, and what would help', () => {
  expect(whyText(silent)).toMatchInlineSnapshot(`
    "Request 7: a b.ts, line 12, column 5, asked while typing.
    Nothing was offered: the cursor stands inside a word.
    Choose the column behind the word.

    Gates: stopped at "inside-word": the cursor stands inside a word.
    Model: none was asked.
    Context: none beside the document.
    Time: gates 0.0 ms; together 0.0 ms.
    "
  `);
});

test('says who wrote what, what was cut and where the time went', () => {
  expect(whyText(shown)).toMatchInlineSnapshot(`
    "Request 7: a b.ts, line 12, column 5, asked for by hand.
    Offered: "return user;"
    From: written by quick.

    Gates: all 1 passed.
    Model: may be asked, in order: quick, work; texts came from quick, embedded.
    Context, about 72 tokens:
    - src/user.ts:3-9: defines User
    - src/db.ts:1-1: code like yours
    Texts that were found:
    - quick, 82% sure: "\`\`\`ts\\nreturn user;\\n\`\`\`"
    - embedded, 50% sure: "return" (not taken: another one was better)
    What was cut from them:
    - strip-fence: 10 characters fewer, now "return user;"
    - is-prose dropped it
    Time: context 12.3 ms, model 310.0 ms; together 322.3 ms.
    "
  `);
});

test('has a word for every reason, and for a request that was cancelled', () => {
  expect(whyText({ ...silent, outcome: { kind: 'cancelled' } })).toContain('cancelled');
  for (const dropped of ['prose', 'repeats', 'dismissed-before'] as const) {
    const candidates = [{ source: 'quick', text: 'x', confidence: undefined, dropped }];
    expect(whyText({ ...shown, candidates })).toContain(silenceTexts[dropped].what);
  }
});

test('is never longer than forty-five lines, however much happened', () => {
  const many = <Value>(value: Value) =>
    fc.nat(100).map((count) => Array.from({ length: count }, () => value));
  const [item] = shown.context;
  const [candidate] = shown.candidates;
  const [cut] = shown.cuts;
  fc.assert(
    fc.property(many(item), many(candidate), many(cut), fc.string(), (items, candidates, cuts, text) => {
      const trace: CompletionTrace = {
        ...shown,
        context: items.filter((each) => each !== undefined),
        candidates: candidates.filter((each) => each !== undefined),
        cuts: cuts.filter((each) => each !== undefined),
        outcome: {
          kind: 'shown',
          text: `${text}\n`.repeat(100),
          source: 'quick',
          explanation: 'written by quick',
        },
      };
      expect(whyText(trace).split('\n').length).toBeLessThanOrEqual(45);
    }),
  );
});
