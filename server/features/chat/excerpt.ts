import { fenceFor } from '../../base/markdown-fence.ts';
import { concat, excerptOf, SourcedText } from '../../base/sourced-text.ts';
import { estimateTokens } from '../../context/budget/estimate-tokens.ts';
import { sourceLines } from '../../context/budget/source-lines.ts';
import type { ContextPart } from '../../context/context-item.ts';
import type { OffsetRange } from '../../syntax/offset-range.ts';

/** Whole lines of a file that are shown to a model, or what is said of a file, such as its changes. */
export interface Excerpt {
  readonly uri: string;
  /** Relative to its root, with `/`. */
  readonly path: string;
  /** Why it is shown, in a few words. */
  readonly why: string;
  readonly text: string;
  /** Counted from 0; undefined where the text is none of the file's own. */
  readonly startLine: number | undefined;
  /** Where the text stands in the file, in UTF-16 offsets. */
  readonly range: OffsetRange | undefined;
}

/** An excerpt as it stands in a prompt. */
export interface WrittenExcerpt {
  readonly text: SourcedText;
  readonly tokens: number;
  /** Lines at the end that did not fit. */
  readonly cutLines: number;
}

/** Lines of a file's text as an excerpt, counted from 0, `endLine` the first one behind; undefined asks for all. */
export function linesOfFile(
  file: { readonly uri: string; readonly path: string; readonly text: string },
  lines: { readonly startLine: number; readonly endLine: number } | undefined,
  why: string,
): Excerpt {
  const all = sourceLines(file.text);
  const startLine = lines?.startLine ?? 0;
  const before = all.slice(0, startLine).join('').length;
  const text = all.slice(startLine, lines?.endLine).join('');
  const range = { start: before, end: before + text.length };
  return { uri: file.uri, path: file.path, why, text, startLine, range };
}

/** A part of a context item as an excerpt. */
export function partAsExcerpt(
  { uri, path, reason }: { readonly uri: string; readonly path: string; readonly reason: string },
  { text, startLine, range }: ContextPart,
): Excerpt {
  return { uri, path, why: reason, text, startLine, range };
}

/**
 * A line that names the place, then the text between fences that it cannot close, each line with its number; as many
 * lines as fit into `maxTokens`. Undefined where none does.
 */
export function writtenExcerpt(excerpt: Excerpt, maxTokens: number): WrittenExcerpt | undefined {
  const { uri, path, why, text, startLine, range } = excerpt;
  const all = sourceLines(text);
  const whole = all.at(-1) === '' ? all.slice(0, -1) : all;
  const lines = whole.map((line, at) => (startLine === undefined ? line : `${startLine + at + 1} | ${line}`));
  let tokens = headTokens + estimateTokens(path) + estimateTokens(why);
  let count = 0;
  for (const line of lines) {
    const cost = estimateTokens(line);
    if (tokens + cost > maxTokens) break;
    tokens += cost;
    count += 1;
  }
  if (count === 0 && lines.length > 0) return undefined;
  const shown = withLineEnd(lines.slice(0, count).join(''));
  const end = (range?.start ?? 0) + whole.slice(0, count).join('').length;
  const place = placeOf(path, startLine, count);
  const fence = fenceFor(shown);
  const body =
    range === undefined
      ? new SourcedText([{ uri, text: shown }])
      : excerptOf(uri, shown, { start: range.start, end });
  return {
    text: concat(`${place} (${inOneLine(why)})\n${fence}\n`, body, `${fence}\n\n`),
    tokens,
    cutLines: lines.length - count,
  };
}

function placeOf(path: string, startLine: number | undefined, count: number): string {
  const name = inOneLine(path);
  if (startLine === undefined) return name;
  return count <= 1 ? `${name}:${startLine + 1}` : `${name}:${startLine + 1}-${startLine + count}`;
}

/** Names and reasons come out of a repository, too. */
function inOneLine(text: string): string {
  return text.replace(/[\p{Cc}`]/gu, ' ');
}

function withLineEnd(text: string): string {
  return text === '' || /[\r\n]$/.test(text) ? text : `${text}\n`;
}

/** For the line with the place, and both fences. */
const headTokens = 16;
