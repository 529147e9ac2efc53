import { expect, test } from 'vitest';

import { OutboundGate } from '../../server/policy/outbound-gate.ts';
import { ManualClock } from '../support/manual-clock.ts';

const uri = 'file:///w/a.ts';

function gate(
  answers: readonly (boolean | undefined | Error)[],
  { isExcluded = false, isExcludedBehind = false } = {},
) {
  const clock = new ManualClock();
  let asked = 0;
  const made = new OutboundGate({
    isExcluded: () => isExcluded,
    inspect: async () => {
      const answer = answers[Math.min(asked, answers.length - 1)];
      asked += 1;
      if (answer instanceof Error) throw answer;
      return { isTracked: answer, isExcluded: answer === true && isExcludedBehind };
    },
    clock,
  });
  return { gate: made, clock, asked: () => asked };
}

test('a file that nobody looked at may not be sent, and is not called untracked', () => {
  expect(gate([true]).gate.refusalOf(uri)).toBe('excluded-text');
});

test.each([
  ['a tracked file may be sent', true, undefined],
  ['an untracked one may not', false, 'file-untracked'],
  ['without a repository, any may', undefined, undefined],
  ['where git fails, none may', new Error('git'), 'file-untracked'],
] as const)('%s', async (_, answer, expected) => {
  const made = gate([answer]);
  await made.gate.settle(uri);
  expect(made.gate.refusalOf(uri)).toBe(expected);
});

test('an excluded file is refused, tracked or not', async () => {
  const made = gate([true], { isExcluded: true });
  await made.gate.settle(uri);
  expect(made.gate.refusalOf(uri)).toBe('excluded-text');
});

test('a file whose name leads to an excluded place is refused', async () => {
  const made = gate([true], { isExcludedBehind: true });
  await made.gate.settle(uri);
  expect(made.gate.refusalOf(uri)).toBe('excluded-text');
});

test('when the rules have changed, nothing is sent before it was looked at anew', async () => {
  const made = gate([true]);
  await made.gate.settle(uri);
  made.gate.rulesChanged();
  expect(made.gate.refusalOf(uri)).toBe('excluded-text');
});

test('an untracked file is looked at again after three seconds, not before', async () => {
  const made = gate([false, true]);
  await made.gate.settle(uri);
  made.clock.advance(2_999);
  await made.gate.settle(uri);
  expect(made.gate.refusalOf(uri)).toBe('file-untracked');
  made.clock.advance(1);
  await made.gate.settle(uri);
  await expect.poll(() => made.gate.refusalOf(uri)).toBeUndefined();
});

test('a tracked file stays sendable while it is looked at again', async () => {
  const made = gate([true, true]);
  await made.gate.settle(uri);
  made.clock.advance(60_000);
  const again = made.gate.settle(uri);
  expect(made.gate.refusalOf(uri)).toBeUndefined();
  await again;
});

test('of a great many files the oldest are forgotten, and asked about again', async () => {
  const made = gate([true]);
  for (let i = 0; i <= 1_000; i++) await made.gate.settle(`file:///w/${i}.ts`);
  expect(made.gate.refusalOf('file:///w/0.ts')).toBe('excluded-text');
  expect(made.gate.refusalOf('file:///w/1000.ts')).toBeUndefined();
});
