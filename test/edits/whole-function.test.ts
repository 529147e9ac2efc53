import { expect, test } from 'vitest';

import { refusalOf, repairText, resultOf, type Scene } from './support/gate-scene.ts';

function check(path: string, text: string, code: string, more: Partial<Scene> = {}): Promise<string> {
  const reply = `Here you are:\n\n\`\`\`\n${code}\n\`\`\`\n`;
  return resultOf({ path, text, reply, formats: ['whole-function'], ...more });
}

test('replaces the function of the same name and keeps what stands around it', async () => {
  const text = `import { log } from './log.ts';

/** Adds. */
export function add(a: number, b: number): number {
  return a - b;
}

export const rest = add(1, 2);
`;
  const code = 'function add(a: number, b: number): number {\n  return a + b;\n}';
  expect(await check('src/add.ts', text, code)).toBe(text.replace('a - b', 'a + b'));
});

test('a reply with its own documentation replaces the old one, and decorators stay', async () => {
  const text = `# Reads.
@cache
def read(path):
    return open(path).read()
`;
  expect(
    await check('read.py', text, '# Reads a file as text.\ndef read(path):\n    return path.read_text()'),
  ).toBe(`# Reads a file as text.
@cache
def read(path):
    return path.read_text()
`);
  expect(await check('read.py', text, '@lru_cache(1)\ndef read(path):\n    return path.read_text()')).toBe(
    '# Reads.\n@lru_cache(1)\ndef read(path):\n    return path.read_text()\n',
  );
});

test('a method is indented as its class has it', async () => {
  const text = `class Stack:
    def push(self, item):
        self.items.append(item)

    def pop(self):
        return self.items.pop()
`;
  expect(
    await check(
      'stack.py',
      text,
      'def pop(self):\n    """Takes the last one."""\n    return self.items.pop()',
    ),
  ).toBe(text.replace('        return', '        """Takes the last one."""\n        return'));
});

test.each([
  [
    'Stack.java',
    'class Stack {\n    int size() {\n        return 1;\n    }\n}\n',
    'int size() {\n    return 0;\n}',
    '1',
    '0',
  ],
  ['stack.js', 'class Stack {\n\tsize() {\n\t\treturn 1;\n\t}\n}\n', 'size() {\n  return 0;\n}', '1', '0'],
  [
    'Stack.php',
    '<?php\nclass Stack {\n    public function size() {\n        return 1;\n    }\n}\n',
    'public function size() {\n    return 0;\n}',
    '1',
    '0',
  ],
  [
    'stack.go',
    'package stack\n\nfunc (s *Stack) Size() int {\n\treturn 1\n}\n',
    'func (s *Stack) Size() int {\n    return 0\n}',
    '1',
    '0',
  ],
  [
    'stack.rs',
    'impl Stack {\n    pub fn size(&self) -> usize {\n        1\n    }\n}\n',
    'pub fn size(&self) -> usize {\n    0\n}',
    '1',
    '0',
  ],
  ['stack.rb', 'class Stack\n  def size\n    1\n  end\nend\n', 'def size\n  0\nend', '1', '0'],
  [
    'Stack.cs',
    'class Stack {\n    public int Size() {\n        return 1;\n    }\n}\n',
    'public int Size() {\n    return 0;\n}',
    '1',
    '0',
  ],
  [
    'Stack.kt',
    'class Stack {\n    fun size(): Int {\n        return 1\n    }\n}\n',
    'fun size(): Int {\n    return 0\n}',
    '1',
    '0',
  ],
  [
    'stack.cpp',
    'class Stack {\n  int size() const {\n    return 1;\n  }\n};\n',
    'int size() const {\n  return 0;\n}',
    '1',
    '0',
  ],
])('replaces a method that stands alone in a reply: %s', async (path, text, code, from, to) => {
  expect(await check(path, text, code)).toBe(text.replace(from, to));
});

