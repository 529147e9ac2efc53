import { expect, test } from 'vitest';

import { termKey, wordTerms } from '../../../server/context/lexical/code-terms.ts';
import { WordKeys } from '../../../server/context/lexical/word-keys.ts';

test('gives the keys of each word, also when more words come than it remembers', () => {
  const words = new WordKeys();
  for (const round of [1, 2]) {
    for (let i = 0; i < 60_000; i++) {
      const word = `getWord${(i * round).toString(36)}_of`;
      const expected = wordTerms(word).map((term) => termKey(term, 'text'));
      const found = words.keysOf(`(${word})`, 1, word.length + 1);
      if (found.join() !== expected.join()) expect.fail(`other keys for ${word}`);
    }
  }
});
