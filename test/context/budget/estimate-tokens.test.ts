import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { expect, test } from 'vitest';

import { estimateTokens } from '../../../server/context/budget/estimate-tokens.ts';
import { sourceLines } from '../../../server/context/budget/source-lines.ts';

const root = join(import.meta.dirname, '../../..');

test('is rarely below what o200k counts for the files of this repository, never in sum, and not far above', () => {
  let [files, below, estimated, counted] = [0, 0, 0, 0];
  const names = execFileSync('git', ['ls-files', 'server', 'test', 'grammars'], {
    cwd: root,
    encoding: 'utf8',
  });
  for (const name of names.split('\n').filter((each) => /\.(?:ts|mjs|md|json|scm)$/.test(each))) {
    const text = readFileSync(join(root, name), 'utf8');
    if (text.length < 200 || text.length > 200_000) continue;
    const [estimate, count] = [estimateTokens(text), encode(text, { disallowedSpecial: new Set() }).length];
    files += 1;
    if (estimate < count) below += 1;
    estimated += estimate;
    counted += count;
  }
  expect(files).toBeGreaterThan(300);
  expect(below / files).toBeLessThan(0.05);
  expect(estimated / counted).toBeGreaterThan(1);
  expect(estimated / counted).toBeLessThan(1.35);
}, 60_000);

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.stringMatching(/^[a-zA-Z0-9 (){};.,\n\r\t_$"']*$/),
);

test('of two texts together is about the sum, and never less than either but for what joins', () => {
  fc.assert(
    fc.property(anyText, anyText, (one, other) => {
      const [a, b, both] = [estimateTokens(one), estimateTokens(other), estimateTokens(one + other)];
      expect(both).toBeGreaterThanOrEqual(Math.max(a, b) - 1);
      expect(both).toBeLessThanOrEqual(a + b + 2);
    }),
    { numRuns: 1_000 },
  );
});

test('of lines together is never more than of each alone, so that what is added line by line fits', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const each = sourceLines(text).reduce((sum, line) => sum + estimateTokens(line), 0);
      expect(estimateTokens(text)).toBeLessThanOrEqual(each);
    }),
    { numRuns: 1_000 },
  );
});
