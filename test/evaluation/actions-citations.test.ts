import { expect, test } from 'vitest';

import { citationTable, evaluateCitations } from './actions-citations.ts';

test('of the planted wrong citations all are found, and no right one is marked', async () => {
  const results = await evaluateCitations();
  expect(results.failures).toEqual([]);
  expect(citationTable(results)).toMatchInlineSnapshot(`
    "51 answers, 40 of them with wrong citations: 42 of 42 wrong ones were found.

    | citation | cited | marked | with the right place |
    | --- | ---: | ---: | ---: |
    | right | 54 | 0 | 0 |
    | other lines of the file | 10 | 10 | 10 |
    | off by a few lines | 9 | 9 | 9 |
    | the lines of another file | 4 | 4 | 4 |
    | a file that does not exist | 6 | 6 | 5 |
    | lines behind the end of the file | 6 | 6 | 6 |
    | another definition than the one named | 7 | 7 | 6 |
    "
  `);
});
