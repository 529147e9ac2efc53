import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

import { generatedFiles } from '../../server/cli/generated-files.ts';

const root = join(import.meta.dirname, '../..');

test.each(generatedFiles())('$path is what the code makes of it', ({ path, text }) => {
  expect(readFileSync(join(root, path), 'utf8'), 'out of date: run `npm run generate` and commit').toBe(text);
});
