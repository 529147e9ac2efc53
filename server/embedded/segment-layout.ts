/**
 * The bytes of a corpus segment: a header of 32-bit words, then arrays, each starting at a multiple of four.
 *
 * A word of the header is the checksum of all the words behind it. Numbers are little-endian, as on every machine
 * that Node runs on.
 */
export interface SegmentSizes {
  readonly tokens: number;
  readonly words: number;
  readonly blanks: number;
  readonly files: number;
  /** Bytes of all strings in UTF-8: the family, the words, the blanks, the URIs of the files. */
  readonly stringBytes: number;
}

/** The arrays of a segment, views on one buffer. */
export interface SegmentArrays {
  readonly buffer: SharedArrayBuffer;
  readonly sizes: SegmentSizes;
  /** Token ids; after the last token of each file stands a `fileEnd`. */
  readonly tokens: Int32Array;
  /** Token positions in the order of their suffixes. */
  readonly suffixes: Int32Array;
  /** Id of the blanks in front of each token; for a line start, the lines passed since the line start before. */
  readonly blanks: Uint16Array;
  /** Index in `suffixes` of the first suffix of each token id; one more entry. */
  readonly bucketStarts: Int32Array;
  /** Open addressing from a word's hash to its id; 0 where empty. */
  readonly wordTable: Int32Array;
  /** The token ids of the written words, in the order of their UTF-16 units; for looking up a word that was begun. */
  readonly wordOrder: Int32Array;
  /** Position of the first token of each file; one more entry. */
  readonly fileStarts: Int32Array;
  /** Size of each file's source in UTF-16 units. */
  readonly fileSizes: Int32Array;
  /** Where each string starts in `strings`; one more entry. Order: family, words from id 4, blanks, URIs. */
  readonly stringStarts: Int32Array;
  readonly strings: Uint8Array;
}

const magic = 0x6c_63_6e_69;
const formatVersion = 1;
const headerWords = 16;
/** Ids below this one are not written out; they have no string. */
const unwrittenWords = 4;

/** An empty segment of these sizes, its header filled in but for the checksum. */
export function allocateSegment(sizes: SegmentSizes): SegmentArrays {
  const buffer = new SharedArrayBuffer(byteLengthOf(sizes));
  const header = new Int32Array(buffer, 0, headerWords);
  header.set([magic, formatVersion, 0, buffer.byteLength]);
  header.set([sizes.tokens, sizes.words, sizes.blanks, sizes.files, sizes.stringBytes], 4);
  return arraysOver(buffer, sizes);
}

/** Writes the checksum; the last thing done to a segment. */
export function sealSegment(buffer: SharedArrayBuffer): void {
  new Int32Array(buffer, 0, headerWords)[2] = checksumOf(buffer);
}

/** The arrays in bytes of unknown origin, or undefined when these are not a whole, intact segment of this version. */
export function openSegment(buffer: SharedArrayBuffer): SegmentArrays | undefined {
  const arrays = openTrustedSegment(buffer);
  return arrays && new Int32Array(buffer, 0, headerWords)[2] === checksumOf(buffer) ? arrays : undefined;
}

/** The same without the checksum. */
export function openTrustedSegment(buffer: SharedArrayBuffer): SegmentArrays | undefined {
  if (buffer.byteLength < headerWords * 4 || buffer.byteLength % 4 !== 0) return undefined;
  const header = new Int32Array(buffer, 0, headerWords);
  if (header[0] !== magic || header[1] !== formatVersion || header[3] !== buffer.byteLength) return undefined;
  const [tokens = 0, words = 0, blanks = 0, files = 0, stringBytes = 0] = header.subarray(4);
  const sizes = { tokens, words, blanks, files, stringBytes };
  if (Math.min(tokens, words, blanks, files, stringBytes) < 0) return undefined;
  if (byteLengthOf(sizes) !== buffer.byteLength) return undefined;
  return arraysOver(buffer, sizes);
}

/** Slots of the word table: a power of two, at most half full. */
function wordTableSize(words: number): number {
  let size = 16;
  while (size < words * 2) size *= 2;
  return size;
}

export function stringCountOf(sizes: SegmentSizes): number {
  return 1 + writtenWordsOf(sizes) + sizes.blanks + sizes.files;
}

function writtenWordsOf(sizes: SegmentSizes): number {
  return Math.max(0, sizes.words - unwrittenWords);
}

function byteLengthOf(sizes: SegmentSizes): number {
  return bytesUpTo(sizes).end;
}

function bytesUpTo(sizes: SegmentSizes) {
  const tokens = headerWords * 4;
  const suffixes = tokens + sizes.tokens * 4;
  const bucketStarts = suffixes + sizes.tokens * 4;
  const wordTable = bucketStarts + (sizes.words + 1) * 4;
  const wordOrder = wordTable + wordTableSize(sizes.words) * 4;
  const fileStarts = wordOrder + writtenWordsOf(sizes) * 4;
  const fileSizes = fileStarts + (sizes.files + 1) * 4;
  const stringStarts = fileSizes + sizes.files * 4;
  const blanks = stringStarts + (stringCountOf(sizes) + 1) * 4;
  const strings = blanks + roundUp(sizes.tokens * 2);
  const end = strings + roundUp(sizes.stringBytes);
  return {
    tokens,
    suffixes,
    bucketStarts,
    wordTable,
    wordOrder,
    fileStarts,
    fileSizes,
    stringStarts,
    blanks,
    strings,
    end,
  };
}

function roundUp(bytes: number): number {
  return Math.ceil(bytes / 4) * 4;
}

function arraysOver(buffer: SharedArrayBuffer, sizes: SegmentSizes): SegmentArrays {
  const at = bytesUpTo(sizes);
  return {
    buffer,
    sizes,
    tokens: new Int32Array(buffer, at.tokens, sizes.tokens),
    suffixes: new Int32Array(buffer, at.suffixes, sizes.tokens),
    blanks: new Uint16Array(buffer, at.blanks, sizes.tokens),
    bucketStarts: new Int32Array(buffer, at.bucketStarts, sizes.words + 1),
    wordTable: new Int32Array(buffer, at.wordTable, wordTableSize(sizes.words)),
    wordOrder: new Int32Array(buffer, at.wordOrder, writtenWordsOf(sizes)),
    fileStarts: new Int32Array(buffer, at.fileStarts, sizes.files + 1),
    fileSizes: new Int32Array(buffer, at.fileSizes, sizes.files),
    stringStarts: new Int32Array(buffer, at.stringStarts, stringCountOf(sizes) + 1),
    strings: new Uint8Array(buffer, at.strings, sizes.stringBytes),
  };
}

/** A multiplicative hash over the 32-bit words from the size on (Knuth, The Art of Computer Programming, 6.4). */
function checksumOf(buffer: SharedArrayBuffer): number {
  const words = new Int32Array(buffer);
  let sum = 0x811c9dc5 | 0;
  for (let i = 3; i < words.length; i++) sum = Math.imul(sum ^ (words[i] ?? 0), 0x9e3779b1) ^ (sum >>> 15);
  return sum | 0;
}
