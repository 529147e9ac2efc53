import type { Range } from 'vscode-languageserver';

import { characterOfOffset, type PositionEncoding } from '../base/position-encoding.ts';
import type { ContextBundle, LineSpan, SearchResult } from '../context/context-item.ts';

/** The answer of `innerloop/context`, as `extensions.md` has it. */
export function contextAnswer(bundle: ContextBundle, encoding: PositionEncoding): object {
  const { task, items, dropped, trace, maxTokens, usedTokens, tookMs, isComplete } = bundle;
  return {
    task,
    items: items.map(({ uri, parts, reason, retriever, score, tokens }) => {
      const stretches = parts.map((part) => ({ range: rangeOf(part, encoding), text: part.text }));
      return { uri, parts: stretches, reason, retriever, score, tokens };
    }),
    dropped: dropped.map(({ uri, reason, retriever, score, why, ...span }) => {
      return { uri, range: linesOf(span), reason, retriever, score, why };
    }),
    trace: trace.map(({ retriever, tookMs, found, best }) => {
      const places = best.map(({ path, score, reason, ...span }) => {
        return { path, range: linesOf(span), reason, score };
      });
      return { retriever, tookMs, found, best: places };
    }),
    maxTokens,
    usedTokens,
    tookMs,
    isComplete,
  };
}

/** The answer of `innerloop/search`. */
export function searchAnswer(
  results: readonly SearchResult[],
  encoding: PositionEncoding,
): readonly FoundPlace[] {
  return results.map((result) => {
    const { uri, text, score, reason } = result;
    return { uri, range: rangeOf(result, encoding), text, score, reason };
  });
}

interface FoundPlace extends Omit<SearchResult, 'path' | 'startLine' | 'endLine'> {
  readonly range: Range;
}

/** Whole lines, up to the beginning of the line behind them. */
function linesOf({ startLine, endLine }: LineSpan): Range {
  return { start: { line: startLine, character: 0 }, end: { line: endLine, character: 0 } };
}

/** Exactly what the text covers: a file may end without an end of line, and then no line begins behind it. */
function rangeOf({ startLine, text }: Stretch, encoding: PositionEncoding): Range {
  const lines = text.split(/\r\n|\r|\n/);
  const last = lines.at(-1) ?? '';
  return {
    start: { line: startLine, character: 0 },
    end: { line: startLine + lines.length - 1, character: characterOfOffset(last, last.length, encoding) },
  };
}

interface Stretch {
  readonly startLine: number;
  readonly text: string;
}
