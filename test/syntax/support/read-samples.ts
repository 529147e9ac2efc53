import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Grammar } from '../../../server/syntax/grammar.ts';
import type { GrammarRegistry } from '../../../server/syntax/grammar-registry.ts';
import { languageOf } from '../../../server/syntax/languages.ts';
import { cursorDocument, parseFixture } from '../../support/fixture.ts';

/** A text of each language, which its fixture describes. */
export async function readSamples(registry: GrammarRegistry): Promise<{ grammar: Grammar; text: string }[]> {
  const folder = join(import.meta.dirname, '..');
  const names = readdirSync(folder).filter((name) => name.endsWith('.fixture'));
  const read = names.map(async (name) => {
    const fixture = parseFixture(readFileSync(join(folder, name), 'utf8'));
    const grammar = await registry.grammarOf(languageOf(fixture.cursor.path) ?? '');
    return grammar === undefined ? [] : [{ grammar, text: cursorDocument(fixture).text }];
  });
  return (await Promise.all(read)).flat();
}
