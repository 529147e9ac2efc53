import type { TextDocument } from '../../base/text-document.ts';
import { type Chunk, chunksOf } from '../../syntax/chunker.ts';
import type { OffsetRange } from '../../syntax/offset-range.ts';
import type { Outline } from '../../syntax/outline.ts';
import { cutAtBlankLines } from '../lexical/blank-line-cutter.ts';
import type { SourceChunk } from '../lexical/chunk-terms.ts';

/**
 * The chunks of a file as the index takes them in: cut along its syntax, each with what it defines and what it uses,
 * or cut at blank lines when there is no outline. A part of a definition is also found by the signatures around it.
 */
export function sourceChunks(
  path: string,
  document: TextDocument,
  outline: Outline | undefined,
): readonly SourceChunk[] {
  const { text } = document;
  if (outline === undefined) return cutAtBlankLines(path, text);
  const chunks = chunksOf(document, outline, sizes);
  const defined = namesByChunk(
    chunks,
    outline.definitions.map(({ name, nameRange }) => ({ name, range: nameRange })),
  );
  const used = namesByChunk(chunks, usesIn(outline));
  return chunks.map(({ range, signatures }, at) => {
    const symbols = defined[at] ?? [];
    return {
      path,
      startLine: document.lineOf(range.start),
      endLine: document.lineOf(range.end) + 1,
      text: [...signatures, range].map(({ start, end }) => text.slice(start, end)).join('\n'),
      names: symbols,
      symbols,
      references: used[at] ?? [],
    };
  });
}

/**
 * In UTF-16 units, about 50 lines: smaller than what is shown at once, so that words which stand together in a chunk
 * have to do with each other.
 */
const sizes = { container: 2_000, most: 2_000 } as const;

interface NamedPlace {
  readonly name: string;
  readonly range: OffsetRange;
}

/** Calls, types, and what imports bring by name. */
function usesIn({ references, imports }: Outline): readonly NamedPlace[] {
  const imported = imports.flatMap(({ names, range }) =>
    names.filter(({ original }) => isName(original)).map(({ original }) => ({ name: original, range })),
  );
  return [...references, ...imported];
}

function isName(original: string): boolean {
  return original !== '*' && original !== 'default';
}

/** For each chunk the names whose places begin in it, each once. */
function namesByChunk(
  chunks: readonly Chunk[],
  places: readonly NamedPlace[],
): readonly (readonly string[])[] {
  const names = chunks.map(() => new Set<string>());
  for (const { name, range } of places) names[chunkAt(chunks, range.start)]?.add(name);
  return names.map((found) => [...found]);
}

/** The last chunk that begins at or before `offset`; -1 before the first. */
function chunkAt(chunks: readonly Chunk[], offset: number): number {
  let low = 0;
  let high = chunks.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if ((chunks[middle]?.range.start ?? 0) <= offset) low = middle + 1;
    else high = middle - 1;
  }
  return high;
}
