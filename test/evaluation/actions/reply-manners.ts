import type { ReplyFormat } from '../../../server/edits/read-reply.ts';
import { blocksReply, blockText, type GoodBlock } from './reply-forms.ts';
import type { ReplyTask } from './reply-tasks.ts';

/** One answer of the scripted model, and how it ends. */
export interface ScriptedAnswer {
  readonly text: string;
  /** `silent`: the stream closes without a word; `broken`: the connection is cut amid the answer. */
  readonly end: 'stop' | 'length' | 'silent' | 'broken';
}

/** A task, and the good answers to it. */
export interface AnsweredTask extends ReplyTask {
  readonly blocks: readonly GoodBlock[];
  readonly wholeFile: string;
  /** Undefined where the edit is in no function or class. */
  readonly wholeFunction: string | undefined;
  /** Whether its language has a syntax that we read. */
  readonly isParsed: boolean;
}

/** A way in which models answer. */
export interface ReplyManner {
  readonly name: string;
  readonly formats: readonly ReplyFormat[];
  /** The answers in turn; undefined where the task cannot be answered in this way. */
  readonly answers: (task: AnsweredTask) => readonly ScriptedAnswer[] | undefined;
  /** Whether each edit has to come out exactly; otherwise exactly or not at all. */
  readonly mustSucceed: boolean;
  /** What the file has become when the answer arrives. */
  readonly meanwhile?: (task: AnsweredTask) => string;
  /** What is to come out then. */
  readonly expected?: (task: AnsweredTask) => string;
}

const asBlocks: readonly ReplyFormat[] = ['search-replace'];
const asCode: readonly ReplyFormat[] = ['whole-function', 'whole-file'];

const good = (task: AnsweredTask) => blocksReply(task.path, task.blocks);
const wrong = (task: AnsweredTask, times = 1) => blocksReply(task.path, task.blocks.map(misquoted(times)));
const prose =
  'The function should be changed so that it does what you ask. I can explain further if you like.';

/** All manners, from well to nothing at all. */
export const replyManners: readonly ReplyManner[] = [
  manner('good blocks', asBlocks, (task) => [done(good(task))], true),
  manner(
    'good blocks amid thoughts and prose',
    asBlocks,
    (task) => [done(`<think>\nFirst I see.\n${wrong(task)}\n</think>\nSure!\n\n${good(task)}\nThat is all.`)],
    true,
  ),
  manner(
    'a whole function',
    asCode,
    ({ wholeFunction }) => wholeFunction && [done(`Here:\n\n${wholeFunction}`)],
    true,
  ),
  manner('a whole file', asCode, ({ wholeFile }) => [done(wholeFile)], true),
  manner('blocks with odd marks, fences and line ends', asBlocks, (task) => [done(oddBlocks(task))], true),
  manner('blocks without their indentation', asBlocks, (task) => [
    done(blocksReply(task.path, task.blocks.map(flush))),
  ]),
  manner('the same blocks twice', asBlocks, (task) => [done(`${good(task)}\n${good(task)}`)], true),
  manner(
    'a wrong search, then the failed blocks alone',
    asBlocks,
    (task) => [
      done(blocksReply(task.path, [misquoted(1)(task.blocks[0] ?? nothing), ...task.blocks.slice(1)])),
      done(blocksReply(task.path, task.blocks.slice(0, 1))),
    ],
    true,
  ),
  manner('wrong searches three times', asBlocks, (task) =>
    [1, 2, 3].map((times) => done(wrong(task, times))),
  ),
  manner('a search that is too short', asBlocks, (task) => [
    done(
      blocksReply(
        task.path,
        task.blocks.map(({ search, replace }) => ({ search: search.slice(0, 1), replace })),
      ),
    ),
  ]),
  manner('prose, then good blocks', asBlocks, (task) => [done(prose), done(good(task))], true),
  manner('prose three times', asBlocks, () => [1, 2, 3].map((times) => done(prose.repeat(times)))),
  manner('the same wrong answer again', asBlocks, (task) => [
    done(wrong(task)),
    done(wrong(task)),
    done(good(task)),
  ]),
  manner(
    'cut off at the limit, then good',
    asBlocks,
    (task) => [cutOff(good(task), 'length'), done(good(task))],
    true,
  ),
  manner('blocks cut off by a closed stream', asBlocks, (task) => [cutOff(good(task), 'silent')]),
  manner('a file cut off by a closed stream', asCode, ({ wholeFile }) => [cutOff(wholeFile, 'silent')]),
  manner('a broken connection', asBlocks, (task) => [cutOff(good(task), 'broken')]),
  manner('another file', asBlocks, (task) => [done(blocksReply('src/other.ts', task.blocks))]),
  manner('the file and another one', asBlocks, (task) => [
    done(
      `${good(task)}\n${blocksReply('.github/workflows/ci.yml', [{ search: ['on: push'], replace: ['on: []'] }])}`,
    ),
  ]),
  manner('code left out', asCode, ({ wholeFile }) => [done(elided(wholeFile))]),
  manner('a diff three times', asBlocks, ({ blocks }) =>
    [1, 2, 3].map((times) => done(asDiff(blocks, times))),
  ),
  manner(
    'code that does not parse, then good',
    asBlocks,
    (task) =>
      task.isParsed
        ? [done(blocksReply(task.path, task.blocks.map(unbalanced))), done(good(task))]
        : undefined,
    true,
  ),
  manner('nothing', asBlocks, () => [done('')]),
  {
    ...manner('good blocks, the file changed elsewhere', asBlocks, (task) => [done(good(task))], true),
    meanwhile: ({ before }) => `\n${before}`,
    expected: ({ after }) => `\n${after}`,
  },
  {
    ...manner('good blocks, the place changed', asBlocks, (task) => [done(good(task))]),
    meanwhile: (task) => placeChanged(task),
  },
];

