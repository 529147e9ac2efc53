import { expect, test } from 'vitest';

import { replyParts } from '../../server/edits/reply-blocks.ts';

function check(reply: string): unknown[] {
  const { blocks } = replyParts(reply);
  return blocks.map(({ language, path, text, isClosed }) => [language, path, text, isClosed]);
}

test('finds a fenced block between prose', () => {
  const reply = 'Here it is:\n\n```python\ndef add(a, b):\n    return a + b\n```\n\nHope that helps!';
  expect(check(reply)).toEqual([['python', undefined, 'def add(a, b):\n    return a + b\n', true]]);
  expect(replyParts(reply).prose).toBe('Here it is:\n\n\nHope that helps!');
});

test.each([
  ['src/add.ts\n```ts\nx\n```'],
  ['**src/add.ts**\n\n```ts\nx\n```'],
  ['### `src/add.ts`\n```ts\nx\n```'],
  ['File: src/add.ts\n```ts\nx\n```'],
  ['```ts src/add.ts\nx\n```'],
  ['```ts:src/add.ts\nx\n```'],
  ['```ts title="src/add.ts"\nx\n```'],
  ['`src/add.ts`:\n~~~ts\nx\n~~~'],
])('reads the path of %j', (reply) => {
  expect(check(reply)).toEqual([['ts', 'src/add.ts', 'x\n', true]]);
});

test('a fence that is its own path has no language', () => {
  expect(check('```src/add.ts\nx\n```')).toEqual([['', 'src/add.ts', 'x\n', true]]);
});

test.each(['Change this:', 'Use Math.floor here', 'either/or', 'See https://a.example/b.ts'])(
  'takes %j above a fence for prose',
  (line) => {
    expect(check(`${line}\n\`\`\`ts\nx\n\`\`\``)).toEqual([['ts', undefined, 'x\n', true]]);
  },
);

test('a longer fence holds shorter ones, and a fence with a language holds inner ones', () => {
  expect(check('````md\n# Add\n```\nnpm i\n```\n````')).toEqual([
    ['md', undefined, '# Add\n```\nnpm i\n```\n', true],
  ]);
  expect(check('```md\n# Add\n```sh\nnpm i\n```\nDone.\n```')).toEqual([
    ['md', undefined, '# Add\n```sh\nnpm i\n```\nDone.\n', true],
  ]);
});

test('a fence that never ends is told apart', () => {
  expect(check('```go\nfunc add(a, b int) int {\n')).toEqual([
    ['go', undefined, 'func add(a, b int) int {\n\n', false],
  ]);
});

test('takes the indentation of the fence off its lines', () => {
  expect(check('1. Do this:\n   ```js\n   if (a) {\n     b();\n   }\n   ```')).toEqual([
    ['js', undefined, 'if (a) {\n  b();\n}\n', true],
  ]);
});

test('drops thoughts, also those whose start the server kept', () => {
  const block = '```js\nb\n```';
  const expected = [['js', undefined, 'b\n', true]];
  expect(check(`<think>\nMaybe\n\`\`\`js\na\n\`\`\`\n</think>\n${block}`)).toEqual(expected);
  expect(check(`Maybe\n\`\`\`js\na\n\`\`\`\n</think>\n\n${block}`)).toEqual(expected);
  expect(check('<think>\nfor ever\n```js\na\n```')).toEqual([]);
});

test('a reply without a fence is all prose', () => {
  expect(check('I cannot do that.')).toEqual([]);
  expect(replyParts('I cannot do that.').prose).toBe('I cannot do that.');
});
