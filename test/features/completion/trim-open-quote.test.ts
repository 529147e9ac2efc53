import { expect, test } from 'vitest';

import { trimOpenQuote } from '../../../server/features/completion/filters/trim-open-quote.ts';

test.each([
  ['cuts a quote that opens a string', "readFile(path, '", 'await ', 'readFile(path,'],
  ['keeps a quote that closes a string', "'utf8'", 'readFile(', "'utf8'"],
  ['keeps a quote that closes a string opened before the cursor', "utf8'", "readFile('", "utf8'"],
  ['counts the quotes of the last line only', "it's\nf('", '', "it's\nf("],
  ['leaves a text without a quote at its end alone', "f('a')", '', "f('a')"],
  ['leaves nothing of an opening quote alone', '"', 'name = ', ''],
])('%s', (_, text, prefix, kept) => {
  expect(trimOpenQuote(text, prefix)).toBe(kept);
});
