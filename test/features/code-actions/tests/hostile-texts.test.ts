import { describe, expect, test } from 'vitest';

import { TextDocument } from '../../../../server/base/text-document.ts';
import { mentionedPaths } from '../../../../server/context/ranking/priors.ts';
import { elisionIn } from '../../../../server/edits/elision.ts';
import { placedImport } from '../../../../server/edits/imports/place-import.ts';
import { readMessage } from '../../../../server/features/code-actions/commit/read-message.ts';
import { callsIn } from '../../../../server/features/code-actions/fix/call-at.ts';
import { unresolvedName } from '../../../../server/features/code-actions/fix/unresolved-name.ts';
import { commentAt } from '../../../../server/features/code-actions/offers/comment-at.ts';
import { blockParts, caseName } from '../../../../server/features/code-actions/tests/block-parts.ts';
import {
  isCommonJs,
  scriptExportOf,
} from '../../../../server/features/code-actions/tests/imports/script-exports.ts';
import { importedNames, withImport } from '../../../../server/features/code-actions/tests/merge-imports.ts';
import { prunedImports } from '../../../../server/features/code-actions/tests/prune-imports.ts';
import { runnersOfTest } from '../../../../server/features/code-actions/tests/runners-of-test.ts';
import { holdsTests } from '../../../../server/features/code-actions/tests/rust-place.ts';
import type { TestFamily } from '../../../../server/features/code-actions/tests/test-family.ts';
import type { TestStyle } from '../../../../server/features/code-actions/tests/test-plan.ts';
import { planned } from './support/test-project.ts';

/** Texts over which a pattern that can match one thing in many ways never ends. */
const hostile: Readonly<Record<string, string>> = {
  slashes: '/'.repeat(5_000),
  spaces: ' '.repeat(5_000),
  brackets: '('.repeat(5_000),
  'blank lines': '\n'.repeat(5_000),
  'lines of slashes': `${'/'.repeat(40)}\n`.repeat(200),
  'block comments': '/***/ '.repeat(1_000),
  hashes: '#'.repeat(5_000),
  quotes: '"'.repeat(5_000),
  letters: 'a'.repeat(5_000),
  stars: `/${'*'.repeat(5_000)}`,
};

const style: TestStyle = {
  caseWord: 'it',
  isGrouped: true,
  assertion: 'expect',
  indent: '  ',
  quote: "'",
  semicolons: true,
  newline: '\n',
};

const lineOf: Readonly<Record<TestFamily, string>> = {
  script: "import { a } from './a';",
  python: 'from a import b',
  go: 'import "a/b"',
  rust: 'use a::b;',
  java: 'import a.B;',
  ruby: "require 'a'",
  php: 'use A\\B;',
  'c-sharp': 'using A.B;',
};
const families: readonly TestFamily[] = [
  ...(['script', 'python', 'go', 'rust'] as const),
  ...(['java', 'ruby', 'php', 'c-sharp'] as const),
];

describe.each(Object.entries(hostile))('%s', (_name, text) => {
  test('are no module of tests, and export nothing', () => {
    expect(holdsTests(`#[cfg(test)]\n${text}`)).toBe(false);
    expect(scriptExportOf(`export ${text}`, 'add')).toBeUndefined();
    expect(isCommonJs(`import ${text}`)).toBe(false);
  });

  test.each(families)('tell of no tests and no imports, before them as behind them: %s', (family) => {
    const word = lineOf[family].split(' ', 1)[0] ?? '';
    expect(runnersOfTest(text, family)).toBeUndefined();
    for (const each of [text, `${word} ${text}`, `${text}\n${word} `]) {
      expect(withImport(each, lineOf[family], { family, style })).not.toBe(each);
      expect(importedNames(each, family).has('add')).toBe(false);
      expect(prunedImports([each], '', family).length).toBeLessThanOrEqual(1);
    }
  });

  test('are read for what they are', () => {
    const document = new TextDocument({ uri: 'file:///a.ts', languageId: 'typescript', version: 1 }, text);
    expect(placedImport(document, [], { line: 'import a', module: 'a', isLike: () => true }).text).toContain(
      'import a',
    );
    expect(callsIn(text, { start: 0, end: text.length })).toEqual([]);
    const range = { start: 0, end: 0 };
    const plain = { range, code: '', source: '', severity: 'error', related: [], original: {} } as const;
    expect(unresolvedName({ ...plain, message: text })).toBeUndefined();
    expect(blockParts(text).groups).toEqual([]);
    expect(caseName([`it('${text}`])).toBeUndefined();
    expect(elisionIn([text, `// ${text}`], new Set())).toBeUndefined();
    expect(mentionedPaths(text).length).toBeLessThanOrEqual(1);
    expect(readMessage(text) ?? '').not.toContain('add');
    expect(() => commentAt(document, 0)).not.toThrow();
  });

  test('at the head of a test do not keep a plan like it from its end', async () => {
    const head = `/* ${text.replaceAll('*/', '')} */\n// ${text.replaceAll('\n', '\n// ')}\n`;
    const source = { 'src/a.js': 'exports.add = function add(n) {\n  return n█;\n};\n' };
    const manifest = { 'package.json': '{ "devDependencies": { "jest": "29" } }' };
    const near = { 'src/b.test.js': `${head}test('b', () => {});\n` };
    expect((await planned({ ...manifest, ...source, ...near })).path).toBe('src/a.test.js');
  });
});
