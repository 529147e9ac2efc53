import type { Place } from './scene.ts';

/** A name that stands near the cursor. */
export interface NearName {
  readonly name: string;
  /** 1 on the cursor's line, less with every line between, never 0. */
  readonly nearness: number;
  /** What stands before it and a dot, as in `owner.name`. */
  readonly owner: string | undefined;
}

/** The names in the lines around the cursor, nearest first; what stands right of the cursor on its line is left out. */
export function namesNear(place: Place): readonly NearName[] {
  const found = new Map<string, NearName>();
  const before = linesBefore(place.text, place.offset);
  for (const [distance, line] of before.entries()) collect(found, line, distance);
  for (const [distance, line] of linesAfter(place.text, place.offset).entries())
    collect(found, line, distance + 1 + afterIsFarther);
  return [...found.values()].sort((a, b) => b.nearness - a.nearness || (a.name < b.name ? -1 : 1));
}

/** The part of a name that is typed already; empty where the cursor follows no name. */
export function typedPrefix({ text, offset }: Place): string {
  return /[\p{L}\p{N}_$]*$/u.exec(text.slice(Math.max(0, offset - longestName), offset))?.[0] ?? '';
}

/** The text of the lines around the cursor, that of its own line only as far as the cursor. */
export function windowText({ text, offset }: Place): string {
  return [...linesBefore(text, offset).toReversed(), ...linesAfter(text, offset)].join('\n');
}

/** The cursor's line up to the cursor, then the lines above it. */
function linesBefore(text: string, offset: number): readonly string[] {
  const start = Math.max(0, offset - mostUnits);
  return text.slice(start, offset).split('\n').reverse().slice(0, linesAbove);
}

function linesAfter(text: string, offset: number): readonly string[] {
  return text
    .slice(offset, offset + mostUnits)
    .split('\n')
    .slice(1, 1 + linesBelow);
}

function collect(found: Map<string, NearName>, line: string, distance: number): void {
  const nearness = 1 / (1 + distance / halfDistance);
  for (const match of line.matchAll(namePattern)) {
    const [, owner, name = ''] = match;
    if (owner !== undefined) note(found, owner, nearness, undefined);
    note(found, name, nearness, owner);
  }
}

/** Whether a word may name something of one's own. */
export function isOwnName(word: string): boolean {
  return word.length > 1 && word.length <= longestName && !keywords.has(word);
}

function note(found: Map<string, NearName>, name: string, nearness: number, owner: string | undefined): void {
  if (!isOwnName(name)) return;
  const known = found.get(name);
  if (known === undefined || known.nearness < nearness) found.set(name, { name, nearness, owner });
}

const namePattern = /(?:([\p{L}_$][\p{L}\p{N}_$]*)(?:\.|::|->))?([\p{L}_$][\p{L}\p{N}_$]*)/gu;
const linesAbove = 40;
const linesBelow = 15;
/** What stands below the cursor was written before what stands above it, mostly. */
const afterIsFarther = 3;
/** Lines at which a name counts half. */
const halfDistance = 6;
const longestName = 100;
const mostUnits = 8_000;

/** Words of many languages that name nothing of one's own. */
const keywords: ReadonlySet<string> = new Set(
  `abstract and any as assert async await bool boolean break byte case catch char class const constexpr continue crate
  debugger def default defer del delete do double dyn elif else elsif end ensure enum except export extends extern false
  final finally float fn for foreach from fun func function global go goto if impl implements import in include inline
  instanceof int interface internal is keyof lambda let local long loop match mod module mut namespace new nil none None
  not null number object of operator or override package pass private protected pub public raise range readonly ref
  require rescue return self Self short signed sizeof static str string struct super switch template then this throw
  throws trait true True False try type typeof undefined union unknown unless unsafe unsigned until use using val var
  virtual void volatile when where while with yield`.split(/\s+/),
);
