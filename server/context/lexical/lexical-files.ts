import type { FileTerms } from './chunk-terms.ts';
import type { LexicalArrays } from './lexical-layout.ts';
import { pathsOf } from './merge-lexical.ts';
import type { ChunkTerms } from './term-slab.ts';

/** The files that an index was made of, as they were taken in. */
export function filesOfLexical(arrays: LexicalArrays): readonly FileTerms[] {
  const chunks = chunksOfLexical(arrays);
  return pathsOf(arrays).map((path, file) => ({
    path,
    chunks: chunks.slice(arrays.fileStarts[file], arrays.fileStarts[file + 1]),
  }));
}

/** Terms are gone through in the order of their keys, so that those of each chunk come in order, too. */
function chunksOfLexical(arrays: LexicalArrays): readonly ChunkTerms[] {
  const { sizes, keys, termStarts, postingChunks, postingCounts } = arrays;
  const termCounts = new Uint32Array(sizes.chunks);
  for (const chunk of postingChunks) termCounts[chunk] = (termCounts[chunk] ?? 0) + 1;
  const chunks = Array.from(termCounts, (terms, chunk) => ({
    startLine: arrays.startLines[chunk] ?? 0,
    endLine: arrays.endLines[chunk] ?? 0,
    length: arrays.lengths[chunk] ?? 0,
    keys: new Float64Array(terms),
    counts: new Uint8Array(terms),
  }));
  const filled = new Uint32Array(sizes.chunks);
  for (let term = 0; term < sizes.terms; term++) {
    for (let i = termStarts[term] ?? 0; i < (termStarts[term + 1] ?? 0); i++) {
      const number = postingChunks[i] ?? 0;
      const chunk = chunks[number];
      const at = filled[number] ?? 0;
      if (chunk === undefined) continue;
      chunk.keys[at] = keys[term] ?? 0;
      chunk.counts[at] = postingCounts[i] ?? 0;
      filled[number] = at + 1;
    }
  }
  return chunks;
}
