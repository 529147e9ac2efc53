import { expect, test } from 'vitest';

import { applyEdits } from '../../server/base/text-edit.ts';
import { fileLines, type LineSpan } from '../../server/edits/file-lines.ts';
import { type BlockMatch, matchBlock } from '../../server/edits/match-block.ts';

interface Block {
  readonly search: string;
  readonly replace: string;
  readonly focus?: LineSpan;
}

function match(text: string, { search, replace, focus }: Block): BlockMatch {
  const lines = (part: string) => (part === '' ? [] : part.split('\n'));
  return matchBlock(fileLines(text), { search: lines(search), replace: lines(replace) }, focus);
}

function check(text: string, block: Block): string | BlockMatch {
  const outcome = match(text, block);
  return outcome.kind === 'matched' ? applyEdits(text, outcome.edits) : outcome;
}

const stack = `class Stack:
    def push(self, item):
        self.items.append(item)

    def pop(self):
        return self.items.pop()
`;

test('replaces the lines that a block names', () => {
  expect(
    check(stack, {
      search: '    def pop(self):\n        return self.items.pop()',
      replace:
        '    def pop(self):\n        if not self.items:\n            raise IndexError()\n        return self.items.pop()',
    }),
  ).toBe(`class Stack:
    def push(self, item):
        self.items.append(item)

    def pop(self):
        if not self.items:
            raise IndexError()
        return self.items.pop()
`);
});

test('shifts the replacement as the block is shifted', () => {
  expect(
    check(stack, {
      search: 'def pop(self):\n    return self.items.pop()',
      replace: 'def pop(self):\n    if self.items:\n        return self.items.pop()',
    }),
  ).toBe(stack.replace('        return self', '        if self.items:\n            return self'));
});

test('keeps the tabs of the file where the reply has spaces', () => {
  const text = 'func add(a, b int) int {\n\tif a == 0 {\n\t\treturn b\n\t}\n\treturn a - b\n}\n';
  expect(
    check(text, {
      search: '    if a == 0 {\n        return b\n    }\n    return a - b',
      replace:
        '    if a == 0 {\n        return b\n    }\n    if b == 0 {\n        return a\n    }\n    return a + b',
    }),
  ).toBe(
    'func add(a, b int) int {\n\tif a == 0 {\n\t\treturn b\n\t}\n\tif b == 0 {\n\t\treturn a\n\t}\n\treturn a + b\n}\n',
  );
});

test('keeps the spaces of the file where the reply has tabs', () => {
  expect(
    check(stack, {
      search: '\tdef pop(self):\n\t\treturn self.items.pop()',
      replace: '\tdef pop(self):\n\t\tself.count -= 1\n\t\treturn self.items.pop()',
    }),
  ).toBe(stack.replace('        return', '        self.count -= 1\n        return'));
});

test('overlooks white space at the ends of lines and leaves what stays as it is', () => {
  expect(
    check('a = 1  \nb = 2\t\nc = 3\n', { search: 'a = 1\nb = 2\nc = 3', replace: 'a = 1\nb = 5\nc = 3' }),
  ).toBe('a = 1  \nb = 5\nc = 3\n');
});

test('does not take lines that are merely alike', () => {
  expect(check(stack, { search: '    def pop(self, index):\n        return 1', replace: 'x' })).toEqual({
    kind: 'missing',
    nearest: { from: 4, to: 6 },
  });
  expect(check(stack, { search: '    def  pop(self):', replace: '    def pop(self, at):' })).toMatchObject({
    kind: 'missing',
  });
});

test('keeps Windows line ends', () => {
  expect(check('one\r\ntwo\r\nthree\r\n', { search: 'one\ntwo', replace: 'one\nand\ntwo' })).toBe(
    'one\r\nand\r\ntwo\r\nthree\r\n',
  );
});

const twice = 'function a() {\n  log(x);\n  done();\n}\nfunction b() {\n  log(x);\n  done();\n}\n';

test('refuses a block that stands in the file twice, and says where', () => {
  const block = { search: '  log(x);\n  done();\n}', replace: '  log(y);\n  done();\n}' };
  expect(match(twice, block)).toEqual({ kind: 'ambiguous', lines: [1, 5] });
});

