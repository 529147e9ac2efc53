import { expect, test } from 'vitest';

import { searchReplaceReply } from '../../server/edits/search-replace.ts';

const body = '<<<<<<< SEARCH\n  return a - b;\n=======\n  return a + b;\n>>>>>>> REPLACE';
const halves = { search: ['  return a - b;'], replace: ['  return a + b;'] };

test.each([
  ['a fence with the path above it', `src/add.ts\n\`\`\`ts\n${body}\n\`\`\``],
  ['a path within the fence', `\`\`\`\nsrc/add.ts\n${body}\n\`\`\``],
  ['a path behind the ticks', `\`\`\`ts src/add.ts\n${body}\n\`\`\``],
  ['no fence', `**src/add.ts**\n${body}`],
  ['prose around', `Sure!\n\n\`src/add.ts\`:\n\n\`\`\`ts\n${body}\n\`\`\`\nThat was it.`],
  ['a path behind the mark', body.replace('SEARCH', 'SEARCH src/add.ts')],
  ['Windows line ends', `src/add.ts\n\`\`\`ts\n${body}\n\`\`\``.replaceAll('\n', '\r\n')],
  ['five and nine marks', `src/add.ts\n${body.replace('<<<<<<<', '<<<<<').replace('>>>>>>>', '>>>>>>>>>')}`],
  ['a short divider', `src/add.ts\n${body.replace('=======', '=====')}`],
])('reads a block with %s', (_form, reply) => {
  expect(searchReplaceReply(reply)).toMatchObject({ blocks: [{ path: 'src/add.ts', ...halves }], flaws: [] });
});

test('a later block without a path is of the file before', () => {
  const reply = searchReplaceReply(`src/add.ts\n\`\`\`ts\n${body}\n\n${body}\n\`\`\``);
  expect(reply?.blocks.map(({ path }) => path)).toEqual(['src/add.ts', 'src/add.ts']);
});

test('fences within a block are its text', () => {
  const reply =
    'README.md\n```md\n<<<<<<< SEARCH\n```sh\nnpm i\n```\n=======\n```sh\nnpm ci\n```\n>>>>>>> REPLACE\n```';
  expect(searchReplaceReply(reply)?.blocks).toMatchObject([
    { path: 'README.md', search: ['```sh', 'npm i', '```'], replace: ['```sh', 'npm ci', '```'] },
  ]);
});

test('marks within a line are text', () => {
  expect(searchReplaceReply('Write `<<<<<<< SEARCH` first.\n  <<<<<<< SEARCH')).toBeUndefined();
  expect(searchReplaceReply('no block at all')).toBeUndefined();
});

test.each([
  ['cut-off', '<<<<<<< SEARCH\na\n=======\nb\n>>>>>>> REPL'],
  ['cut-off', '<<<<<<< SEARCH\na'],
  ['no-divider', '<<<<<<< SEARCH\na\n>>>>>>> REPLACE'],
  ['several-dividers', '<<<<<<< SEARCH\na\n=======\nb\n=======\nc\n>>>>>>> REPLACE'],
])('a block may be flawed: %s', (flaw, reply) => {
  expect(searchReplaceReply(reply)).toEqual({ blocks: [], flaws: [{ flaw, number: 1 }], isFenceOpen: false });
});

test('a block that the next one begins in is flawed, and the next one is read', () => {
  const reply = searchReplaceReply(`<<<<<<< SEARCH\na\n=======\nb\n${body}`);
  expect(reply).toMatchObject({
    blocks: [{ path: undefined, ...halves }],
    flaws: [{ flaw: 'nested', number: 1 }],
  });
});

test('of several dividers the one as long as the marks counts', () => {
  const reply = '<<<<<<<<< SEARCH\nTitle\n=======\n=========\nName\n=======\n>>>>>>>>> REPLACE';
  expect(searchReplaceReply(reply)?.blocks).toMatchObject([
    { path: undefined, search: ['Title', '======='], replace: ['Name', '======='] },
  ]);
});

test('tells when the fence around the last block never ends', () => {
  expect(searchReplaceReply(`a.ts\n\`\`\`ts\n${body}`)?.isFenceOpen).toBe(true);
  expect(searchReplaceReply(`a.ts\n\`\`\`ts\n${body}\n\`\`\``)?.isFenceOpen).toBe(false);
});
