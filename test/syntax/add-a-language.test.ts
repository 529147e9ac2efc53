import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

import { GrammarRegistry } from '../../server/syntax/grammar-registry.ts';
import { type LanguageTable, languageOf, languages } from '../../server/syntax/languages.ts';
import { cursorDocument, parseFixture } from '../support/fixture.ts';
import { describeFile } from './support/describe-file.ts';
import { installedGrammars } from './support/installed-grammars.ts';

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'grammars/README.md'), 'utf8');

test('grammars/README.md followed to the letter adds the language that it adds', async () => {
  const { toml, ...others } = languages;
  const entry: LanguageTable = JSON.parse(block('json'));
  const example = parseFixture(block(''));
  expect(languageOf(example.cursor.path, '', others)).toBeUndefined();

  const table = { ...others, ...entry };
  const language = languageOf(example.cursor.path, '', table) ?? '';
  const installed = installedGrammars(table);
  const queries = new TextEncoder().encode(block('scheme'));
  const registry = new GrammarRegistry(
    {
      read: async (name) => {
        if (!name.startsWith(`queries/${language}/`)) return installed.read(name);
        if (name.endsWith('tags.scm')) return queries;
        throw new Error(`the page does not write ${name}`);
      },
    },
    table,
  );
  const described = describeFile(
    await registry.grammarOf(language),
    cursorDocument(example).text,
    example.cursor.offset,
  );

  const fixture = parseFixture(readFileSync(join(root, `test/syntax/${language}.fixture`), 'utf8'));
  expect(Object.fromEntries(fixture.expected)).toEqual(ended(described));
  expect(entry).toEqual({ toml });
});

test('the page shows the files as they are', () => {
  expect(block('scheme')).toBe(readFileSync(join(root, 'grammars/queries/toml/tags.scm'), 'utf8'));
  expect(readFileSync(join(root, 'test/syntax/toml.fixture'), 'utf8').startsWith(block(''))).toBe(true);
  const [, name] = /--save-exact (\S+)/.exec(block('sh')) ?? [];
  expect(existsSync(join(root, 'node_modules', name ?? 'none', 'package.json'))).toBe(true);
});

test('every language is one that the page would allow', () => {
  for (const { grammar, queries } of Object.values(languages)) {
    const folder = join(root, 'node_modules', grammar.slice(0, grammar.lastIndexOf('/')));
    const { license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    expect(['MIT', 'Apache-2.0']).toContain(license);
    for (const name of queries)
      expect(existsSync(join(root, 'grammars/queries', name, 'tags.scm'))).toBe(true);
  }
});

/** The page's first code block of a language. */
function block(language: string): string {
  const [, text] = new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'ms').exec(withoutOthers(language)) ?? [];
  return text ?? '';
}

/** A fence without a language would match the end of another one. */
function withoutOthers(language: string): string {
  return language === '' ? page.replaceAll(/^```\w+\n.*?^```$/gms, '') : page;
}

function ended(sections: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(sections).map(([name, text]) => [name, text === '' ? '' : `${text}\n`]),
  );
}
