import { seededRandom } from '../../../server/evaluation/seeded-random.ts';
import { type CodeLine, codeLinesOf } from './code-lines.ts';
import { type Gap, holePlaces } from './hole-places.ts';
import type { RepositoryFile } from './repository-sources.ts';

/** Where a hole is cut, or where the cursor is put although nothing is missing. */
export type HoleKind = keyof typeof holePlaces;

/** A hole in a file that was held out. */
export interface Hole extends Gap {
  readonly kind: HoleKind;
  /** The true file. */
  readonly file: RepositoryFile;
  /** Of the cursor, counted from 1. */
  readonly line: number;
}

/** The places where something is missing. */
export const codeKinds: readonly HoleKind[] = ['line-start', 'mid-line', 'arguments', 'block'];

/** The places where silence is right. */
export const silentKinds: readonly HoleKind[] = [
  'inside-word',
  'after-closing',
  'line-complete',
  'between-definitions',
];

/** The file as the writer has it. */
export function textWithHole({ file, start, end }: Gap & { readonly file: RepositoryFile }): string {
  return file.text.slice(0, start) + file.text.slice(end);
}

/** What is missing; empty where silence is right. */
export function truthOf({ file, start, end }: Hole): string {
  return file.text.slice(start, end);
}

/** Picks up to `count` holes of a kind, no two on one line; long files are picked more often. */
export function pickHoles(
  files: readonly RepositoryFile[],
  { kind, count, seed }: { readonly kind: HoleKind; readonly count: number; readonly seed: number },
): readonly Hole[] {
  const random = seededRandom(seed);
  const lined = files.map((file) => ({ file, lines: codeLinesOf(file.text) }));
  const total = lined.reduce((sum, { lines }) => sum + lines.length, 0);
  const holes = new Map<string, Hole>();
  for (let attempt = 0; attempt < count * 200 && holes.size < count; attempt++) {
    const place = placeOf(lined, Math.floor(random() * total));
    const gap = place && holePlaces[kind](place.lines, place.at, random);
    if (place === undefined || gap === undefined) continue;
    const line = lineOf(place.lines, place.at, gap.start);
    const key = `${place.file.path}:${line}`;
    if (!holes.has(key)) holes.set(key, { ...gap, kind, file: place.file, line });
  }
  return [...holes.values()];
}

interface LinedFile {
  readonly file: RepositoryFile;
  readonly lines: readonly CodeLine[];
}

/** The file and the line of it that come at this place when all lines are counted through. */
function placeOf(
  files: readonly LinedFile[],
  place: number,
): (LinedFile & { readonly at: number }) | undefined {
  let at = place;
  for (const lined of files) {
    if (at < lined.lines.length) return { ...lined, at };
    at -= lined.lines.length;
  }
  return undefined;
}

/** The number, from 1, of the line that `offset` stands in; it is not before line `at`. */
function lineOf(lines: readonly CodeLine[], at: number, offset: number): number {
  let line = at;
  while ((lines[line]?.end ?? offset) < offset) line += 1;
  return line + 1;
}
