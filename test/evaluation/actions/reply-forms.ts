import { structuredPatch } from 'diff';

import { wholeDefinition } from '../../../server/edits/definition-range.ts';
import { minimalEdits } from '../../../server/edits/diff-texts.ts';
import type { SyntaxReader } from '../../../server/edits/ports.ts';
import { isCallable, isReplaceable } from '../../../server/edits/reply-definitions.ts';
import type { ReplyTask } from './reply-tasks.ts';

/** Lines to search and to write instead, as a model that does well would choose them. */
export interface GoodBlock {
  readonly search: readonly string[];
  readonly replace: readonly string[];
}

/** The blocks of a task: each change with so many lines around it that only one place is meant, two at least. */
export function goodBlocks({ before, after }: ReplyTask): readonly GoodBlock[] {
  const lines = linesOf(before);
  for (let context = 2; context < lines.length; context++) {
    const { hunks } = structuredPatch('', '', plain(before), plain(after), '', '', { context });
    const blocks = hunks.map(({ lines: marked }) => ({
      search: sideOf(marked, '-'),
      replace: sideOf(marked, '+'),
    }));
    if (blocks.every(({ search }) => timesIn(lines, search) === 1)) return blocks;
  }
  return [{ search: lines, replace: linesOf(after) }];
}

/** A block as it is written. */
export function blockText({ search, replace }: GoodBlock): string {
  return ['<<<<<<< SEARCH', ...search, '=======', ...replace, '>>>>>>> REPLACE'].join('\n');
}

/** All blocks of a task, each in its fence below the path of the file. */
export function blocksReply(path: string, blocks: readonly GoodBlock[]): string {
  return blocks.map((block) => `${path}\n\`\`\`\`\n${blockText(block)}\n\`\`\`\`\n`).join('\n');
}

export function wholeFileReply({ after }: ReplyTask): string {
  return `\`\`\`\`\n${plain(after)}${after.endsWith('\n') ? '' : '\n'}\`\`\`\`\n`;
}

/** The function or class that a task changes, and nothing else; undefined where it changes more or none. */
export async function wholeFunctionReply(
  { path, before, after }: ReplyTask,
  syntax: SyntaxReader,
  signal: AbortSignal,
): Promise<string | undefined> {
  const text = plain(after);
  const shape = await syntax.shapeOf({ uri: `file:///${path}`, languageId: '', text }, signal);
  if (shape === undefined) return undefined;
  const changes = minimalEdits(text, plain(before));
  const around = shape.outline.definitions
    .filter(({ kind }) => isReplaceable(kind))
    .filter(({ range }) => changes.every(({ start, end }) => range.start <= start && end <= range.end));
  const definition = around.findLast(({ kind }) => isCallable(kind)) ?? around.at(-1);
  if (definition === undefined) return undefined;
  const { wordsStart, end } = wholeDefinition(text, shape.outline, definition);
  const indent = text.slice(text.lastIndexOf('\n', wordsStart - 1) + 1, wordsStart);
  const lines = text.slice(wordsStart, end).split('\n');
  const flush = lines.map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line));
  return `\`\`\`\n${flush.join('\n')}\n\`\`\`\n`;
}

function plain(text: string): string {
  return text.replaceAll('\r\n', '\n');
}

function linesOf(text: string): string[] {
  return plain(text).replace(/\n$/, '').split('\n');
}

function sideOf(marked: readonly string[], mark: '-' | '+'): string[] {
  return marked.filter((line) => line.startsWith(' ') || line.startsWith(mark)).map((line) => line.slice(1));
}

/** How often lines stand in others, whatever white space is around them. */
function timesIn(lines: readonly string[], search: readonly string[]): number {
  return lines.filter((_, at) => search.every((line, i) => lines[at + i]?.trim() === line.trim())).length;
}
