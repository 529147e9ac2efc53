import { pathInInfo, pathInLine } from './path-words.ts';

/** A fenced block of code in a reply. */
export interface CodeBlock {
  /** The first word behind the ticks, in lower case; empty where there is none. */
  readonly language: string;
  /** The file that the fence or the line above it names. */
  readonly path: string | undefined;
  /** With `\n` at the end of each line, without the fence's own indentation. */
  readonly text: string;
  /** False when the reply ended before the fence did: then something is missing. */
  readonly isClosed: boolean;
}

/** A model's reply, taken apart. */
export interface ReplyParts {
  readonly blocks: readonly CodeBlock[];
  /** What stands around the blocks. */
  readonly prose: string;
}

/**
 * Finds the blocks of code in Markdown. A fence ends with as many ticks as it began with, or more; one with a language
 * within it begins an inner one, as models write it.
 */
export function replyParts(reply: string): ReplyParts {
  const blocks: CodeBlock[] = [];
  const prose: string[] = [];
  let open: OpenFence | undefined;
  for (const line of withoutThoughts(reply).split(/\r?\n/)) {
    if (open === undefined) {
      open = openingOf(line, prose);
      if (open === undefined) prose.push(line);
    } else if (endsAt(line, open)) {
      blocks.push(blockOf(open, true));
      open = undefined;
    }
  }
  if (open !== undefined) blocks.push(blockOf(open, false));
  return { blocks, prose: prose.join('\n').trim() };
}

/** A reply without what a model thought aloud; where it never stopped thinking, nothing is left. */
export function withoutThoughts(reply: string): string {
  const [, tag] = /^\s*<(think|thinking|reasoning)>/i.exec(reply) ?? [];
  if (tag !== undefined) {
    const end = reply.search(new RegExp(`</${tag}>`, 'i'));
    return end === -1 ? '' : reply.slice(end + tag.length + 3);
  }
  // Some servers begin the thoughts themselves, so that only their end is in the reply.
  const [close] = /^[^\n]*<\/think(?:ing)?>[ \t]*$/m.exec(reply) ?? [];
  return close === undefined ? reply : reply.slice(reply.indexOf(close) + close.length);
}

interface OpenFence {
  readonly indent: string;
  readonly mark: string;
  readonly info: string;
  readonly path: string | undefined;
  readonly lines: string[];
  depth: number;
}

const fence = /^([ \t]*)(`{3,}|~{3,})[ \t]*(.*?)[ \t]*$/;

function openingOf(line: string, proseBefore: readonly string[]): OpenFence | undefined {
  const [, indent = '', mark, info = ''] = fence.exec(line) ?? [];
  if (mark === undefined || (mark.startsWith('`') && info.includes('`'))) return undefined;
  const path = pathInInfo(info) ?? pathAbove(proseBefore);
  return { indent, mark, info, path, lines: [], depth: 0 };
}

/** The line right above a fence, or above one empty line. */
function pathAbove(lines: readonly string[]): string | undefined {
  const last = lines.at(-1);
  const line = last?.trim() === '' ? lines.at(-2) : last;
  return line === undefined ? undefined : pathInLine(line);
}

/** Takes a line into an open fence, unless it ends it. */
function endsAt(line: string, open: OpenFence): boolean {
  if (closes(line, open)) {
    if (open.depth === 0) return true;
    open.depth -= 1;
  } else if (opensWithin(line, open)) open.depth += 1;
  open.lines.push(line);
  return false;
}

function closes(line: string, { indent, mark }: OpenFence): boolean {
  const [, inner = '', ticks, info] = fence.exec(line) ?? [];
  if (ticks === undefined || info !== '') return false;
  return ticks.startsWith(mark) && inner.length <= indent.length + 3;
}

function opensWithin(line: string, { indent, mark }: OpenFence): boolean {
  const [, inner = '', ticks, info = ''] = fence.exec(line) ?? [];
  return ticks?.startsWith(mark) === true && /^\w/.test(info) && inner.length <= indent.length + 3;
}

function blockOf({ indent, info, path, lines }: OpenFence, isClosed: boolean): CodeBlock {
  const [language = ''] = info.split(/[\s:{]/);
  const text = lines
    .map((line) => `${line.startsWith(indent) ? line.slice(indent.length) : line}\n`)
    .join('');
  return { language: pathInLine(language) === undefined ? language.toLowerCase() : '', path, text, isClosed };
}
