import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';

import type { TokenUsage } from '../../server/model/language-model.ts';
import { costOf, type PricedModel, type TokenPrice } from '../../server/model/price.ts';

const listed: PricedModel = { modelId: 'gpt-4o', providerId: 'openai', price: undefined, isLoopback: false };
const price: TokenPrice = { input: 2, output: 8, cachedInput: 0.5 };
const million: TokenUsage = { promptTokens: 1_000_000, cachedTokens: undefined, completionTokens: 1_000_000 };

afterEach(() => vi.unstubAllGlobals());

test('takes the price of the settings before the list', async () => {
  expect(await costOf(million, { ...listed, price })).toBe(10);
});

test('takes cached tokens for a part of the prompt', async () => {
  const usage = { ...million, cachedTokens: 400_000 };
  expect(await costOf(usage, { ...listed, price })).toBeCloseTo(0.6 * 2 + 0.4 * 0.5 + 8, 9);
});

test('counts cached tokens like others when the settings have no price for them', async () => {
  const usage = { ...million, cachedTokens: 400_000 };
  expect(await costOf(usage, { ...listed, price: { input: 2, output: 8 } })).toBeCloseTo(10, 9);
});

test('takes a model on this machine for free, unless the settings give it a price', async () => {
  const local = { ...listed, isLoopback: true };
  expect(await costOf(million, local)).toBe(0);
  expect(await costOf(million, { ...local, price })).toBe(10);
});

test('finds the price in a list that comes with the package, without fetching', async () => {
  const fetch = vi.fn();
  vi.stubGlobal('fetch', fetch);
  const usage = { promptTokens: 1_000, cachedTokens: 400, completionTokens: 100 };
  const whole = await costOf({ ...usage, cachedTokens: 0 }, listed);
  const cached = await costOf(usage, listed);
  expect(whole).toBeGreaterThan(0);
  expect(cached).toBeGreaterThan(0);
  expect(cached).toBeLessThan(whole ?? 0);
  expect(fetch).not.toHaveBeenCalled();
});

test.each([
  ['a model that the list does not know', { modelId: 'home-made-1' }],
  ['a server that the list does not know', { providerId: 'nowhere' }],
  ['a server whose owner decides what it costs', { providerId: undefined }],
])('has no price for %s', async (_, facts) => {
  expect(await costOf(million, { ...listed, ...facts })).toBeUndefined();
});

test.each([
  ['without prompt tokens', { promptTokens: undefined }],
  ['without completion tokens', { completionTokens: undefined }],
  ['with more cached tokens than the prompt has', { cachedTokens: 1_000_001 }],
  ['with a negative count', { promptTokens: -1 }],
  ['with a count that is no number', { completionTokens: Number.NaN }],
])('has no price %s', async (_, counts) => {
  const usage = { ...million, ...counts };
  expect(await costOf(usage, listed)).toBeUndefined();
  expect(await costOf(usage, { ...listed, price })).toBeUndefined();
});

test('costs never less than nothing and never more than the dearest price for every token', async () => {
  const dollars = fc.nat({ max: 100_000 }).map((cents) => cents / 100);
  const tokens = fc.nat({ max: 10_000_000 });
  await fc.assert(
    fc.asyncProperty(dollars, dollars, dollars, tokens, tokens, tokens, async (...numbers) => {
      const [input, output, cachedInput, uncached, cachedTokens, completionTokens] = numbers;
      const usage = { promptTokens: uncached + cachedTokens, cachedTokens, completionTokens };
      const cost = (await costOf(usage, { ...listed, price: { input, output, cachedInput } })) ?? -1;
      const most =
        (usage.promptTokens + completionTokens) * (Math.max(input, output, cachedInput) / 1_000_000);
      expect(cost).toBeGreaterThanOrEqual(0);
      expect(cost).toBeLessThanOrEqual(most * (1 + 1e-9));
    }),
  );
});
