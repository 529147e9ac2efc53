import { expect } from 'vitest';

import { GrammarRegistry } from '../../server/syntax/grammar-registry.ts';
import { languageOf } from '../../server/syntax/languages.ts';
import { cursorDocument } from '../support/fixture.ts';
import { fixtureSuite } from '../support/fixture-suite.ts';
import { describeFile } from './support/describe-file.ts';
import { installedGrammars } from './support/installed-grammars.ts';

const registry = new GrammarRegistry(installedGrammars());

fixtureSuite(import.meta.dirname, async (fixture) => {
  const grammar = await registry.grammarOf(languageOf(fixture.cursor.path) ?? '');
  expect([...registry.failures]).toEqual([]);
  return describeFile(grammar, cursorDocument(fixture).text, fixture.cursor.offset);
});