test('takes the one of several places where the person looks', () => {
  const block = { search: '  log(x);\n  done();\n}', replace: '  log(y);\n  done();\n}' };
  expect(check(twice, { ...block, focus: { from: 5, to: 6 } })).toBe(
    'function a() {\n  log(x);\n  done();\n}\nfunction b() {\n  log(y);\n  done();\n}\n',
  );
  expect(match(twice, { ...block, focus: { from: 0, to: 8 } })).toEqual({ kind: 'ambiguous', lines: [1, 5] });
});

test('a block without two lines that stay must be the only one of its kind, whatever its indentation', () => {
  const focus = { from: 1, to: 2 };
  expect(match(twice, { search: '  log(x);', replace: '  log(y);', focus })).toMatchObject({
    kind: 'ambiguous',
  });
  expect(match('  f();\nf();\n', { search: 'f();', replace: 'g();' })).toEqual({
    kind: 'ambiguous',
    lines: [0, 1],
  });
  expect(check('  f();\nh();\n', { search: 'f();', replace: 'g();' })).toBe('  g();\nh();\n');
});

test('says when the replacement is there already', () => {
  expect(match(stack, { search: '    def pop(self, i):', replace: '    def pop(self):' })).toEqual({
    kind: 'done-already',
    line: 4,
  });
});

test('deletes lines with their line ends, also the last ones of a file', () => {
  expect(check('a\nb\nc\n', { search: 'a\nb', replace: 'a' })).toBe('a\nc\n');
  expect(check('a\nb\nc', { search: 'b\nc', replace: 'b' })).toBe('a\nb');
  expect(check('a\nb\nc', { search: 'c', replace: '' })).toBe('a\nb');
  expect(check('a\n', { search: 'a', replace: '' })).toBe('');
});

test('adds lines at the end of a file whether or not its last line ends', () => {
  expect(check('a\nb', { search: 'a\nb', replace: 'a\nb\nc' })).toBe('a\nb\nc');
  expect(check('a\nb\n', { search: 'a\nb', replace: 'a\nb\nc' })).toBe('a\nb\nc\n');
});

test('an empty search fits nowhere', () => {
  expect(match(stack, { search: '', replace: 'x' })).toEqual({ kind: 'missing', nearest: undefined });
  expect(match(stack, { search: '  \n', replace: 'x' })).toEqual({ kind: 'missing', nearest: undefined });
});

test('a replacement that stands too far left for its shift is refused', () => {
  const text = 'if a:\n    if b:\n        c()\n        d()\n';
  const outcome = match(text, {
    search: '            c()\n            d()',
    replace: '            c()\ne()\n            d()',
  });
  expect(outcome.kind).toBe('missing');
});

test('refuses a block that would write a line twice, because its search is too short', () => {
  const text = 'def one():\n    return 1\n\n\ndef two():\n    return 2\n';
  const repeats = (search: string, replace: string) => match(text, { search, replace });
  expect(repeats('def one():', 'def one():\n    x = 1\n    return 1')).toEqual({ kind: 'repeats', line: 1 });
  expect(repeats('def one():', 'def one():\n    return 1 + 0')).toEqual({ kind: 'repeats', line: 1 });
  expect(repeats('    return 2', 'def two():\n    return 2')).toEqual({ kind: 'repeats', line: 4 });
  expect(repeats('def one():', 'def one():\n    """Is one."""')).toMatchObject({ kind: 'matched' });
});

test('reads the lines of a long file a few times, however many places a block may mean', () => {
  let reads = 0;
  const file = fileLines('\tif (a) {\n\t\tb();\n\t}\n'.repeat(200));
  const texts = new Proxy(file.texts, {
    get(target, key, receiver) {
      reads += 1;
      return Reflect.get(target, key, receiver);
    },
  });
  const block = { search: ['if (a) {', '    b();'], replace: ['if (a) {', '    c();'] };
  expect(matchBlock({ ...file, texts }, block, undefined).kind).toBe('ambiguous');
  expect(reads).toBeLessThan(file.lines.length * 20);
});
