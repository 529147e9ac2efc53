import type { QueryMatch } from 'web-tree-sitter';

import type { GiveUp } from './grammar.ts';
import { byPlace, type OffsetRange } from './offset-range.ts';
import type { SyntaxTree } from './syntax-tree.ts';

/** What a `shape.scm` tells of one place of the text; `grammars/README.md` lists the captures. */
export interface ShapeCapture {
  /** What stands behind the dot of the capture's name, such as `when` of `@branch.when`; may be empty. */
  readonly role: string;
  readonly range: OffsetRange;
  /** The ranges of its parts, by the names of their captures. */
  readonly parts: ReadonlyMap<string, OffsetRange>;
  /** What the patterns set of it. */
  readonly flags: ReadonlySet<string>;
}

const subjects = [
  'function',
  'parameter',
  'branch',
  'exit',
  'tail',
  'failure',
  'value',
  'mark',
  'documentation',
] as const;

/** What captures are about: the part of their name before the dot. */
type ShapeSubject = (typeof subjects)[number];

/** All that a `shape.scm` tells of a tree, each subject in the order of the text. */
export type ShapeCaptures = (subject: ShapeSubject) => readonly ShapeCapture[];

/** Asks the language's `shape.scm` about a tree; several matches on one place add to each other. */
export function shapeCapturesOf(tree: SyntaxTree, giveUp: GiveUp): ShapeCaptures {
  const drafts = new Map<string, Map<string, Draft>>(subjects.map((subject) => [subject, new Map()]));
  for (const match of tree.matches('shape', giveUp)) {
    const found = subjectOf(match);
    const known = drafts.get(found?.subject ?? '');
    if (found !== undefined && known !== undefined) merge(known, found, match);
  }
  const sorted = new Map(
    [...drafts].map(([subject, known]) => [
      subject,
      [...known.values()].map(captureOf).sort((one, other) => byPlace(one.range, other.range)),
    ]),
  );
  return (subject) => sorted.get(subject) ?? [];
}

/** A key for a range that is the same place. */
export function placeOf({ start, end }: OffsetRange): string {
  return `${start}:${end}`;
}

interface Draft {
  role: string;
  pattern: number;
  readonly range: OffsetRange;
  readonly parts: Map<string, Part>;
  readonly flags: Set<string>;
}

interface Part {
  readonly pattern: number;
  readonly range: OffsetRange;
}

interface Found {
  readonly subject: string;
  readonly role: string;
  readonly range: OffsetRange;
}

function subjectOf({ captures }: QueryMatch): Found | undefined {
  for (const { name, node } of captures) {
    const [subject = '', role = ''] = name.split('.');
    if (isSubject(subject)) return { subject, role, range: { start: node.startIndex, end: node.endIndex } };
  }
  return undefined;
}

function isSubject(name: string): boolean {
  return subjects.some((subject) => subject === name);
}

/** Of two patterns that disagree the earlier one is right, as in `tags.scm`. A name may bear several marks. */
function merge(known: Map<string, Draft>, { subject, role, range }: Found, match: QueryMatch): void {
  const key = subject === 'mark' ? `${role}:${placeOf(range)}` : placeOf(range);
  const pattern = match.patternIndex;
  const draft = known.get(key) ?? { role, pattern, range, parts: new Map(), flags: new Set() };
  if (pattern < draft.pattern) Object.assign(draft, { role, pattern });
  for (const { name, node } of match.captures) {
    if (isSubject(name.split('.')[0] ?? '') || name.startsWith('_')) continue;
    const part = { pattern, range: { start: node.startIndex, end: node.endIndex } };
    draft.parts.set(name, better(draft.parts.get(name), part));
  }
  for (const flag of Object.keys(match.setProperties ?? {})) draft.flags.add(flag);
  known.set(key, draft);
}

/** What one pattern captures more than once reaches from the first to the last. */
function better(known: Part | undefined, part: Part): Part {
  if (known === undefined || part.pattern < known.pattern) return part;
  if (known.pattern < part.pattern) return known;
  const start = Math.min(known.range.start, part.range.start);
  return { ...known, range: { start, end: Math.max(known.range.end, part.range.end) } };
}

function captureOf({ role, range, parts, flags }: Draft): ShapeCapture {
  return { role, range, flags, parts: new Map([...parts].map(([name, part]) => [name, part.range])) };
}
