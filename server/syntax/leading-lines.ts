import type { OffsetRange } from './offset-range.ts';
import type { Outline } from './outline.ts';
import type { ShapeCaptures } from './shape-captures.ts';

/** What belongs to a definition and stands before it. */
export interface Leading {
  readonly documentation: OffsetRange | undefined;
  readonly leadStart: number;
}

/** Finds what leads to a definition: comments, decorators and attributes on the lines right before it. */
export function leadReader(
  text: string,
  { leads }: Outline,
  captures: ShapeCaptures,
): (definition: OffsetRange, body: OffsetRange | undefined) => Leading {
  const documentations = captures('documentation').map(({ range }) => range);
  const documenting = new Set(documentations.map(({ start }) => start));
  const byLineEnd = leadsByLineEnd(text, leads);
  return (definition, body) => {
    let leadStart = lineStartOf(text, definition.start);
    let documentation = body && documentations.find(({ start }) => start === body.start);
    for (let lead = byLineEnd.get(leadStart); lead !== undefined; lead = byLineEnd.get(leadStart)) {
      leadStart = lineStartOf(text, lead.start);
      if (!documenting.has(lead.start)) continue;
      documentation = { start: lead.start, end: documentation?.end ?? lead.end };
    }
    return { documentation, leadStart };
  };
}

/** Those that share their lines with no other code, by where the line behind them begins. */
function leadsByLineEnd(text: string, leads: readonly OffsetRange[]): ReadonlyMap<number, OffsetRange> {
  const byLineEnd = new Map<number, OffsetRange>();
  for (const { start, end } of leads) {
    // A grammar may count the line end as a part of a comment.
    const ended = start + text.slice(start, end).trimEnd().length;
    const before = text.slice(lineStartOf(text, start), start);
    const lineEnd = text.indexOf('\n', ended);
    if (lineEnd < 0 || `${before}${text.slice(ended, lineEnd)}`.trim() !== '') continue;
    byLineEnd.set(lineEnd + 1, { start, end: ended });
  }
  return byLineEnd;
}

function lineStartOf(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}
