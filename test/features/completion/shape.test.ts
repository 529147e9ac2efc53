import { describe, expect, test } from 'vitest';

import { TextDocument } from '../../../server/base/text-document.ts';
import { shapeAt } from '../../../server/features/completion/shape.ts';

/** The shape at `█` in a document. */
function check(marked: string, languageId = 'typescript') {
  const offset = marked.indexOf('█');
  const text = marked.replace('█', '');
  return shapeAt(new TextDocument({ uri: 'file:///a', languageId, version: 1 }, text), offset, 5);
}

describe('several lines are wanted', () => {
  test.each([
    ['in an empty block', 'function f() {\n  █\n}\n', 'typescript'],
    ['behind the bracket that opens it', 'function f() {█\n}\n', 'typescript'],
    ['behind a bracket that the editor has closed', 'f(() => {█});\n', 'typescript'],
    ['behind a colon at the end of the document', 'def f():█', 'python'],
    ['behind an arrow', 'const f = () =>█\n', 'typescript'],
    ['behind a word that begins a block', 'if [ -f a ]; then█\n', 'shellscript'],
    ['on an empty line between statements', 'a();\n█\nb();\n', 'typescript'],
    ['in an argument list over several lines', 'call(█\n', 'typescript'],
    ['on an empty line in front of a closing bracket', 'f(\n  a,\n  █)\n', 'typescript'],
  ])('%s', (_, marked, languageId) => {
    expect(check(marked, languageId)).toEqual({ maxLines: 5, mayBeginBelow: true });
  });
});

describe('one line is wanted', () => {
  test.each([
    ['where text stands behind the cursor', 'const a = █ + 1;\n', 'typescript'],
    ['in a comment', '// it is █\n', 'typescript'],
    ['behind the bracket of a block that has a body', 'function f() {█\n  a();\n}\n', 'typescript'],
    ['at the start of a block that has a body', 'function f() {\n  █\n  a();\n}\n', 'typescript'],
    ['behind the colon of a block that has a body', 'def f():█\n    return 1\n', 'python'],
    ['behind the head of a block that has a body', 'function f() █\n  a();\n}\n', 'typescript'],
  ])('%s', (_, marked, languageId) => {
    expect(check(marked, languageId)).toMatchObject({ maxLines: 1 });
    expect(check(marked, languageId).maxBlockLines).toBeUndefined();
  });

  test.each([
    ['in the middle of an expression', 'const f = █\n', true],
    ['in front of brackets that the editor has closed', 'call(█);\n', false],
    ['behind the name of a property', 'const a = { b:█\n};', true],
  ])('and as many as its own block has %s', (_, marked, mayBeginBelow) => {
    expect(check(marked)).toEqual({ maxLines: 1, mayBeginBelow, maxBlockLines: 5 });
  });
});

test('a shape costs the lines around the cursor, whatever the size of the document', () => {
  const line = 'call(a, b);\n';
  const reads: number[] = [];
  class Watched extends TextDocument {
    override lineStart(at: number): number {
      reads.push(at);
      return super.lineStart(at);
    }
  }
  const document = new Watched(
    { uri: 'file:///a.ts', languageId: 'typescript', version: 1 },
    line.repeat(20_000),
  );
  shapeAt(document, document.text.length / 2, 5);
  expect(reads.every((at) => Math.abs(at - 10_000) <= 25)).toBe(true);
});