test('an arrow function keeps its export and its semicolon', async () => {
  const text = 'export const add = (a, b) => a - b;\nexport const two = 2;\n';
  expect(await check('add.js', text, 'const add = (a, b) => a + b;')).toBe(text.replace('a - b', 'a + b'));
  expect(await check('add.js', text, 'const add = (a, b) => a + b')).toBe(text.replace('a - b', 'a + b'));
  expect(await check('add.js', text, 'function add(a, b) {\n  return a + b;\n}')).toBe(
    'export function add(a, b) {\n  return a + b;\n};\nexport const two = 2;\n',
  );
});

test('text within quotes that stands further left than the function keeps its place', async () => {
  const text = 'class Page:\n    def html(self):\n        return """\n<p>\n</p>\n""" + self.end()\n';
  const after = text.replace('return', 'print(self)\n        return');
  const flush = 'def html(self):\n    print(self)\n    return """\n<p>\n</p>\n""" + self.end()';
  expect(await check('page.py', text, flush)).toBe(after);
  expect(await check('page.py', text, flush.replace('end()', 'tail()'))).toBe('refused: ambiguous');
  const asInFile =
    '    def html(self):\n        print(self)\n        return """\n<b>\n</b>\n""" + self.end()';
  expect(await check('page.py', text, asInFile)).toBe(after.replaceAll('p>', 'b>'));
});

test('keeps Windows line ends', async () => {
  const text = 'function one() {\r\n  return 2;\r\n}\r\nfunction two() {}\r\n';
  expect(await check('one.js', text, 'function one() {\n  const x = 1;\n  return x;\n}')).toBe(
    'function one() {\r\n  const x = 1;\r\n  return x;\r\n}\r\nfunction two() {}\r\n',
  );
});

test('several definitions are each put in their place, and imports that are there already do not matter', async () => {
  const text = 'import os\n\ndef one():\n    return 1\n\ndef two():\n    return 2\n';
  const code = 'import os\n\ndef two():\n    return 20\n\n\ndef one():\n    return 10';
  expect(await check('n.py', text, code)).toBe(
    'import os\n\ndef one():\n    return 10\n\ndef two():\n    return 20\n',
  );
});

test('of several of a name the one where the person looks is meant, else none', async () => {
  const text =
    'class A:\n    def size(self):\n        return 1\n\nclass B:\n    def size(self):\n        return 2\n';
  const code = 'def size(self):\n    return 0';
  expect(await check('ab.py', text, code)).toBe('refused: ambiguous');
  expect(await check('ab.py', text, code, { focus: 'return 2' })).toBe(text.replace('return 2', 'return 0'));
});

test.each([
  ['a line that stands for code', 'def pop(self):\n    # ... existing code ...\n    return 1'],
  ['a line that promises the rest', 'def pop(self):\n    # rest of the function unchanged\n    return 1'],
  ['a class without one of its methods', 'class Stack:\n    def pop(self):\n        return 1'],
])('refuses %s', async (_what, code) => {
  const text = 'class Stack:\n    def push(self):\n        pass\n\n    def pop(self):\n        return 0\n';
  expect(await check('stack.py', text, code)).toBe('refused: elided');
});

test('refuses code that belongs to no definition, and names that the file does not have', async () => {
  const text = 'def one():\n    return 1\n';
  expect(await check('n.py', text, 'def one():\n    return 1\n\nprint(one())')).toBe('refused: extra-code');
  expect(await check('n.py', text, 'import sys\n\ndef one():\n    return sys')).toBe('refused: extra-code');
  expect(await check('n.py', text, 'def three():\n    return 3')).toBe('refused: no-match');
  expect(await check('n.py', text, 'return 3')).toBe('refused: no-code');
  expect(await check('n.py', text, 'def one(:\n    return 1')).toBe('refused: syntax-error');
  const unknown = await refusalOf({
    path: 'n.py',
    text,
    reply: '```\ndef three():\n    return 3\n```',
    formats: ['whole-function'],
  });
  expect(repairText(unknown)).toContain('n.py defines no three. Keep the name that stands in the file.');
});

test('a file without a grammar has no definitions to replace', async () => {
  expect(await check('one.cob', 'MOVE 1 TO X.\n', 'MOVE 2 TO X.')).toBe('refused: no-grammar');
});
