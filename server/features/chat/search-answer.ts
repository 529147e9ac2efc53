import { fenceFor } from '../../base/markdown-fence.ts';
import type { LineSpan, SearchResult } from '../../context/context-item.ts';
import { tellingStretch } from '../../context/telling-lines.ts';
import { languageOf } from '../../syntax/languages.ts';
import type { Excerpt } from './excerpt.ts';

/** A place that answers a question, as far as words tell. */
export interface FoundPlace {
  readonly path: string;
  /** Undefined where the text is none of the file's own, such as its changes. */
  readonly span: LineSpan | undefined;
  readonly text: string;
  readonly why: string;
  /** Its lines must not stand in a conversation that a model may be shown later. */
  readonly isWithheld: boolean;
}

/** What an answer without a model is made of. */
export interface SearchFindings {
  readonly query: string;
  /** Best first. */
  readonly places: readonly FoundPlace[];
  /** Why no model has answered, in whole sentences. */
  readonly reason: string;
  /** Whether all files were read when this was looked for. */
  readonly isComplete: boolean;
}

/** The places that a question leads to as an answer in Markdown: cited, best first, with the lines that tell most. */
export function searchAnswer({ query, places, reason, isComplete }: SearchFindings): string {
  if (places.length === 0) {
    const why = isComplete
      ? 'The index finds nothing for these words.'
      : 'Not all files of the workspace were read yet, so ask again in a moment.';
    return `${reason}\n\n${why} Try names that stand in the code, or point at it: \`@path/to/file\`, \`#name\`.\n`;
  }
  const shown = places.map((place, at) => `${at + 1}. ${placeText(place, query)}`);
  return `${reason}\n\n${shown.join('\n\n')}\n`;
}

/** Whether an answer is what the index has found: its excerpts are in the files already. */
export function isSearchAnswer(content: string): boolean {
  return /^(?:> .*\n(?:>?\n)*)*No model (?:is connected|has answered)/.test(content.replaceAll('\r\n', '\n'));
}

/** A place of the index. */
export function foundPlace(result: SearchResult, isWithheld: boolean): FoundPlace {
  const { path, startLine, endLine, text, reason } = result;
  return { path, span: { startLine, endLine }, text, why: reason, isWithheld };
}

/** What the question points at. */
export function pointedPlace({ path, text, startLine, why }: Excerpt): FoundPlace {
  const span = startLine === undefined ? undefined : { startLine, endLine: startLine + linesOf(text).length };
  return { path, span, text, why, isWithheld: false };
}

function placeText({ path, text, span, why, isWithheld }: FoundPlace, query: string): string {
  // Why it was found holds names that stand in it.
  if (isWithheld)
    return `${citation(path, span)}: its lines are not shown, since a rule excludes the file or git does not track it.`;
  const lines = linesOf(text);
  const { startLine, endLine } =
    span === undefined ? { startLine: 0, endLine: mostLines * 2 } : tellingStretch(lines, query, mostLines);
  const shown = lines.slice(startLine, endLine).map((line) => line.slice(0, longestLine));
  const cited = span && { startLine: span.startLine + startLine, endLine: span.startLine + endLine };
  const fence = fenceFor(shown.join('\n'));
  const language = span === undefined ? '' : (languageOf(path) ?? '');
  return `${citation(path, cited)}: ${plain(why)}\n\n${fence}${language}\n${shown.join('\n')}\n${fence}`;
}

/** A line end at the end begins no other line. */
function linesOf(text: string): readonly string[] {
  return text.replace(/(?:\r\n|\r|\n)$/, '').split(/\r\n|\r|\n/);
}

function citation(path: string, span: LineSpan | undefined): string {
  const name = path.replace(/[\p{Cc}`]/gu, ' ');
  if (span === undefined) return `\`${name}\``;
  const { startLine, endLine } = span;
  return `\`${name}:${endLine - startLine <= 1 ? startLine + 1 : `${startLine + 1}-${endLine}`}\``;
}

/** Reasons hold words of the repository, which are no markup. */
function plain(text: string): string {
  return text.replace(/\p{Cc}/gu, ' ').replace(/[\\`*_[\]<>]/g, '\\$&');
}

const mostLines = 5;
const longestLine = 160;
