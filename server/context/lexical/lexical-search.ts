import type { LexicalIndex, QueryTerm } from './lexical-index.ts';
import { byUnits } from './merge-lexical.ts';
import type { ChunkPlace, ChunkScores } from './score-board.ts';

/** What of a file answers a query. */
export interface FileMatch {
  readonly path: string;
  /** BM25 of the best chunk, and of the three best together. */
  readonly text: number;
  readonly threeBest: number;
  /** The best chunk's score for the names that it defines. */
  readonly name: number;
  /** The same for names that are looked for as a whole. */
  readonly symbol: number;
  /** BM25 of the path among all paths. */
  readonly pathScore: number;
  /** The terms that stand anywhere in the file, each by its rarity. */
  readonly coverage: number;
  /** The three best, best first; fewer where fewer have a term of the query. */
  readonly chunks: readonly ChunkMatch[];
}

export interface ChunkMatch extends ChunkPlace {
  readonly score: number;
}

/**
 * The chunks with the highest scores, names included; equal ones in the order of path and line. Terms of paths are left
 * out: they say something of the file, not of one of its chunks.
 */
export function searchChunks(
  index: LexicalIndex,
  query: readonly QueryTerm[],
  limit: number,
): readonly ChunkMatch[] {
  const { board, place } = index.score(query.filter((term) => term.field !== 'path'));
  const scoreOf = (chunk: number) => board.text(chunk) + nameWeight * board.name(chunk);
  const least = scoreAtRank(board.touched, scoreOf, limit);
  return Array.from(
    board.touched.filter((chunk) => scoreOf(chunk) >= least),
    (chunk) => ({ ...place(chunk), score: scoreOf(chunk) }),
  )
    .filter((match) => match.endLine > 0)
    .sort((a, b) => b.score - a.score || byUnits(a.path, b.path) || a.startLine - b.startLine)
    .slice(0, limit);
}

/**
 * The files that have a term of the query in text or path, in the order of their paths; of more than `most`, those
 * whose best chunk and path score highest together.
 */
export function searchFiles(
  index: LexicalIndex,
  query: readonly QueryTerm[],
  most = Number.POSITIVE_INFINITY,
): readonly FileMatch[] {
  const scores = index.scoreFiles(query);
  const { board, pathChunkOf } = scores;
  const files = new Map<number, Gathering>();
  for (const chunk of chunksOfBest(scores, most)) {
    const pathChunk = pathChunkOf(chunk);
    const file = files.get(pathChunk) ?? { name: 0, symbol: 0, best: [] };
    files.set(pathChunk, file);
    if (chunk === pathChunk) continue;
    file.name = Math.max(file.name, board.name(chunk));
    file.symbol = Math.max(file.symbol, board.symbol(chunk));
    keepBest(file.best, chunk, (each) => board.text(each));
  }
  return Array.from(files, ([pathChunk, file]) => gathered(scores, pathChunk, file)).sort((a, b) =>
    byUnits(a.path, b.path),
  );
}

/** Keeps three chunks, those with the highest scores, equal ones in the order of the file. */
function keepBest(best: number[], chunk: number, scoreOf: (chunk: number) => number): void {
  const score = scoreOf(chunk);
  let at = best.length;
  for (; at > 0; at--) {
    const before = best[at - 1] ?? 0;
    const order = scoreOf(before) - score || chunk - before;
    if (order > 0) break;
  }
  if (at >= mostPlaces) return;
  best.splice(at, 0, chunk);
  if (best.length > mostPlaces) best.pop();
}

/** The chunks with scores of the files that promise most; nothing is made for the others. */
function chunksOfBest({ board, pathChunkOf, chunkCount }: ChunkScores, most: number): Uint32Array {
  if (board.touched.length <= most) return board.touched;
  const best = new Float64Array(chunkCount);
  const paths: number[] = [];
  for (const chunk of board.touched) {
    const path = pathChunkOf(chunk);
    if (best[path] === 0) paths.push(path);
    // Never 0 again, so that a file is counted once.
    best[path] = Math.max(best[path] ?? 0, board.text(chunk) + board.name(chunk), Number.MIN_VALUE);
  }
  const promiseOf = (path: number) => (best[path] ?? 0) + board.text(path);
  const least = scoreAtRank(Uint32Array.from(paths), promiseOf, most);
  return board.touched.filter((chunk) => promiseOf(pathChunkOf(chunk)) >= least);
}

interface Gathering {
  name: number;
  symbol: number;
  /** Chunks, best first. */
  readonly best: number[];
}

function gathered(
  { board, place }: ChunkScores,
  pathChunk: number,
  { name, symbol, best }: Gathering,
): FileMatch {
  const chunks = best.map((chunk) => ({ ...place(chunk), score: board.text(chunk) }));
  return {
    ...{ path: place(pathChunk).path, pathScore: board.text(pathChunk), coverage: board.coverage(pathChunk) },
    ...{ text: chunks[0]?.score ?? 0, threeBest: chunks.reduce((sum, { score }) => sum + score, 0) },
    ...{ name, symbol, chunks },
  };
}

/** A score that at least `limit` of the chunks reach, or 0: the least of a heap of the highest. */
function scoreAtRank(chunks: Uint32Array, scoreOf: (chunk: number) => number, limit: number): number {
  if (chunks.length <= limit) return 0;
  const highest = Float64Array.from(chunks.subarray(0, limit), (chunk) => scoreOf(chunk)).sort();
  for (let i = limit; i < chunks.length; i++) {
    const score = scoreOf(chunks[i] ?? 0);
    if (score <= (highest[0] ?? 0)) continue;
    let at = 0;
    for (; at + 1 < limit && (highest[at + 1] ?? 0) < score; at++) highest[at] = highest[at + 1] ?? 0;
    highest[at] = score;
  }
  return highest[0] ?? 0;
}

const nameWeight = 1;
/** Of one file. */
const mostPlaces = 3;
