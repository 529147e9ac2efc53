import { type Bm25Shape, inverseDocumentFrequency, saturation } from './bm25.ts';
import type { FileTerms } from './chunk-terms.ts';
import type { TermField } from './code-terms.ts';
import { LexicalDelta } from './lexical-delta.ts';
import type { LexicalArrays } from './lexical-layout.ts';
import { emptyLexical, mergeLexical, pathsOf } from './merge-lexical.ts';
import { type ChunkPlace, type ChunkScores, ScoreBoard } from './score-board.ts';

/** A term that is looked for; a key stands once in a query. */
export interface QueryTerm {
  readonly key: number;
  readonly field: TermField;
  readonly weight: number;
}

/**
 * An inverted index of chunks, searched by BM25: an immutable base and a small delta of what changed since.
 * Invariant: what is found depends on the files that are in, not on when they came or were compacted.
 */
export class LexicalIndex {
  #base: LexicalArrays;
  #paths: readonly string[];
  #fileOfPath: ReadonlyMap<string, number>;
  #deadFiles: Uint8Array;
  #deadCount = 0;
  #delta = new LexicalDelta();
  readonly #totals = { files: 0, chunks: 0, pathLength: 0, textLength: 0 };
  #board: ScoreBoard;

  constructor(base: LexicalArrays = emptyLexical()) {
    this.#base = base;
    this.#paths = pathsOf(base);
    this.#fileOfPath = new Map(this.#paths.map((path, file) => [path, file]));
    this.#deadFiles = new Uint8Array(base.sizes.files);
    this.#board = new ScoreBoard(base.sizes.chunks);
    for (let file = 0; file < base.sizes.files; file++) this.#count(this.#baseLengths(file), 1);
  }

  get fileCount(): number {
    return this.#totals.files;
  }

  /** Chunks of text; those of paths are not counted. */
  get chunkCount(): number {
    return this.#totals.chunks;
  }

  /** What everything but the delta stands in. */
  get baseArrays(): LexicalArrays {
    return this.#base;
  }

  /** Bytes of the base; the delta takes about ten times as much per chunk. */
  get baseBytes(): number {
    return this.#base.buffer.byteLength;
  }

  /** Whether searching would gain from taking the delta into the base. */
  get wantsCompaction(): boolean {
    return this.#delta.chunkCount > Math.max(smallDelta, this.#base.sizes.chunks / 8);
  }

  has(path: string): boolean {
    return this.#delta.has(path) || this.#isInBase(path);
  }

