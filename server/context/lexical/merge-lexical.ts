import type { FileTerms } from './chunk-terms.ts';
import { KeyCounts } from './key-counts.ts';
import { allocateLexical, type LexicalArrays } from './lexical-layout.ts';
import type { ChunkTerms } from './term-slab.ts';

/** The arrays of an index without files. */
export function emptyLexical(): LexicalArrays {
  return allocateLexical({ files: 0, chunks: 0, terms: 0, postings: 0, pathBytes: 0 });
}

/**
 * One index of the files of `base` that are not dead and of `added`. The result depends on the files alone, not on
 * the order in which they came.
 */
export function mergeLexical(
  base: LexicalArrays,
  isDead: (file: number) => boolean,
  added: readonly FileTerms[],
): LexicalArrays {
  const plan = planOf(base, isDead, added);
  const rows = invert(plan);
  const terms = mergedTerms(base, plan, rows);
  const paths = plan.files.map((file) => encoder.encode(file.path));
  const arrays = allocateLexical({
    files: plan.files.length,
    chunks: plan.chunkCount,
    terms: terms.keys.length,
    postings: terms.postings,
    pathBytes: paths.reduce((sum, path) => sum + path.length, 0),
  });
  fillFiles(arrays, plan, base, paths);
  arrays.keys.set(terms.keys);
  fillPostings(arrays, plan, base, rows);
  return arrays;
}

export function pathsOf({ sizes, paths, pathStarts }: LexicalArrays): readonly string[] {
  return Array.from({ length: sizes.files }, (_, file) =>
    decoder.decode(paths.slice(pathStarts[file], pathStarts[file + 1])),
  );
}

export function byUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

interface PlannedFile {
  readonly path: string;
  /** Index of the file in the base, or the file itself when it was added. */
  readonly from: number | FileTerms;
  readonly firstChunk: number;
}

interface Plan {
  /** In the order of their paths. */
  readonly files: readonly PlannedFile[];
  readonly chunkCount: number;
  /** The new number of each chunk of the base; -1 when it is dead. */
  readonly renumbered: Int32Array;
}

function planOf(base: LexicalArrays, isDead: (file: number) => boolean, added: readonly FileTerms[]): Plan {
  const kept = pathsOf(base)
    .map((path, from) => ({ path, from }))
    .filter((file) => !isDead(file.from));
  const all: { path: string; from: number | FileTerms }[] = [
    ...kept,
    ...added.map((file) => ({ path: file.path, from: file })),
  ];
  all.sort((a, b) => byUnits(a.path, b.path));
  const renumbered = new Int32Array(base.sizes.chunks).fill(-1);
  let chunkCount = 0;
  const files = all.map(({ path, from }) => {
    const firstChunk = chunkCount;
    if (typeof from !== 'number') {
      chunkCount += from.chunks.length;
      return { path, from, firstChunk };
    }
    const end = base.fileStarts[from + 1] ?? 0;
    for (let chunk = base.fileStarts[from] ?? 0; chunk < end; chunk++) renumbered[chunk] = chunkCount++;
    return { path, from, firstChunk };
  });
  return { files, chunkCount, renumbered };
}

/** The added chunks by term: compressed sparse rows over `keys`, which are in order. */
interface Rows {
  readonly keys: Float64Array;
  readonly starts: Uint32Array;
  readonly chunks: Uint32Array;
  readonly counts: Uint8Array;
}

function invert(plan: Plan): Rows {
  const added = addedChunksOf(plan);
  const places = new KeyCounts();
  for (const { terms } of added) for (const key of terms.keys) places.add(key, 1);
  const keys = new Float64Array(places.size);
  places.writeKeys(keys, 0);
  const starts = new Uint32Array(keys.length + 1);
  let total = 0;
  for (let row = 0; row < keys.length; row++) {
    const key = keys[row] ?? 0;
    const size = places.get(key);
    starts[row] = total;
    places.set(key, total);
    total += size;
  }
  starts[keys.length] = total;
  const rows = { keys, starts, chunks: new Uint32Array(total), counts: new Uint8Array(total) };
  for (const chunk of added) fillRows(rows, places, chunk);
  return rows;
}

/** `places` tells where the next posting of a key goes. */
function fillRows(rows: Rows, places: KeyCounts, { terms: { keys, counts }, chunk }: AddedChunk): void {
  for (let i = 0; i < keys.length; i++) {
    const at = places.add(keys[i] ?? 0, 1);
    rows.chunks[at] = chunk;
    rows.counts[at] = counts[i] ?? 0;
  }
}

interface AddedChunk {
  readonly terms: ChunkTerms;
  readonly chunk: number;
}

function addedChunksOf(plan: Plan): readonly AddedChunk[] {
  return plan.files.flatMap(({ from, firstChunk }) =>
    typeof from === 'number' ? [] : from.chunks.map((terms, i) => ({ terms, chunk: firstChunk + i })),
  );
}

