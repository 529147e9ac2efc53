/**
 * The bytes of an index: a header of 32-bit words, then arrays, the widest first so that each is aligned. Numbers are
 * little-endian, as on every machine that Node runs on.
 */
export interface LexicalSizes {
  readonly files: number;
  readonly chunks: number;
  readonly terms: number;
  readonly postings: number;
  /** Bytes of all paths in UTF-8. */
  readonly pathBytes: number;
}

/**
 * An inverted index in compressed sparse rows, views on one buffer. Files are ordered by path, chunks by file and
 * line, terms by key, the postings of a term by chunk. The first chunk of a file holds the terms of its path.
 */
export interface LexicalArrays {
  readonly buffer: SharedArrayBuffer;
  readonly sizes: LexicalSizes;
  readonly keys: Float64Array;
  /** Index of each term's first posting; one more entry. */
  readonly termStarts: Uint32Array;
  readonly postingChunks: Uint32Array;
  /** How often the term stands in the chunk, at most 255. */
  readonly postingCounts: Uint8Array;
  readonly startLines: Uint32Array;
  readonly endLines: Uint32Array;
  readonly lengths: Uint32Array;
  readonly fileOfChunk: Uint32Array;
  /** Each file's first chunk; one more entry. */
  readonly fileStarts: Uint32Array;
  /** Where each path starts in `paths`; one more entry. */
  readonly pathStarts: Uint32Array;
  readonly paths: Uint8Array;
}

/** Arrays of these sizes, all zero. */
export function allocateLexical(sizes: LexicalSizes): LexicalArrays {
  const buffer = new SharedArrayBuffer(offsetsOf(sizes).end);
  const { files, chunks, terms, postings, pathBytes } = sizes;
  new Uint32Array(buffer, 0, headerWords).set([
    magic,
    lexicalFormatVersion,
    0,
    buffer.byteLength,
    files,
    chunks,
    terms,
    postings,
    pathBytes,
  ]);
  return arraysOver(buffer, sizes);
}

/** Writes the checksum; the last thing done before the bytes are stored. */
export function sealLexical(buffer: SharedArrayBuffer): void {
  new Uint32Array(buffer, 0, headerWords)[checksumWord] = checksumOf(buffer);
}

/** The arrays in bytes of unknown origin, or undefined when these are not whole, intact and of this version. */
export function openLexical(buffer: SharedArrayBuffer): LexicalArrays | undefined {
  if (buffer.byteLength < headerBytes || buffer.byteLength % 8 !== 0) return undefined;
  const header = new Uint32Array(buffer, 0, headerWords);
  if (header[0] !== magic || header[1] !== lexicalFormatVersion) return undefined;
  if (header[3] !== buffer.byteLength || header[checksumWord] !== checksumOf(buffer)) return undefined;
  const [files = 0, chunks = 0, terms = 0, postings = 0, pathBytes = 0] = header.subarray(4);
  const sizes = { files, chunks, terms, postings, pathBytes };
  return offsetsOf(sizes).end === buffer.byteLength ? arraysOver(buffer, sizes) : undefined;
}

/** Goes up with every change of the bytes, of the terms and of their keys. */
const lexicalFormatVersion = 2;
const magic = 0x78_65_6c_69;
const headerWords = 16;
const headerBytes = headerWords * 4;
const checksumWord = 2;

function offsetsOf({ files, chunks, terms, postings, pathBytes }: LexicalSizes) {
  const keys = headerBytes;
  const termStarts = keys + terms * 8;
  const postingChunks = termStarts + (terms + 1) * 4;
  const startLines = postingChunks + postings * 4;
  const endLines = startLines + chunks * 4;
  const lengths = endLines + chunks * 4;
  const fileOfChunk = lengths + chunks * 4;
  const fileStarts = fileOfChunk + chunks * 4;
  const pathStarts = fileStarts + (files + 1) * 4;
  const postingCounts = pathStarts + (files + 1) * 4;
  const paths = postingCounts + postings;
  const end = Math.ceil((paths + pathBytes) / 8) * 8;
  return {
    keys,
    termStarts,
    postingChunks,
    startLines,
    endLines,
    lengths,
    fileOfChunk,
    fileStarts,
    pathStarts,
    postingCounts,
    paths,
    end,
  };
}

function arraysOver(buffer: SharedArrayBuffer, sizes: LexicalSizes): LexicalArrays {
  const at = offsetsOf(sizes);
  const { files, chunks, terms, postings, pathBytes } = sizes;
  return {
    buffer,
    sizes,
    keys: new Float64Array(buffer, at.keys, terms),
    termStarts: new Uint32Array(buffer, at.termStarts, terms + 1),
    postingChunks: new Uint32Array(buffer, at.postingChunks, postings),
    postingCounts: new Uint8Array(buffer, at.postingCounts, postings),
    startLines: new Uint32Array(buffer, at.startLines, chunks),
    endLines: new Uint32Array(buffer, at.endLines, chunks),
    lengths: new Uint32Array(buffer, at.lengths, chunks),
    fileOfChunk: new Uint32Array(buffer, at.fileOfChunk, chunks),
    fileStarts: new Uint32Array(buffer, at.fileStarts, files + 1),
    pathStarts: new Uint32Array(buffer, at.pathStarts, files + 1),
    paths: new Uint8Array(buffer, at.paths, pathBytes),
  };
}

/**
 * A multiplicative hash over all 32-bit words but its own (Knuth, The Art of Computer Programming, 6.4). Every step
 * can be undone, so a change within one word always changes the result.
 */
export function checksumOf(buffer: SharedArrayBuffer): number {
  const words = new Int32Array(buffer);
  let sum = 0x811c9dc5 | 0;
  for (let i = 0; i < words.length; i++) {
    if (i === checksumWord) continue;
    sum = Math.imul(sum ^ (words[i] ?? 0), 0x9e3779b1);
    sum ^= sum >>> 15;
  }
  return sum >>> 0;
}
