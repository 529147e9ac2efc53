import fc from 'fast-check';
import { expect, test } from 'vitest';

import { applyEdits } from '../../server/base/text-edit.ts';
import {
  blocksReply,
  blockText,
  type GoodBlock,
  goodBlocks,
  wholeFileReply,
  wholeFunctionReply,
} from '../evaluation/actions/reply-forms.ts';
import { type ReplyTask, replyTasks } from '../evaluation/actions/reply-tasks.ts';
import { admitted, syntax } from './support/gate-scene.ts';

const tasks = replyTasks();
const { signal } = new AbortController();

/** What becomes of a reply: the text that was meant, a refusal, or damage, which must never be. */
async function check(task: ReplyTask, reply: string, isTruncated = false): Promise<string> {
  const outcome = await admitted({ path: task.path, text: task.before, reply, isTruncated });
  if (outcome.kind === 'refused') return `refused: ${outcome.refusal.reason}`;
  const [file, ...others] = outcome.change.files;
  const isMeant =
    others.length === 0 &&
    file?.path === task.path &&
    withoutBlanks(applyEdits(file.before ?? '', file.edits)) === withoutBlanks(task.after);
  return isMeant ? 'exact' : `damaged: ${applyEdits(file?.before ?? '', file?.edits ?? [])}`;
}

/** Empty lines and blanks at line ends that a reply has too many are written as they are; they damage nothing. */
function withoutBlanks(text: string): string {
  return text
    .replaceAll(/[ \t]+(?=\r?\n|$)/g, '')
    .replaceAll(/(?:\r?\n)+(?=\r?\n)/g, '')
    .trim();
}

test.each(tasks)(
  'the edit $name comes out exactly, as blocks, as a whole function and as a whole file',
  async (task) => {
    expect(await check(task, blocksReply(task.path, goodBlocks(task)))).toBe('exact');
    expect(await check(task, wholeFileReply(task))).toBe('exact');
    const whole = await wholeFunctionReply(task, syntax, signal);
    if (whole !== undefined) expect(await check(task, whole)).toBe('exact');
  },
);

/** Changes the lines of blocks as models do that copy carelessly. */
type MangleBlocks = (blocks: readonly GoodBlock[], at: number) => readonly GoodBlock[];

const mangleBlocks: readonly MangleBlocks[] = [
  (blocks) => blocks,
  (blocks, at) => [...blocks, ...blocks.slice(at % blocks.length)],
  (blocks) => blocks.toReversed(),
  mapLines((line) => `    ${line}`),
  mapLines((line) => line.replace(/^ {1,4}/, '')),
  mapLines((line) => line.replace(/^(?: {2})+/, (indent) => '\t'.repeat(indent.length / 2))),
  mapLines((line) => line.replace(/^(?: {4})+/, (indent) => '\t'.repeat(indent.length / 4))),
  mapLines((line) => line.replace(/^\t+/, (indent) => '    '.repeat(indent.length))),
  mapLines((line) => line.trimStart()),
  mapLines((line) => `${line}  `),
  // One line of the search is another than in the file.
  (blocks, at) => changeOne(blocks, at, (search, line) => search.with(line, `${search[line] ?? ''} // ?`)),
  (blocks, at) =>
    changeOne(blocks, at, (search, line) => search.with(line, (search[line] ?? '').replace(/\S/, ''))),
  (blocks, at) => changeOne(blocks, at, (search, line) => search.toSpliced(line, 1)),
  (blocks, at) => changeOne(blocks, at, (search, line) => search.toSpliced(line, 0, search[line] ?? '')),
  (blocks, at) => changeOne(blocks, at, (search) => search.slice(0, 1)),
  (blocks, at) => changeOne(blocks, at, (search) => search.slice(-1)),
  (blocks, at) => changeOne(blocks, at, () => []),
  // The replacement leaves something out.
  (blocks) =>
    blocks.map(({ search, replace }) => ({
      search,
      replace: [...replace.slice(0, 1), '// ... existing code ...'],
    })),
];

function mapLines(change: (line: string) => string): MangleBlocks {
  return (blocks) =>
    blocks.map(({ search, replace }) => ({ search: search.map(change), replace: replace.map(change) }));
}

function changeOne(
  blocks: readonly GoodBlock[],
  at: number,
  change: (search: readonly string[], line: number) => readonly string[],
): readonly GoodBlock[] {
  const which = at % blocks.length;
  return blocks.map((block, index) => {
    if (index !== which || block.search.length === 0) return block;
    return { ...block, search: change(block.search, at % block.search.length) };
  });
}

