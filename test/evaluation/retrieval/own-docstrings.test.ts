import { expect, test } from 'vitest';
import { docstringCases } from './own-docstrings.ts';

const folders = ['server/base', 'server/policy', 'server/embedded', 'server/metrics'];

test("two of three of this repository's docstrings find their file among the first ten", async () => {
  const cases = await docstringCases(`${import.meta.dirname}/../../..`, folders);
  const found = cases.filter(({ rank }) => rank >= 1 && rank <= 10);
  expect(cases.length).toBeGreaterThan(30);
  expect(found.length / cases.length).toBeGreaterThan(2 / 3);
});
