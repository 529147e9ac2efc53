import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { GrammarFiles } from '../syntax/grammar-registry.ts';

/** Grammars and queries in a folder such as `dist/grammars`, which the build fills. */
export function grammarFiles(folder: string): GrammarFiles {
  return { read: (name) => readFile(join(folder, name)) };
}