/** Wraps a reply as models do that talk much. */
const mangleReply: readonly ((reply: string, path: string) => string)[] = [
  (reply) => reply,
  (reply) => `Sure! Here is the change:\n\n${reply}\nThis should work. Let me know!`,
  (reply) => `<think>\nLet me see.\n${reply}\nWait.\n</think>\n${reply}`,
  (reply) => reply.replaceAll('\n', '\r\n'),
  (reply) => reply.replaceAll('````', '```'),
  (reply) => reply.replaceAll('````', ''),
  (reply) => reply.replaceAll('<<<<<<<', '<<<<<').replaceAll('>>>>>>>', '>>>>>>>>>'),
  (reply) => reply.replaceAll('\n=======\n', '\n=========\n'),
  (reply) => reply.replaceAll('\n=======\n', '\n'),
  (reply) => reply.replaceAll('>>>>>>> REPLACE', ''),
  (reply) => reply.replaceAll('\n', '\n  '),
  (reply, path) => reply.replaceAll(path, 'other/file.txt'),
  (reply, path) => `${reply}\nother/file.txt\n\`\`\`\nx\n\`\`\`\n${path}`,
  (reply) => `${reply}\nRun it:\n\`\`\`sh\nnpm test\n\`\`\`\n`,
  (reply) => reply + reply,
];

const index = fc.nat({ max: 1_000 });

test('whatever is wrong with blocks, what comes out is what was meant or nothing', async () => {
  const seen = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...tasks),
      fc.array(fc.constantFrom(...mangleBlocks), { maxLength: 2 }),
      fc.array(fc.constantFrom(...mangleReply), { maxLength: 2 }),
      index,
      async (task, blockManglers, manglers, at) => {
        const blocks = blockManglers.reduce((each, mangle) => mangle(each, at), goodBlocks(task));
        const reply = manglers.reduce(
          (each, mangle) => mangle(each, task.path),
          blocksReply(task.path, blocks),
        );
        const outcome = await check(task, reply);
        expect(outcome, reply).not.toMatch(/^damaged/);
        seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
      },
    ),
    { numRuns: 500 },
  );
  expect(seen.get('exact')).toBeGreaterThan(60);
  expect(seen.size).toBeGreaterThan(5);
});

test('wherever a reply is cut off, what comes out is what was meant or nothing', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...tasks),
      fc.constantFrom('blocks', 'file', 'function'),
      fc.double({ min: 0, max: 1, noNaN: true }),
      async (task, form, share) => {
        const blocks = goodBlocks(task);
        const reply = await replyIn(form, task, blocks);
        const cut = reply.slice(0, Math.floor(reply.length * share));
        // Between two blocks only the server can tell that more was to come.
        const isTold = reply.split('SEARCH').length > 2;
        expect(await check(task, cut, isTold), cut).not.toMatch(/^damaged/);
      },
    ),
    { numRuns: 300 },
  );
});

async function replyIn(form: string, task: ReplyTask, blocks: readonly GoodBlock[]): Promise<string> {
  if (form === 'file') return wholeFileReply(task);
  const whole = form === 'function' ? await wholeFunctionReply(task, syntax, signal) : undefined;
  return whole ?? blocksReply(task.path, blocks);
}

test('whatever stands around whole functions and files, what comes out is what was meant or nothing', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...tasks),
      fc.constantFrom('file', 'function'),
      fc.array(fc.constantFrom(...mangleReply), { maxLength: 2 }),
      fc.constantFrom(
        (text: string) => text,
        (text: string) => text.replaceAll(/^(?!`)/gm, '    '),
        (text: string) => text.replaceAll(/^(?: {4})+/gm, (indent) => '\t'.repeat(indent.length / 4)),
      ),
      async (task, form, manglers, indent) => {
        const good = indent(await replyIn(form, task, goodBlocks(task)));
        const reply = manglers.reduce((each, mangle) => mangle(each, task.path), good);
        const outcome = await check(task, reply);
        expect(outcome, reply).not.toMatch(/^damaged/);
      },
    ),
    { numRuns: 300 },
  );
});

test('marks of the format are never taken into a file', async () => {
  for (const task of tasks) {
    const [block] = goodBlocks(task);
    if (block === undefined) continue;
    const nested = blockText({ ...block, replace: [...block.replace, '<<<<<<< SEARCH', 'x'] });
    expect(await check(task, `${task.path}\n${nested}`)).toMatch(/^refused/);
    expect(await check(task, `\`\`\`\n  ${blockText(block).replaceAll('\n', '\n  ')}\n\`\`\``)).toMatch(
      /^refused/,
    );
  }
});
