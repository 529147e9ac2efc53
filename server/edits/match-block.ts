import { diffArrays } from 'diff';

import type { TextChange } from '../base/text-document.ts';
import { trimmed } from './diff-texts.ts';
import { type FileLines, type LineSpan, replaceLines } from './file-lines.ts';
import { type Reindent, uniformReindents } from './indentation.ts';
import { nearestLines } from './nearest-lines.ts';
import { insertedAtEdges, repeatedLine } from './repeated-lines.ts';
import type { SearchReplaceBlock } from './search-replace.ts';

/** What became of one block: edits for the file, or why it fits nowhere. */
export type BlockMatch =
  | { readonly kind: 'matched'; readonly edits: readonly TextChange[]; readonly lines: LineSpan }
  | { readonly kind: 'missing'; readonly nearest: LineSpan | undefined }
  /** `lines` are where it begins, counted from 0. */
  | { readonly kind: 'ambiguous'; readonly lines: readonly number[] }
  /** A line next to the place is in the replacement too, as if the search had forgotten it: it would stand twice. */
  | { readonly kind: 'repeats'; readonly line: number }
  /** The lines that should come in their place stand there already. */
  | { readonly kind: 'done-already'; readonly line: number };

/**
 * Finds the one place of a file that a block means: its lines exactly, else with one difference of indentation for
 * all, else without regard to white space at the ends of lines; nothing fuzzier. Of several places the one in `focus`
 * is meant, if it is the only one there and the block has two lines that stay.
 */
export function matchBlock(
  file: FileLines,
  block: Pick<SearchReplaceBlock, 'search' | 'replace'>,
  focus: LineSpan | undefined,
): BlockMatch {
  const { search, replace } = block;
  if (search.every((line) => line.trim() === '')) return { kind: 'missing', nearest: undefined };
  const places = placesOf(file, search, replace);
  const [first] = places;
  if (first === undefined) return whyMissing(file, block);
  const isShort = keptLines(search, replace) < 2;
  const rivals = isShort ? looseCount(file, search, replace) : places.map(({ line }) => line);
  if (rivals.length === 1) return matched(file, block, first);
  const inFocus = places.filter(({ line }) => overlaps({ from: line, to: line + search.length }, focus));
  const [only, ...others] = inFocus;
  if (isShort || only === undefined || others.length > 0) return { kind: 'ambiguous', lines: rivals };
  return matched(file, block, only);
}

interface Place {
  readonly line: number;
  readonly reindent: Reindent;
}

/** Tells of each line whether the search stands there; what it needs of the whole file is read once. */
type Level = (file: FileLines, lines: SearchLines) => (line: number) => Reindent | undefined;

interface SearchLines {
  readonly search: readonly string[];
  readonly replace: readonly string[];
}

const asTheyAre: Reindent = (line) => line;

/** A level at which lines are the same when this is the same of both. */
function whereSame(part: (line: string) => string): Level {
  return ({ texts }, { search }) => {
    const parts = search.map(part);
    return (line) =>
      parts.every((text, at) => part(texts[line + at] ?? '') === text) ? asTheyAre : undefined;
  };
}

/** The same, and one difference of indentation for all, by which all lines of the replacement can be shifted. */
function whereShifted(part: (line: string) => string): Level {
  return (file, { search, replace }) => {
    const isSame = whereSame(part)(file, { search, replace });
    const reply = [...search, ...replace];
    let reindentOf: ReturnType<typeof uniformReindents> | undefined;
    return (line) => {
      if (isSame(line) === undefined) return undefined;
      reindentOf ??= uniformReindents({ reply, file: file.texts });
      const reindent = reindentOf(
        search.map((text, at) => ({ reply: text, file: file.texts[line + at] ?? '' })),
      );
      return reply.every((text) => reindent?.(text) !== undefined) ? reindent : undefined;
    };
  };
}

const loosely = whereSame((line) => line.trim());

const levels: readonly Level[] = [
  whereSame((line) => line),
  whereShifted((line) => line.trimStart()),
  whereSame((line) => line.trimEnd()),
  whereShifted((line) => line.trim()),
];

/** All places at the first level that has any. */
function placesOf(file: FileLines, search: readonly string[], replace: readonly string[]): readonly Place[] {
  for (const level of levels) {
    const places = placesAt(level, file, { search, replace });
    if (places.length > 0) return places;
  }
  return [];
}

function placesAt(level: Level, file: FileLines, lines: SearchLines): Place[] {
  const reindentAt = level(file, lines);
  const places: Place[] = [];
  for (let line = 0; line + lines.search.length <= file.lines.length; line++) {
    if (file.texts[line]?.trim() !== lines.search[0]?.trim()) continue;
    const reindent = reindentAt(line);
    if (reindent !== undefined) places.push({ line, reindent });
  }
  return places;
}

/** Where the lines stand whatever white space is around them. */
function looseCount(
  file: FileLines,
  search: readonly string[],
  replace: readonly string[],
): readonly number[] {
  return placesAt(loosely, file, { search, replace }).map(({ line }) => line);
}

/** Lines with something in them that the block leaves as they are. */
function keptLines(search: readonly string[], replace: readonly string[]): number {
  return diffArrays([...search], [...replace])
    .filter(({ added, removed }) => !(added || removed))
    .flatMap(({ value }) => value)
    .filter((line) => line.trim() !== '').length;
}

function overlaps(lines: LineSpan, focus: LineSpan | undefined): boolean {
  return focus !== undefined && lines.from < focus.to && focus.from < lines.to;
}

/** Lines that the block leaves as they are keep the file's own white space. */
function matched(file: FileLines, { search, replace }: SearchLines, { line, reindent }: Place): BlockMatch {
  const parts = diffArrays([...search], [...replace]);
  const isShort = keptLines(search, replace) < 2;
  const end = line + search.length;
  const repeated = repeatedLine(file, { from: line, to: end, isShort }, insertedAtEdges(parts, reindent));
  if (repeated !== undefined) return { kind: 'repeats', line: repeated };
  const edits: TextChange[] = [];
  let from = line;
  let to = line;
  let texts: string[] = [];
  for (const part of [...parts, undefined]) {
    if (part?.removed) to += part.value.length;
    else if (part?.added) texts.push(...part.value.map((text) => reindent(text) ?? text));
    else {
      if (from < to || texts.length > 0)
        edits.push(trimmed(replaceLines(file, { from, to }, texts), file.text));
      to += part?.value.length ?? 0;
      from = to;
      texts = [];
    }
  }
  const real = edits.filter(({ start, end: until, text }) => start < until || text !== '');
  return { kind: 'matched', edits: real, lines: { from: line, to: end } };
}

function whyMissing(file: FileLines, { search, replace }: SearchLines): BlockMatch {
  const isTelling = replace.some((line) => line.trim() !== '');
  const [done, ...others] = isTelling ? placesOf(file, replace, search) : [];
  if (done !== undefined && others.length === 0) return { kind: 'done-already', line: done.line };
  return { kind: 'missing', nearest: nearestLines(file, search) };
}
