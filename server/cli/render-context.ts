import type {
  ContextBundle,
  ContextItem,
  DroppedItem,
  DropReason,
  RetrieverTrace,
} from '../context/context-item.ts';

import { aligned } from './aligned.ts';
import { dropTexts } from './drop-texts.ts';
import { countOf, grouped } from './in-words.ts';
import { paint } from './paint.ts';
import { type Paper, placeOf, renderPlace } from './render-place.ts';
import { gutterFor, linesOf, quoted } from './source-lines.ts';
import type { Output } from './terminal.ts';

/** How many lines of an item, and how many things left out for one reason, are shown. */
export interface Fold {
  readonly lines: number;
  readonly places: number;
}

/** What is shown unless someone wants all. */
export const folded: Fold = { lines: 4, places: 3 };
export const unfolded: Fold = { lines: Number.POSITIVE_INFINITY, places: Number.POSITIVE_INFINITY };

/** A bundle to be read: its items, what was left out, what each retriever found, the sums. */
export function renderContext(bundle: ContextBundle, fold: Fold, output: Output): string {
  const sections = [
    ...bundle.items.map((item) => renderItem(item, fold, output)),
    renderDropped(bundle.dropped, fold, output),
    renderTrace(bundle.trace, output),
  ];
  return sections.filter((section) => section !== '').join('\n\n');
}

/** The items of a bundle, without their lines, below the suggestion that they are for. */
export function renderContextSummary(
  given: string,
  bundle: ContextBundle | undefined,
  output: Output,
): string {
  if (bundle === undefined) {
    return 'No context was gathered: context.enabled is false, or no model may be shown this file.';
  }
  const items = bundle.items.map((item) => renderPlace(describedItem(item), output));
  const more = `Its lines and what was left out: innerloop context ${given}`;
  return [paint('bold', `Context: ${sumsOf(bundle)}`, output), ...items, more].join('\n');
}

/** "412 of 2,048 tokens in 3 items, put together in 2.1 ms" */
export function sumsOf({ items, usedTokens, maxTokens, tookMs }: ContextBundle): string {
  const tokens = `${grouped(usedTokens)} of ${countOf(maxTokens, 'token')}`;
  return `${tokens} in ${countOf(items.length, 'item')}, put together in ${tookMs.toFixed(1)} ms`;
}

function describedItem({ path, parts, reason, retriever, score, tokens }: ContextItem) {
  const facts = `${retriever}, ${scoreOf(score)}, ${countOf(tokens, 'token')}`;
  return { place: placeOf(path, parts), reason, facts };
}

function renderItem(item: ContextItem, fold: Fold, output: Output): string {
  const gutter = gutterFor((item.parts.at(-1)?.endLine ?? 1) - 1, output);
  const gap = paint('dim', `${'⋮'.padStart(gutter.width)} │`, output);
  const shown = item.parts.flatMap(({ startLine, text }, index) => {
    const lines = linesOf(text).map((line, at) => quoted(gutter, startLine + at, line));
    return index === 0 ? lines : [gap, ...lines];
  });
  return [renderPlace(describedItem(item), output), ...foldedLines(shown, fold.lines, output)].join('\n');
}

function foldedLines(lines: readonly string[], most: number, output: Output): readonly string[] {
  // A single line more takes no more room than saying so.
  if (lines.length <= most + 1) return lines;
  return [...lines.slice(0, most), paint('dim', `    … ${lines.length - most} more lines (--full)`, output)];
}

function renderDropped(dropped: readonly DroppedItem[], { places }: Fold, output: Output): string {
  const byReason = new Map<DropReason, DroppedItem[]>();
  for (const item of dropped) byReason.set(item.why, [...(byReason.get(item.why) ?? []), item]);
  const groups = [...byReason].map(([why, items]) => {
    const shown = items.slice(0, places).map((item) => {
      const { path, reason, retriever, score } = item;
      const described = { place: placeOf(path, [item]), reason, facts: `${retriever}, ${scoreOf(score)}` };
      return indented(renderPlace(described, narrower(output)));
    });
    const rest = items.length - shown.length;
    const more = rest === 0 ? [] : [paint('dim', `  … ${rest} more (--full)`, output)];
    return [`Left out, ${dropTexts[why]} (${items.length}):`, ...shown, ...more].join('\n');
  });
  return groups.join('\n');
}

function renderTrace(trace: readonly RetrieverTrace[], output: Output): string {
  if (trace.length === 0) return '';
  const rows = trace.map(({ retriever, found, tookMs }) => [
    `  ${retriever}`,
    `${grouped(found)} found`,
    `${tookMs.toFixed(1)} ms`,
  ]);
  return ['Asked:', ...aligned(rows).map((row) => paint('dim', row, output))].join('\n');
}

/** Three digits that count: scores of different engines have different sizes. */
function scoreOf(score: number): string {
  return `score ${Number(score.toPrecision(3))}`;
}

function indented(text: string): string {
  return text.replace(/^/gm, '  ');
}

function narrower({ colors, columns }: Output): Paper {
  return { colors, columns: columns - 2 };
}
