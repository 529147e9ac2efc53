import { pathInInfo } from '../../edits/path-words.ts';
import { languageOf, languages } from '../../syntax/languages.ts';
import type { OffsetRange } from '../../syntax/offset-range.ts';
import { parseChat } from './chat-document.ts';
import { writtenCitations } from './citation-syntax.ts';
import { type CodeFence, codeFences } from './markdown-code.ts';
import { isSearchAnswer } from './search-answer.ts';

/** A block of code that an answer gives, to go into a file. */
export interface AnswerBlock {
  /** The block with its fences, in the document. */
  readonly range: OffsetRange;
  /** What stands between the fences. */
  readonly code: string;
  /** The editors' name of its language; empty where none is given. */
  readonly languageId: string;
  /** The file that is named for it, as it is written. */
  readonly path: string | undefined;
  /** Its end is there. */
  readonly isClosed: boolean;
}

/** The code in the answers of a chat document that could be applied: no output of programs, no excerpt of a search. */
export function answerBlocks(text: string): readonly AnswerBlock[] {
  const answers = parseChat(text).turns.filter(
    ({ role, content }) => role === 'assistant' && !isSearchAnswer(content),
  );
  const fences = codeFences(text).filter(({ info }) => !noCode.has(info.split(/\s/)[0]?.toLowerCase() ?? ''));
  return fences
    .filter(({ start }) => answers.some(({ range }) => range.start <= start && start < range.end))
    .map((fence) => blockOf(text, fence));
}

/** The block at an offset; in an answer with only one, that one. */
export function answerBlockAt(text: string, offset: number): AnswerBlock | undefined {
  const blocks = answerBlocks(text);
  const around = blocks.find(({ range }) => range.start <= offset && offset <= range.end);
  if (around !== undefined) return around;
  const answer = parseChat(text).turns.find(({ start, range }) => start <= offset && offset <= range.end);
  const own = blocks.filter(
    ({ range }) =>
      answer !== undefined && answer.range.start <= range.start && range.end <= answer.range.end + 1,
  );
  return own.length === 1 ? own[0] : undefined;
}

function blockOf(text: string, { start, end, body, info, isClosed }: CodeFence): AnswerBlock {
  const above = text.slice(0, start).trimEnd();
  const line = above.slice(above.lastIndexOf('\n') + 1);
  const isNear = /^(?:\r?\n){0,2}$/.test(text.slice(above.length, start).replace(/[ \t]/g, ''));
  const path = pathInInfo(info) ?? (isNear ? pathIn(line) : undefined);
  const [word = ''] = info.split(/[\s:{]/);
  // People write `ts`, which is the end of a file's name.
  const language = languageOf(`code.${word.toLowerCase()}`, word.toLowerCase());
  const languageId = language === undefined ? '' : (languages[language]?.ids[0] ?? '');
  return { range: { start, end }, code: text.slice(body.start, body.end), languageId, path, isClosed };
}

/** The one file that a line names: as a place, between backticks, or as all that it says. */
function pathIn(line: string): string | undefined {
  const cited = writtenCitations(line).map(({ path }) => path);
  const quoted = [...line.matchAll(/`([^`\s]+\.[A-Za-z]\w*)`/g)].map(([, path = '']) => path);
  const bare = /^[\s#>*_-]*(?<path>[^\s:*`]+\.[A-Za-z]\w*)[\s:*_]*$/.exec(line)?.groups?.path;
  const paths = new Set([...cited, ...quoted, ...(bare === undefined ? [] : [bare])]);
  const [path] = paths;
  return paths.size === 1 ? path : undefined;
}

const noCode: ReadonlySet<string> = new Set([
  'sh',
  'bash',
  'shell',
  'zsh',
  'console',
  'shellsession',
  'text',
  'txt',
  'output',
  'log',
  'plaintext',
]);
