import { pathInInfo, pathInLine } from './path-words.ts';
import { withoutThoughts } from './reply-blocks.ts';

/** Lines to be found in a file, and the lines that come in their place. */
export interface SearchReplaceBlock {
  /** As the reply names it; undefined where it names none. */
  readonly path: string | undefined;
  readonly search: readonly string[];
  readonly replace: readonly string[];
  /** How many `=` stand between the two. */
  readonly dividerLength: number;
}

/** A block that cannot be read; `cut-off` is one that the reply ended in. */
export type BlockFlaw = 'cut-off' | 'no-divider' | 'several-dividers' | 'nested';

export interface SearchReplaceReply {
  readonly blocks: readonly SearchReplaceBlock[];
  readonly flaws: readonly { readonly flaw: BlockFlaw; readonly number: number }[];
  /** Whether the last fence never ends, so that something may be missing behind the last block. */
  readonly isFenceOpen: boolean;
}

/**
 * Reads blocks of this form, one or more, each with the file's path above it or above the fence around it:
 *
 *     <<<<<<< SEARCH
 *     lines as they stand in the file
 *     =======
 *     lines that come in their place
 *     >>>>>>> REPLACE
 *
 * Marks count at the start of a line only, and five of a kind are enough. Undefined when the reply has no such block.
 */
export function searchReplaceReply(reply: string): SearchReplaceReply | undefined {
  const lines = withoutThoughts(reply).split(/\r?\n/);
  const blocks: SearchReplaceBlock[] = [];
  const flaws: { flaw: BlockFlaw; number: number }[] = [];
  let number = 0;
  let path: string | undefined;
  let behind = 0;
  let fence: string | undefined;
  for (let at = 0; at < lines.length; at++) {
    const opening = searchMark.exec(lines[at] ?? '');
    if (opening === null) {
      fence = fenceAfter(lines[at] ?? '', fence);
      continue;
    }
    number += 1;
    path = pathOf(lines, { from: behind, to: at }, opening[2]) ?? path;
    const end = endOf(lines, at + 1);
    const body = lines.slice(at + 1, end);
    const halves = halvesOf(body, opening[1]?.length ?? 0, lines[end] ?? '');
    if (typeof halves === 'string') flaws.push({ flaw: halves, number });
    else blocks.push({ path, ...halves });
    // A mark that begins the next block is read again.
    at = searchMark.test(lines[end] ?? '') ? end - 1 : end;
    behind = end + 1;
  }
  return number === 0 ? undefined : { blocks, flaws, isFenceOpen: fence !== undefined };
}

/** Whether a text holds what looks like a mark of our blocks, at the start of a line or indented. */
export function holdsMarks(text: string): boolean {
  return /^[ \t]*(?:<{5,}[ \t]*SEARCH|>{5,}[ \t]*REPLACE)\b/im.test(text);
}

/** How long marks must be, so that no line of a text is taken for one: 7, or more than any such line has. */
export function safeMarkLength(text: string): number {
  const lengths = [...text.matchAll(/^(?:={5,}|<{5,}|>{5,})/gm)].map(([run]) => run.length);
  return Math.max(7, ...lengths.map((length) => length + 2));
}

const searchMark = /^(<{5,})[ \t]*SEARCH\b[ \t]*(.*)$/i;
const replaceMark = /^>{5,}[ \t]*REPLACE\b/i;
const divider = /^(={5,})[ \t]*$/;
const fenceMark = /^[ \t]*(`{3,}|~{3,})[ \t]*(.*?)[ \t]*$/;

/** The ticks of the fence that is open behind a line that stands in no block. */
function fenceAfter(line: string, open: string | undefined): string | undefined {
  const [, ticks, info = ''] = fenceMark.exec(line) ?? [];
  if (ticks === undefined) return open;
  if (open === undefined) return ticks;
  return ticks.startsWith(open) && info === '' ? undefined : open;
}

/** The line of the end mark, of the next block's mark, or behind the last line. */
function endOf(lines: readonly string[], from: number): number {
  const end = lines.findIndex((line, at) => from <= at && (replaceMark.test(line) || searchMark.test(line)));
  return end === -1 ? lines.length : end;
}

type Halves = Omit<SearchReplaceBlock, 'path'>;

/** Where the file itself has lines of `=`, the divider is the one that is as long as the marks. */
function halvesOf(body: readonly string[], markLength: number, endMark: string): Halves | BlockFlaw {
  if (searchMark.test(endMark)) return 'nested';
  if (!replaceMark.test(endMark)) return 'cut-off';
  const dividers = body.flatMap((line, at) => {
    const length = divider.exec(line)?.[1]?.length;
    return length === undefined ? [] : [{ at, length }];
  });
  const fitting = dividers.length > 1 ? dividers.filter(({ length }) => length === markLength) : dividers;
  const [only, ...others] = fitting;
  if (only === undefined || others.length > 0)
    return dividers.length === 0 ? 'no-divider' : 'several-dividers';
  return { search: body.slice(0, only.at), replace: body.slice(only.at + 1), dividerLength: only.length };
}

/** The path behind the mark, in the fence, or in the line above; `span` is what stands between the blocks. */
function pathOf(
  lines: readonly string[],
  span: { readonly from: number; readonly to: number },
  behindMark: string | undefined,
): string | undefined {
  const named = pathInLine(behindMark ?? '');
  if (named !== undefined) return named;
  const above = lines.slice(span.from, span.to).filter((line) => line.trim() !== '');
  const last = above.at(-1);
  const info = last === undefined ? undefined : fenceMark.exec(last)?.[2];
  if (last === undefined || info === undefined) return last === undefined ? undefined : pathInLine(last);
  return pathInInfo(info) ?? pathInLine(above.at(-2) ?? '');
}
