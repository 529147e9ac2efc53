import { expect, test } from 'vitest';

import { type BudgetOptions, refusalOf } from '../../server/model/budget-governor.ts';

const allowed: BudgetOptions = { hostedAutomatic: true, dailyRequests: 100 };
const forbidden: BudgetOptions = { hostedAutomatic: false, dailyRequests: undefined };
const automatic = { isHosted: true, trigger: 'automatic' } as const;

test('never refuses what the user asks for, nor a model on this machine', () => {
  for (const options of [allowed, forbidden]) {
    expect(refusalOf({ isHosted: true, trigger: 'invoked' }, options, 1_000)).toBeUndefined();
    expect(refusalOf({ isHosted: false, trigger: 'automatic' }, options, 1_000)).toBeUndefined();
  }
});

test('lets automatic requests out until the limit of the day is reached', () => {
  expect(refusalOf(automatic, allowed, 0)).toBeUndefined();
  expect(refusalOf(automatic, allowed, 99)).toBeUndefined();
  expect(refusalOf(automatic, allowed, 100)).toBe('daily-limit');
  expect(refusalOf(automatic, allowed, 101)).toBe('daily-limit');
});

test.each([
  ['they are not allowed', { hostedAutomatic: false, dailyRequests: 100 }],
  ['there is no limit', { hostedAutomatic: true, dailyRequests: undefined }],
  ['the limit is 0', { hostedAutomatic: true, dailyRequests: 0 }],
  ['the limit is no number', { hostedAutomatic: true, dailyRequests: Number.NaN }],
])('lets no automatic request out while %s', (_, options) => {
  expect(refusalOf(automatic, options, 0)).toBe('hosted-off');
});