  /** Takes a file in, in place of what was there under its path. */
  replace(file: FileTerms): void {
    this.remove(file.path);
    this.#delta.add(file);
    this.#count(
      file.chunks.map((chunk) => chunk.length),
      1,
    );
  }

  remove(path: string): void {
    const file = this.#fileOfPath.get(path);
    if (file !== undefined && this.#deadFiles[file] === 0) {
      this.#deadFiles[file] = 1;
      this.#deadCount += 1;
      this.#count(this.#baseLengths(file), -1);
    }
    const added = this.#delta.file(path);
    if (added === undefined) return;
    this.#delta.remove(path);
    this.#count(
      added.chunks.map((chunk) => chunk.length),
      -1,
    );
  }

  /** Takes many files in at once, past the delta: cheaper than one by one. A path stands once in `files`. */
  take(files: readonly FileTerms[]): void {
    for (const { path } of files) this.remove(path);
    for (const { chunks } of files)
      this.#count(
        chunks.map((chunk) => chunk.length),
        1,
      );
    this.#rebase([...this.#delta.files, ...files]);
  }

  /** Makes base and delta one; gives the new base. Takes about a second for 25,000 chunks of delta. */
  compact(): LexicalArrays {
    if (this.#delta.chunkCount > 0 || this.#deadCount > 0) this.#rebase(this.#delta.files);
    return this.#base;
  }

  /** The delta alone, as the arrays of an index; empty where everything is in the base. */
  deltaArrays(): LexicalArrays {
    return mergeLexical(emptyLexical(), () => false, this.#delta.files);
  }

  /** In how many chunks a term stands, those of files that are gone but not yet forgotten among them. */
  frequencyOf(key: number): number {
    const term = termOf(this.#base.keys, key);
    const inBase = term < 0 ? 0 : (this.#base.termStarts[term + 1] ?? 0) - (this.#base.termStarts[term] ?? 0);
    return inBase + (this.#delta.postings(key)?.chunks.length ?? 0);
  }

  /** Where a term stands, in the order of path and line in the base, then of coming; at most `limit` places. */
  placesOf(key: number, limit: number): readonly ChunkPlace[] {
    const places: ChunkPlace[] = [];
    for (const chunk of this.#chunksWith(key)) {
      if (places.length === limit) break;
      places.push(this.#placeOf(chunk));
    }
    return places;
  }

  *#chunksWith(key: number): Iterable<number> {
    const { keys, termStarts, postingChunks, sizes } = this.#base;
    const term = termOf(keys, key);
    const [start, end] = term < 0 ? [0, 0] : [termStarts[term] ?? 0, termStarts[term + 1] ?? 0];
    for (const chunk of postingChunks.subarray(start, end)) if (!this.#isDeadChunk(chunk)) yield chunk;
    for (const chunk of this.#delta.postings(key)?.chunks ?? [])
      if (!this.#delta.isDead(chunk)) yield sizes.chunks + chunk;
  }

  #rebase(added: readonly FileTerms[]): void {
    this.#base = mergeLexical(this.#base, (file) => this.#deadFiles[file] === 1, added);
    this.#paths = pathsOf(this.#base);
    this.#fileOfPath = new Map(this.#paths.map((path, file) => [path, file]));
    this.#deadFiles = new Uint8Array(this.#base.sizes.files);
    this.#deadCount = 0;
    this.#delta = new LexicalDelta();
    this.#board = new ScoreBoard(this.#base.sizes.chunks);
  }

  /** The chunks in which any of the terms stands, with their scores by field; valid until the next search. */
  score(query: readonly QueryTerm[]): ChunkScores {
    return this.#scored(query, 'chunks');
  }

  /** The same, and at the chunks of paths how many of the terms stand in their files. */
  scoreFiles(query: readonly QueryTerm[]): ChunkScores {
    return this.#scored(query, 'files');
  }

  #scored(query: readonly QueryTerm[], subject: Scoring['subject']): ChunkScores {
    this.#board.clear(this.#base.sizes.chunks + this.#delta.chunkCount);
    for (const term of query) this.#scoreTerm(term, subject);
    return {
      board: this.#board,
      place: (chunk) => this.#placeOf(chunk),
      pathChunkOf: (chunk) => this.#pathChunkOf(chunk),
      chunkCount: this.#base.sizes.chunks + this.#delta.chunkCount,
    };
  }

  #scoreTerm({ key, field, weight }: QueryTerm, subject: Scoring['subject']): void {
    const term = termOf(this.#base.keys, key);
    const { files, chunks, pathLength, textLength } = this.#totals;
    const [documents, length] = field === 'path' ? [files, pathLength] : [chunks, textLength];
    const found = this.#liveCount(term) + this.#liveDeltaCount(key);
    if (found === 0 || found > Math.max(rareAnyway, documents * tooFrequent)) return;
    const scoring = {
      field,
      subject,
      worth: weight * inverseDocumentFrequency(documents, found),
      averageLength: Math.max(1, length / Math.max(1, documents)),
    };
    if (term >= 0) this.#scoreBase(term, scoring);
    this.#scoreDelta(key, scoring);
  }

  #scoreBase(term: number, { field, subject, worth, averageLength }: Scoring): void {
    const { postingChunks, postingCounts, lengths, termStarts } = this.#base;
    const scores = this.#board.scoresOf(field);
    const shape = shapes[field];
    const end = termStarts[term + 1] ?? 0;
    for (let i = termStarts[term] ?? 0; i < end; i++) {
      const chunk = postingChunks[i] ?? 0;
      if (this.#deadCount > 0 && this.#isDeadChunk(chunk)) continue;
      const relative = (lengths[chunk] ?? 0) / averageLength;
      this.#board.touch(chunk);
      scores[chunk] = (scores[chunk] ?? 0) + worth * saturation(postingCounts[i] ?? 0, relative, shape);
    }
    if (subject === 'files' && field === 'text') this.#coverBase(term, worth);
  }

  /** Says of each file once that the term stands in it. */
  #coverBase(term: number, worth: number): void {
    const { postingChunks, termStarts, fileOfChunk, fileStarts } = this.#base;
    let last = -1;
    for (const chunk of postingChunks.subarray(termStarts[term], termStarts[term + 1])) {
      const file = fileOfChunk[chunk] ?? 0;
      if (file === last || this.#deadFiles[file] === 1) continue;
      last = file;
      this.#board.cover(fileStarts[file] ?? 0, worth);
    }
  }

  #scoreDelta(key: number, { field, subject, worth, averageLength }: Scoring): void {
    const postings = this.#delta.postings(key);
    if (postings === undefined) return;
    const scores = this.#board.scoresOf(field);
    const isCovering = subject === 'files' && field === 'text';
    let last = -1;
    for (const [i, chunk] of postings.chunks.entries()) {
      if (this.#delta.isDead(chunk)) continue;
      const relative = this.#deltaLength(chunk) / averageLength;
      const value = worth * saturation(postings.counts[i] ?? 0, relative, shapes[field]);
      const number = this.#base.sizes.chunks + chunk;
      this.#board.touch(number);
      scores[number] = (scores[number] ?? 0) + value;
      const pathChunk = number - (this.#delta.chunk(chunk)?.index ?? 0);
      if (!isCovering || pathChunk === last) continue;
      last = pathChunk;
      this.#board.cover(pathChunk, worth);
    }
  }

  #placeOf(chunk: number) {
    const inDelta = chunk - this.#base.sizes.chunks;
    if (inDelta < 0) {
      const file = this.#base.fileOfChunk[chunk] ?? 0;
      return {
        path: this.#paths[file] ?? '',
        startLine: this.#base.startLines[chunk] ?? 0,
        endLine: this.#base.endLines[chunk] ?? 0,
      };
    }
    const added = this.#delta.chunk(inDelta);
    const terms = added?.file.chunks[added.index];
    return {
      path: added?.file.path ?? '',
      startLine: terms?.startLine ?? 0,
      endLine: terms?.endLine ?? 0,
    };
  }

  #pathChunkOf(chunk: number): number {
    const inDelta = chunk - this.#base.sizes.chunks;
    if (inDelta < 0) return this.#base.fileStarts[this.#base.fileOfChunk[chunk] ?? 0] ?? 0;
    return chunk - (this.#delta.chunk(inDelta)?.index ?? 0);
  }

  #deltaLength(chunk: number): number {
    const added = this.#delta.chunk(chunk);
    return added?.file.chunks[added.index]?.length ?? 0;
  }

  #liveCount(term: number): number {
    if (term < 0) return 0;
    const { termStarts, postingChunks } = this.#base;
    const start = termStarts[term] ?? 0;
    const end = termStarts[term + 1] ?? 0;
    if (this.#deadCount === 0) return end - start;
    let count = 0;
    for (let i = start; i < end; i++) if (!this.#isDeadChunk(postingChunks[i] ?? 0)) count += 1;
    return count;
  }

  #liveDeltaCount(key: number): number {
    const postings = this.#delta.postings(key);
    if (postings === undefined || !this.#delta.hasDead) return postings?.chunks.length ?? 0;
    return postings.chunks.filter((chunk) => !this.#delta.isDead(chunk)).length;
  }

  #isDeadChunk(chunk: number): boolean {
    return this.#deadFiles[this.#base.fileOfChunk[chunk] ?? 0] === 1;
  }

  #isInBase(path: string): boolean {
    const file = this.#fileOfPath.get(path);
    return file !== undefined && this.#deadFiles[file] === 0;
  }

  #baseLengths(file: number): readonly number[] {
    return Array.from(
      this.#base.lengths.subarray(this.#base.fileStarts[file], this.#base.fileStarts[file + 1]),
    );
  }

  /** Adds a file's chunks to the totals, or takes them away. The first is the one of the path. */
  #count([pathLength = 0, ...lengths]: readonly number[], sign: 1 | -1): void {
    this.#totals.files += sign;
    this.#totals.chunks += sign * lengths.length;
    this.#totals.pathLength += sign * pathLength;
    for (const length of lengths) this.#totals.textLength += sign * length;
  }
}

interface Scoring {
  readonly field: TermField;
  /** What is looked for: files are also scored by the terms that stand anywhere in them. */
  readonly subject: 'chunks' | 'files';
  readonly worth: number;
  readonly averageLength: number;
}

/** Index of a key, or -1. */
function termOf(keys: Float64Array, key: number): number {
  let low = 0;
  let high = keys.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = keys[middle] ?? 0;
    if (found === key) return middle;
    if (found < key) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

const shapes: Readonly<Record<TermField, Bm25Shape>> = {
  text: { k1: 1.2, b: 0.75 },
  path: { k1: 1.2, b: 0.5 },
  name: { k1: 0, b: 0 },
  symbol: { k1: 0, b: 0 },
  reference: { k1: 0, b: 0 },
  import: { k1: 0, b: 0 },
};

/** Terms in more than this share of the documents say nothing and cost most. */
const tooFrequent = 0.3;
/** Documents; in a workspace of a few files nothing is too frequent. */
const rareAnyway = 10;
/** Chunks; below, a delta costs less than a compaction. */
const smallDelta = 500;