/** All keys that have a posting left, in order, and the number of those postings. */
function mergedTerms(base: LexicalArrays, plan: Plan, rows: Rows) {
  const keys = new Float64Array(base.keys.length + rows.keys.length);
  let size = 0;
  let postings = 0;
  walkTerms(base.keys, rows.keys, (key, term, row) => {
    const live = livePostings(base, plan, term) + rowLength(rows, row);
    if (live === 0) return;
    keys[size] = key;
    size += 1;
    postings += live;
  });
  return { keys: keys.subarray(0, size), postings };
}

/** Walks two ordered lists of keys as one; -1 where a list has not the key. */
function walkTerms(
  base: Float64Array,
  added: Float64Array,
  visit: (key: number, term: number, row: number) => void,
): void {
  let term = 0;
  let row = 0;
  while (term < base.length || row < added.length) {
    const left = base[term] ?? Number.POSITIVE_INFINITY;
    const right = added[row] ?? Number.POSITIVE_INFINITY;
    visit(Math.min(left, right), left <= right ? term : -1, right <= left ? row : -1);
    if (left <= right) term += 1;
    if (right <= left) row += 1;
  }
}

function livePostings(base: LexicalArrays, plan: Plan, term: number): number {
  if (term < 0) return 0;
  let count = 0;
  const end = base.termStarts[term + 1] ?? 0;
  for (let i = base.termStarts[term] ?? 0; i < end; i++) {
    if ((plan.renumbered[base.postingChunks[i] ?? 0] ?? -1) >= 0) count += 1;
  }
  return count;
}

function rowLength(rows: Rows, row: number): number {
  return row < 0 ? 0 : (rows.starts[row + 1] ?? 0) - (rows.starts[row] ?? 0);
}

function fillFiles(
  arrays: LexicalArrays,
  plan: Plan,
  base: LexicalArrays,
  paths: readonly Uint8Array[],
): void {
  let pathStart = 0;
  for (const [file, { from, firstChunk }] of plan.files.entries()) {
    arrays.fileStarts[file] = firstChunk;
    arrays.pathStarts[file] = pathStart;
    arrays.paths.set(paths[file] ?? new Uint8Array(), pathStart);
    pathStart += paths[file]?.length ?? 0;
    const chunks = typeof from === 'number' ? chunksOfBase(base, from) : from.chunks;
    for (const [i, chunk] of chunks.entries()) {
      arrays.startLines[firstChunk + i] = chunk.startLine;
      arrays.endLines[firstChunk + i] = chunk.endLine;
      arrays.lengths[firstChunk + i] = chunk.length;
      arrays.fileOfChunk[firstChunk + i] = file;
    }
  }
  arrays.fileStarts[plan.files.length] = plan.chunkCount;
  arrays.pathStarts[plan.files.length] = pathStart;
}

function chunksOfBase(base: LexicalArrays, file: number) {
  const first = base.fileStarts[file] ?? 0;
  return Array.from({ length: (base.fileStarts[file + 1] ?? 0) - first }, (_, i) => ({
    startLine: base.startLines[first + i] ?? 0,
    endLine: base.endLines[first + i] ?? 0,
    length: base.lengths[first + i] ?? 0,
  }));
}

function fillPostings(arrays: LexicalArrays, plan: Plan, base: LexicalArrays, rows: Rows): void {
  const target = { arrays, posting: 0 };
  let index = 0;
  walkTerms(base.keys, rows.keys, (key, term, row) => {
    if (arrays.keys[index] !== key) return;
    arrays.termStarts[index] = target.posting;
    mergePostings(target, plan, { base, term, rows, row });
    index += 1;
  });
  arrays.termStarts[index] = target.posting;
}

interface TwoRows {
  readonly base: LexicalArrays;
  readonly term: number;
  readonly rows: Rows;
  readonly row: number;
}

interface Target {
  readonly arrays: LexicalArrays;
  posting: number;
}

/** Renumbering keeps the order of the base's chunks, so two ordered lists are merged. */
function mergePostings(target: Target, plan: Plan, { base, term, rows, row }: TwoRows): void {
  let [right, rightEnd] = row < 0 ? [0, 0] : rangeOf(rows.starts, row);
  const [leftStart, leftEnd] = term < 0 ? [0, 0] : rangeOf(base.termStarts, term);
  for (let left = leftStart; left < leftEnd; left++) {
    const chunk = plan.renumbered[base.postingChunks[left] ?? 0] ?? -1;
    if (chunk < 0) continue;
    for (; right < rightEnd && (rows.chunks[right] ?? 0) < chunk; right++) putAdded(target, rows, right);
    put(target, chunk, base.postingCounts[left] ?? 0);
  }
  for (; right < rightEnd; right++) putAdded(target, rows, right);
}

function rangeOf(starts: Uint32Array, index: number): readonly [number, number] {
  return [starts[index] ?? 0, starts[index + 1] ?? 0];
}

function putAdded(target: Target, rows: Rows, at: number): void {
  put(target, rows.chunks[at] ?? 0, rows.counts[at] ?? 0);
}

function put(target: Target, chunk: number, count: number): void {
  target.arrays.postingChunks[target.posting] = chunk;
  target.arrays.postingCounts[target.posting] = count;
  target.posting += 1;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();
