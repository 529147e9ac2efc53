import { expect, test } from 'vitest';
import { hitsOf } from './hit-rates.ts';
import { docstringCases } from './own-docstrings.ts';

const root = `${import.meta.dirname}/../../..`;
const cases = await docstringCases(root, [
  'server/base',
  'server/policy',
  'server/embedded',
  'server/metrics',
]);

test("the ranks at which this repository's docstrings find their files are those committed", async () => {
  const lines = cases.map(({ path, rank }) => `${path},${rank}`);
  await expect(`${['file,rank', ...lines].join('\n')}\n`).toMatchFileSnapshot('own-docstrings.csv');
});

test('most docstrings find their file among the first five', () => {
  const { at5 } = hitsOf(cases.map(({ rank }) => (rank === 0 ? Number.POSITIVE_INFINITY : rank)));
  expect(at5 / cases.length).toBeGreaterThan(0.6);
});