const nothing: GoodBlock = { search: [], replace: [] };

function manner(
  name: string,
  formats: readonly ReplyFormat[],
  ...[answers, mustSucceed = false]: [
    (task: AnsweredTask) => readonly ScriptedAnswer[] | undefined | '',
    boolean?,
  ]
): ReplyManner {
  return { name, formats, answers: (task) => answers(task) || undefined, mustSucceed };
}

function done(text: string): ScriptedAnswer {
  return { text, end: 'stop' };
}

/** A different share of each text, so that all kinds of places are met. */
function cutOff(text: string, end: ScriptedAnswer['end']): ScriptedAnswer {
  const share = 0.2 + ((text.length * 37) % 70) / 100;
  return { text: text.slice(0, Math.floor(text.length * share)), end };
}

/** Quotes a line that is not quite that of the file. */
function misquoted(times: number): (block: GoodBlock) => GoodBlock {
  return ({ search, replace }) => {
    const line = Math.floor(search.length / 2);
    return { search: search.with(line, `${search[line] ?? ''}${' // as before'.repeat(times)}`), replace };
  };
}

function flush({ search, replace }: GoodBlock): GoodBlock {
  const indents = [...search, ...replace]
    .filter((line) => line.trim() !== '')
    .map((line) => line.search(/\S/));
  const least = Math.min(...indents);
  const cut = (line: string) => line.slice(Math.min(least, line.length));
  return { search: search.map(cut), replace: replace.map(cut) };
}

function oddBlocks({ path, blocks }: AnsweredTask): string {
  const texts = blocks.map(
    (block) =>
      `**${path}**\n\n\`\`\`\`diff\n${blockText(block).replaceAll('<<<<<<<', '<<<<<').replaceAll('>>>>>>>', '>>>>>>>>>')}\n\`\`\`\``,
  );
  return texts.join('\n\n').replaceAll('\n', '\r\n');
}

function elided(wholeFile: string): string {
  const lines = wholeFile.split('\n');
  const middle = Math.floor(lines.length / 2);
  return [...lines.slice(0, middle), '// ... existing code ...', ...lines.slice(middle + 3)].join('\n');
}

function asDiff(blocks: readonly GoodBlock[], times: number): string {
  const lines = blocks.flatMap(({ search, replace }) => [
    '@@ ... @@',
    ...search.map((line) => `-${line}`),
    ...replace.map((line) => `+${line}`),
  ]);
  return `\`\`\`diff\n${lines.join('\n')}\n\`\`\`\n${'Done. '.repeat(times)}`;
}

function unbalanced({ search, replace }: GoodBlock): GoodBlock {
  const line = replace.findLastIndex((each, at) => each !== search[at] && each.trim() !== '');
  return { search, replace: replace.with(line, `${replace[line] ?? ''} ((`) };
}

function placeChanged({ before, blocks: [first] }: AnsweredTask): string {
  const line = first?.search.find((each) => each.trim() !== '') ?? '';
  return before.replace(
    line,
    `${line} `.replace(/\S/, (character) => `_${character}`),
  );
}
