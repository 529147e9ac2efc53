import { describe, expect, test } from 'vitest';

import { neverAborted } from '../../../server/base/cancellation.ts';
import { TextDocument } from '../../../server/base/text-document.ts';
import { applyEdits } from '../../../server/base/text-edit.ts';
import { parseCheck } from '../../../server/edits/parse-check.ts';
import { answerChange } from '../../../server/features/chat/answer-change.ts';
import { chatOffers, offersWhileAnswering } from '../../../server/features/chat/chat-offers.ts';
import { type MemoryProject, memoryProject } from '../../support/memory-project.ts';
import { citationPortsOf, projectSyntax } from './project-code.ts';

const tax = `export function rateOf(kind: string): number {
  return kind === 'book' ? 1.07 : 1.2;
}

export function base(): number {
  return 0.2;
}
`;
const project = memoryProject(
  { 'src/tax.ts': tax, 'src/secret.ts': 'export const a = 1;\n' },
  { excluded: ['src/secret.ts'] },
);
const twice = memoryProject({ 'src/tax.ts': tax, 'lib/tax.ts': tax });

function portsOf(files: MemoryProject) {
  return { ...citationPortsOf(files), checks: parseCheck(projectSyntax) };
}

function chatWith(answer: string): TextDocument {
  const text = `## You\n\nHow?\n\n## innerloop\n\n${answer}\n\n## You\n\n`;
  return new TextDocument({ uri: 'file:///chats/a.chat.md', languageId: 'markdown', version: 3 }, text);
}

/** The files after the code at `at` in an answer was applied, or why it is not. */
async function check(
  answer: string,
  at = 'const',
  ports = portsOf(project),
): Promise<Readonly<Record<string, string>> | string> {
  const chat = chatWith(answer);
  try {
    const near = { document: undefined, selection: undefined };
    const place = { document: chat, offset: chat.text.indexOf(at), near };
    const { files } = await answerChange(place, ports, neverAborted);
    return Object.fromEntries(files.map(({ path, before = '', edits }) => [path, applyEdits(before, edits)]));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const whole = `export function rateOf(kind: string): number {
  const rate = kind === 'book' ? 1.07 : 1.19;
  return rate;
}`;
const fence = (code: string, info = 'ts') => `\`\`\`${info}\n${code}\n\`\`\``;
const applied = { 'src/tax.ts': tax.replace(/export function rateOf[\s\S]*?\n}/, () => whole) };

describe('a block goes to the file that it is for', () => {
  test.each([
    ['named above', `src/tax.ts\n${fence(whole)}`],
    ['named in bold', `**src/tax.ts**\n\n${fence(whole)}`],
    ['cited above', `Change it at \`src/tax.ts:1-3\` like this:\n\n${fence(whole)}`],
    ['named behind the ticks', fence(whole, 'ts src/tax.ts')],
    ['by the end of its path', `tax.ts:\n${fence(whole)}`],
    ['by what it defines', `So:\n\n${fence(whole)}`],
  ])('%s', async (_, answer) => expect(await check(answer)).toEqual(applied));

  test('also as a search and a replacement', async () => {
    const block = `<<<<<<< SEARCH\nexport function base(): number {\n  return 0.2;\n}\n=======\nexport function base(): number {\n  const base = 0.19;\n  return base;\n}\n>>>>>>> REPLACE`;
    expect(await check(`src/tax.ts\n${fence(block)}`)).toEqual({
      'src/tax.ts': tax.replace('  return 0.2;', '  const base = 0.19;\n  return base;'),
    });
  });

  test('or to a new one', async () => {
    expect(await check(`src/new.ts\n${fence('export const fresh = 1;')}`)).toEqual({
      'src/new.ts': 'export const fresh = 1;\n',
    });
  });

  test('of several blocks the one at the cursor', async () => {
    const other = fence('export function base(): number {\n  return 0.3;\n}');
    expect(await check(`${fence(whole)}\n\nand\n\n${other}`, '0.3')).toEqual({
      'src/tax.ts': tax.replace('0.2', '0.3'),
    });
    expect(await check(`Both:\n\n${fence(whole)}\n\nand\n\n${other}`, 'Both')).toBe(
      'The answer holds no code.',
    );
  });
});

test.each([
  ['that is not whole', `src/tax.ts\n\`\`\`ts\n${whole}`, /breaks off/],
  ['for a file that may not be read', `src/secret.ts\n${fence('export const a = 2;')}`, /excludes it/],
  ['that belongs nowhere', fence('const x = 1;'), /not clear where/],
  ['outside of the workspace', `../../etc/tax.ts\n${fence(whole)}`, /./],
])('code %s is refused with words', async (_, answer, why) => {
  expect(await check(answer)).toMatch(why);
});

test('code for one of several files is refused with their names', async () => {
  expect(await check(`tax.ts:\n${fence(whole)}`, 'const', portsOf(twice))).toContain(
    'several files are called tax.ts: lib/tax.ts, src/tax.ts',
  );
});

describe('a chat document offers', () => {
  const shown = (document: TextDocument) =>
    chatOffers(document.text).map(({ title, offset }) => [title, document.text.slice(offset).split('\n')[0]]);

  test('to send the question that stands open', () => {
    expect(
      shown(
        new TextDocument(
          { uri: 'file:///a.chat.md', languageId: '', version: 1 },
          '# Chat\n\n## You\n\nHow?\n',
        ),
      ),
    ).toEqual([['Send', '## You']]);
  });

  test('to apply code, but no commands, no output and no excerpts of a search', () => {
    const answer = `A:\n${fence('const a = 1;')}\nB:\n${fence('npm test', 'sh')}\n`;
    expect(shown(chatWith(answer))).toEqual([['Apply this code', '```ts']]);
    const told = chatWith(`> A remark.\n\nNo model is connected, so …\n\n${answer}`);
    expect(shown(told)).toEqual([]);
    expect(shown(told.withText(told.text.replaceAll('\n', '\r\n'), 2))).toEqual([]);
  });

  test('to stop, while it is being answered', () => {
    const { text } = chatWith('So');
    expect(offersWhileAnswering(text)).toEqual([
      {
        name: 'stop-chat',
        title: 'Stop the answer',
        offset: text.indexOf('## innerloop'),
        range: { start: 0, end: text.length },
      },
    ]);
  });
});
