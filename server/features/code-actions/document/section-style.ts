import type { DocEntry } from './doc-entry.ts';
import type { DocFacts } from './doc-facts.ts';
import type { DocInsertion } from './tag-style.ts';

/** How a kind of documentation writes a section for each kind of thing. */
export interface SectionStyle {
  readonly heading: (title: string) => readonly string[];
  readonly parameter: (entry: DocEntry) => readonly string[];
  readonly returned: (entry: DocEntry) => readonly string[];
  readonly thrown: (entry: DocEntry) => readonly string[];
  /** Titles of the sections, the one that we write first. */
  readonly titles: Readonly<Record<Section, readonly string[]>>;
  /** Whether the line of a section names something; the group `name` says what. */
  readonly entryLine: RegExp;
  /** Whether a line, and the one behind it, begin a section. */
  readonly headingLine: (line: string, next: string | undefined) => string | undefined;
  /** The sections that it has, in their order; the others stand in no section of their own. */
  readonly sections: readonly Section[];
}

type Section = 'parameters' | 'returned' | 'thrown';

/** The whole documentation, line by line. */
export function sectionLines(facts: DocFacts, style: SectionStyle): readonly string[] {
  const sections = style.sections.flatMap((section) => {
    const entries = entriesOf(facts, section, style);
    return entries.length === 0 ? [] : ['', ...headingOf(section, style), ...entries.flat()];
  });
  return [facts.summary, ...sections].map((line) => line.trimEnd());
}

/** What is missing in documentation that is there: entries at the end of their section, or a section of their own. */
export function sectionInsertions(
  lines: readonly string[],
  facts: DocFacts,
  style: SectionStyle,
): readonly DocInsertion[] {
  const found = sectionsIn(lines, style);
  return style.sections.flatMap((section, order) => {
    const own = found.find(({ title }) => style.titles[section].includes(title));
    if (own !== undefined)
      return intoSection(lines, own, missingIn(facts, section, lines.slice(own.start, own.end), style));
    const entries = entriesOf(facts, section, style);
    if (entries.length === 0) return [];
    const later = style.sections.slice(order + 1).flatMap((each) => style.titles[each]);
    const at = found.find(({ title }) => later.includes(title))?.start ?? lines.length;
    const text = [...headingOf(section, style), ...entries.flat()].map((line) => line.trimEnd());
    return [at === lines.length ? { at, lines: ['', ...text] } : { at, lines: [...text, ''] }];
  });
}

function headingOf(section: Section, { heading, titles }: SectionStyle): readonly string[] {
  return heading(titles[section][0] ?? '');
}

function entriesOf(facts: DocFacts, section: Section, style: SectionStyle): readonly (readonly string[])[] {
  if (section === 'parameters') return facts.parameters.map(style.parameter);
  if (section === 'thrown') return facts.thrown.map(style.thrown);
  return facts.returned === undefined ? [] : [style.returned(facts.returned)];
}

interface FoundSection {
  readonly title: string;
  readonly start: number;
  /** The first line behind it. */
  readonly end: number;
}

function sectionsIn(lines: readonly string[], { headingLine }: SectionStyle): readonly FoundSection[] {
  const starts = lines.flatMap((line, start) => {
    const title = headingLine(line, lines[start + 1]);
    return title === undefined ? [] : [{ title, start }];
  });
  return starts.map((each, at) => ({ ...each, end: starts[at + 1]?.start ?? lines.length }));
}

function missingIn(
  facts: DocFacts,
  section: Section,
  lines: readonly string[],
  style: SectionStyle,
): readonly (readonly string[])[] {
  if (section === 'returned') return [];
  const written = new Set(lines.slice(1).map((line) => style.entryLine.exec(line)?.groups?.name));
  const entries = section === 'parameters' ? facts.parameters : facts.thrown;
  const render = section === 'parameters' ? style.parameter : style.thrown;
  return entries.filter(({ name }) => !written.has(name)).map(render);
}

function intoSection(
  lines: readonly string[],
  { start, end }: FoundSection,
  entries: readonly (readonly string[])[],
): readonly DocInsertion[] {
  if (entries.length === 0) return [];
  let at = end;
  while (at > start + 1 && (lines[at - 1] ?? '').trim() === '') at -= 1;
  return [{ at, lines: entries.flat().map((line) => line.trimEnd()) }];
}
