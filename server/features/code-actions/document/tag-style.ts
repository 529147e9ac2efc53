import type { DocEntry } from './doc-entry.ts';
import type { DocFacts } from './doc-facts.ts';

/** How a kind of documentation writes one line for each thing that it speaks of. */
export interface TagStyle {
  readonly parameter: (entry: DocEntry) => string;
  readonly returned: (entry: DocEntry) => string;
  readonly thrown: (entry: DocEntry) => string;
  /** Wraps the first sentence; it stands as it is where undefined. */
  readonly summary?: (text: string) => string;
  /** Match the first line of what is written already; the group `name` says of what. */
  readonly parameterLine: RegExp;
  readonly returnedLine: RegExp;
  readonly thrownLine: RegExp;
  /** Matches the first line of any entry. */
  readonly entryLine: RegExp;
  /** Whether a blank line parts the first sentence from the entries. */
  readonly isParted: boolean;
}

/** Lines that go into documentation in front of its line `at`; the number of its lines means the end. */
export interface DocInsertion {
  readonly at: number;
  readonly lines: readonly string[];
}

/** The whole documentation, line by line, without the marks of a comment. */
export function tagLines(facts: DocFacts, style: TagStyle): readonly string[] {
  const { summary, parameters, returned, thrown } = facts;
  const entries = [
    ...parameters.map(style.parameter),
    ...(returned === undefined ? [] : [style.returned(returned)]),
    ...thrown.map(style.thrown),
  ];
  const first = style.summary?.(summary) ?? summary;
  return [first, ...(style.isParted && entries.length > 0 ? [''] : []), ...entries].map((line) =>
    line.trimEnd(),
  );
}

/** What is missing in documentation that is there, each entry behind its like. */
export function tagInsertions(
  lines: readonly string[],
  facts: DocFacts,
  style: TagStyle,
): readonly DocInsertion[] {
  const parameters = missing(facts.parameters, lines, style.parameterLine).map(style.parameter);
  const thrown = missing(facts.thrown, lines, style.thrownLine).map(style.thrown);
  const hasReturned = lines.some((line) => style.returnedLine.test(line));
  const returned = facts.returned === undefined || hasReturned ? [] : [style.returned(facts.returned)];
  const behindParameters = endOfLast(lines, style.parameterLine, style);
  const firstEntry = lines.findIndex((line) => style.entryLine.test(line));
  const start = firstEntry < 0 ? lines.length : firstEntry;
  const behindReturned = endOfLast(lines, style.returnedLine, style) ?? behindParameters ?? start;
  const places = [
    { at: behindParameters ?? start, lines: parameters },
    { at: behindParameters ?? (parameters.length > 0 ? start : lines.length), lines: returned },
    {
      at: Math.max(behindReturned, endOfLast(lines, style.thrownLine, style) ?? lines.length),
      lines: thrown,
    },
  ].filter((place) => place.lines.length > 0);
  return parted(joined(places), lines, firstEntry < 0 && style.isParted);
}

function missing(
  entries: readonly DocEntry[],
  lines: readonly string[],
  pattern: RegExp,
): readonly DocEntry[] {
  const written = new Set(lines.map((line) => pattern.exec(line)?.groups?.name));
  return entries.filter(({ name }) => !written.has(name));
}

/** The line behind the last entry that begins so, its further lines included. */
function endOfLast(lines: readonly string[], pattern: RegExp, { entryLine }: TagStyle): number | undefined {
  const last = lines.findLastIndex((line) => pattern.test(line));
  if (last < 0) return undefined;
  const next = lines.findIndex((line, at) => at > last && (entryLine.test(line) || line.trim() === ''));
  return next < 0 ? lines.length : next;
}

function joined(places: readonly DocInsertion[]): readonly DocInsertion[] {
  const byPlace = new Map<number, readonly string[]>();
  for (const { at, lines } of places) byPlace.set(at, [...(byPlace.get(at) ?? []), ...lines]);
  return Array.from(byPlace, ([at, lines]) => ({ at, lines })).sort((a, b) => a.at - b.at);
}

/** The first entry of all stands below a blank line. */
function parted(
  places: readonly DocInsertion[],
  lines: readonly string[],
  isFirst: boolean,
): readonly DocInsertion[] {
  if (!isFirst || lines.at(-1)?.trim() === '') return places;
  return places.map((place, at) => (at === 0 ? { ...place, lines: ['', ...place.lines] } : place));
}
