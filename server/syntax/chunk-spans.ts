import type { TextDocument } from '../base/text-document.ts';
import type { LineRange } from './cut-lines.ts';
import type { OffsetRange } from './offset-range.ts';
import type { DefinitionKind, Outline } from './outline.ts';

/** Definitions as whole lines, with their comments and decorators, nested. */
export interface ChunkSpan extends LineRange {
  /** Whether its members may stand without each other. */
  readonly isContainer: boolean;
  readonly signatures: readonly OffsetRange[];
  readonly children: readonly ChunkSpan[];
}

/**
 * The definitions and tests of more than one line, as a forest of line ranges.
 *
 * Siblings never share a line: where they do, they become one span.
 */
export function chunkSpansOf(document: TextDocument, outline: Outline): ChunkSpan[] {
  const roots: Draft[] = [];
  const open: Draft[] = [];
  const leadStarts = leadStartsByEnd(document, outline);
  for (const draft of draftsOf(document, outline)) {
    while (isBehind(draft, open.at(-1))) open.pop();
    const parent = open.at(-1);
    if (parent !== undefined && !fitsInside(draft, parent)) {
      for (const around of open) around.last = Math.max(around.last, draft.last);
      continue;
    }
    const siblings = parent?.children ?? roots;
    const floor = (siblings.at(-1)?.last ?? parent?.first ?? -1) + 1;
    takeLeads(draft, leadStarts, floor);
    siblings.push(draft);
    open.push(draft);
  }
  return roots;
}

interface Draft {
  first: number;
  last: number;
  readonly isContainer: boolean;
  readonly signatures: readonly OffsetRange[];
  readonly children: Draft[];
}

/** Tests that are calls, as in JavaScript and Ruby, are no definitions, but hold together like them. */
function draftsOf(document: TextDocument, { definitions, tests }: Outline): Draft[] {
  const defined = new Set(definitions.map(({ range }) => range.start));
  const called = tests.filter(({ range }) => !defined.has(range.start));
  return [
    ...definitions.map(({ kind, range, signature }) =>
      draftOf(document, range, containers.has(kind), signature),
    ),
    ...called.map(({ range }) => draftOf(document, range, true, firstLineOf(document, range))),
  ]
    .filter(({ first, last }) => first < last)
    .sort((one, other) => one.first - other.first || other.last - one.last);
}

function draftOf(
  document: TextDocument,
  { start, end }: OffsetRange,
  isContainer: boolean,
  signature: OffsetRange,
): Draft {
  const first = document.lineOf(start);
  // A grammar may count the line end behind a definition as a part of it.
  const last = Math.max(first, document.lineOf(Math.max(start, end - 1)));
  return { first, last, isContainer, signatures: [signature], children: [] };
}

function firstLineOf(document: TextDocument, { start, end }: OffsetRange): OffsetRange {
  return { start, end: Math.min(end, document.lineEnd(document.lineOf(start))) };
}

const containers: ReadonlySet<DefinitionKind> = new Set<DefinitionKind>([
  'class',
  'enum',
  'implementation',
  'interface',
  'module',
  'section',
]);

function isBehind(draft: Draft, other: Draft | undefined): boolean {
  return other !== undefined && draft.first > other.last;
}

/** Strictly: it must leave the parent a line of its own, or splitting would not end. */
function fitsInside(draft: Draft, parent: Draft): boolean {
  const beforeIt = parent.children.at(-1)?.last ?? parent.first;
  return draft.first > beforeIt && draft.last <= parent.last;
}

/** The first line of each comment, decorator or attribute in front of which no code stands, by its last line. */
function leadStartsByEnd(document: TextDocument, { leads }: Outline): ReadonlyMap<number, number> {
  const starts = new Map<number, number>();
  for (const { start, end } of leads) {
    const first = document.lineOf(start);
    // A keyword may stand in front, as in C++'s `template <…>`; other code makes it a remark on that code.
    if (!/^[\s\w]*$/.test(document.text.slice(document.lineStart(first), start))) continue;
    starts.set(document.lineOf(Math.max(start, end - 1)), first);
  }
  return starts;
}

function takeLeads(draft: Draft, leadStarts: ReadonlyMap<number, number>, floor: number): void {
  for (;;) {
    const first = leadStarts.get(draft.first - 1);
    if (first === undefined || first < floor) return;
    draft.first = first;
  }
}
