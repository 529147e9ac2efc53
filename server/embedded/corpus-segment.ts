import { breathe } from '../base/cancellation.ts';
import { documentKey } from '../base/document-key.ts';
import {
  allocateSegment,
  openSegment,
  openTrustedSegment,
  type SegmentArrays,
  sealSegment,
  stringCountOf,
} from './segment-layout.ts';
import { sortSuffixes } from './suffix-array.ts';
import { TokenCollector } from './token-collector.ts';
import { fileEnd, firstWord, isLineStart } from './token-ids.ts';
import { wordHash } from './word-hash.ts';

/** One source file as the corpus takes it in; an empty text says that the file is gone. */
export interface CorpusFile {
  readonly uri: string;
  readonly text: string;
}

/** A file that a segment has learnt from. */
export interface SegmentFile {
  readonly uri: string;
  /** Size of the text in UTF-16 units; 0 when the file is gone. */
  readonly sourceBytes: number;
}

/** Bytes held per byte of source, rounded up from what test/evaluation/embedded.md shows (2.4 to 3.5). */
export const corpusBytesPerSourceByte = 4;

/**
 * What was learnt from some files of one language family: their tokens and the order of their suffixes.
 * Invariant: everything lies in `buffer`, so these bytes alone are posted, stored and read back.
 */
export class CorpusSegment {
  readonly family: string;
  readonly files: readonly SegmentFile[];
  readonly sourceBytes: number;
  readonly arrays: SegmentArrays;

  constructor(arrays: SegmentArrays) {
    this.arrays = arrays;
    this.family = this.#string(0);
    const firstUri = stringCountOf(arrays.sizes) - arrays.sizes.files;
    this.files = Array.from({ length: arrays.sizes.files }, (_, file) => ({
      uri: this.#string(firstUri + file),
      sourceBytes: arrays.fileSizes[file] ?? 0,
    }));
    this.sourceBytes = this.files.reduce((sum, file) => sum + file.sourceBytes, 0);
  }

  get buffer(): SharedArrayBuffer {
    return this.arrays.buffer;
  }

  /** The text of a token that is written out. */
  word(token: number): string {
    return token < firstWord ? '' : this.#string(1 + token - firstWord);
  }

  blank(id: number): string {
    return this.#string(1 + Math.max(0, this.arrays.sizes.words - firstWord) + id);
  }

  /** The token of a word, or 0 when the segment has never seen it. */
  tokenOf(word: string): number {
    const table = this.arrays.wordTable;
    const mask = table.length - 1;
    for (let slot = wordHash(word) & mask; ; slot = (slot + 1) & mask) {
      const token = table[slot] ?? 0;
      if (token === 0 || this.word(token) === word) return token;
    }
  }

  /** Where in `wordOrder` the words start that begin with `prefix`. */
  firstWordFrom(prefix: string): number {
    const order = this.arrays.wordOrder;
    let low = 0;
    let high = order.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.word(order[middle] ?? 0) < prefix) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The file that a token position lies in, as an index into `files`. */
  fileAt(position: number): number {
    const starts = this.arrays.fileStarts;
    let low = 0;
    let high = this.files.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= position) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** The line, counted from 0, that a token position of this file stands in. */
  lineAt(file: number, position: number): number {
    const { tokens, blanks, fileStarts } = this.arrays;
    let line = 0;
    for (let i = fileStarts[file] ?? 0; i <= position; i++) {
      if (isLineStart(tokens[i] ?? 0)) line += blanks[i] ?? 0;
    }
    return line;
  }

  #string(index: number): string {
    const { stringStarts, strings } = this.arrays;
    const start = stringStarts[index] ?? 0;
    const end = stringStarts[index + 1] ?? 0;
    let text = '';
    for (let i = start; i < end; i++) {
      const byte = strings[i] ?? 0;
      if (byte > 127) return decoder.decode(strings.slice(start, end));
      text += String.fromCharCode(byte);
    }
    return text;
  }
}

const decoder = new TextDecoder();
const encoder = new TextEncoder();

/** Learns from files of one family; the later of two files with the same URI counts. */
export async function buildCorpusSegment(
  family: string,
  files: readonly CorpusFile[],
  signal: AbortSignal,
): Promise<CorpusSegment> {
  const collector = new TokenCollector();
  let sinceBreath = 0;
  for (const file of latestOf(files)) {
    collector.beginFile(file.uri, file.text.length);
    let line = 0;
    for (const [from, to] of linesOf(file.text)) {
      collector.addLine(file.text, from, to, line);
      line += 1;
      sinceBreath += to - from + 1;
      if (sinceBreath < breatheEveryUnits) continue;
      sinceBreath = 0;
      await breathe(signal);
    }
    collector.endFile();
  }
  return segmentOf(family, collector, signal);
}

/** One segment in place of several: of each file its last version, without the files that are gone. */
export async function mergeCorpusSegments(
  segments: readonly CorpusSegment[],
  signal: AbortSignal,
): Promise<CorpusSegment> {
  const newest = new Map<string, CorpusSegment>();
  for (const segment of segments) {
    for (const file of segment.files) newest.set(documentKey(file.uri), segment);
  }
  const collector = new TokenCollector();
  for (const segment of segments) {
    const copy = new TokenCopier(segment, collector);
    for (const [index, file] of segment.files.entries()) {
      if (file.sourceBytes === 0 || newest.get(documentKey(file.uri)) !== segment) continue;
      copy.file(index);
      await breathe(signal);
    }
  }
  return segmentOf(segments[0]?.family ?? '', collector, signal);
}

/** The segment in bytes that were stored or posted, or undefined when they are not one, whole and of this version. */
export function corpusSegmentFrom(buffer: SharedArrayBuffer): CorpusSegment | undefined {
  const arrays = openSegment(buffer);
  return arrays && new CorpusSegment(arrays);
}

/**
 * The same for bytes that this process has built or checked itself: the header is believed, and the checksum, which
 * takes about 1 ms for 2 MB, is not computed again.
 */
export function trustedCorpusSegment(buffer: SharedArrayBuffer): CorpusSegment | undefined {
  const arrays = openTrustedSegment(buffer);
  return arrays && new CorpusSegment(arrays);
}

/** About 2 ms of lexing. */
const breatheEveryUnits = 30_000;

function latestOf(files: readonly CorpusFile[]): readonly CorpusFile[] {
  return [...new Map(files.map((file) => [documentKey(file.uri), file])).values()];
}

function* linesOf(text: string): Generator<readonly [number, number]> {
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit !== 10 && unit !== 13) continue;
    yield [from, i];
    if (unit === 13 && text.charCodeAt(i + 1) === 10) i += 1;
    from = i + 1;
  }
  yield [from, text.length];
}

/** Copies the tokens of a segment's files, translating its ids into those of a collector. */
class TokenCopier {
  readonly #segment: CorpusSegment;
  readonly #collector: TokenCollector;
  readonly #words: Int32Array;
  readonly #blanks: Int32Array;

  constructor(segment: CorpusSegment, collector: TokenCollector) {
    this.#segment = segment;
    this.#collector = collector;
    this.#words = new Int32Array(segment.arrays.sizes.words).fill(-1);
    this.#blanks = new Int32Array(segment.arrays.sizes.blanks).fill(-1);
  }

  file(index: number): void {
    const { tokens, blanks, fileStarts } = this.#segment.arrays;
    const file = this.#segment.files[index];
    this.#collector.beginFile(file?.uri ?? '', file?.sourceBytes ?? 0);
    const end = fileStarts[index + 1] ?? 0;
    for (let i = fileStarts[index] ?? 0; i < end; i++) {
      const token = tokens[i] ?? 0;
      const blank = blanks[i] ?? 0;
      if (token === fileEnd || isLineStart(token)) this.#collector.add(token, blank);
      else this.#collector.add(this.#word(token), this.#blank(blank));
    }
  }

  #word(token: number): number {
    let id = this.#words[token] ?? -1;
    if (id >= 0) return id;
    id = this.#collector.wordId(this.#segment.word(token));
    this.#words[token] = id;
    return id;
  }

  #blank(blank: number): number {
    let id = this.#blanks[blank] ?? -1;
    if (id >= 0) return id;
    id = this.#collector.blankId(this.#segment.blank(blank));
    this.#blanks[blank] = id;
    return id;
  }
}

async function segmentOf(
  family: string,
  collected: TokenCollector,
  signal: AbortSignal,
): Promise<CorpusSegment> {
  const { words, blankStrings, files, length } = collected;
  const tokens = collected.tokens.subarray(0, length);
  const sorted = await sortSuffixes(tokens, words.length, signal);
  await breathe(signal);
  const wordOrder = await sortedWords(words, signal);
  const strings = [family, ...words.slice(firstWord), ...blankStrings, ...files.map((file) => file.uri)].map(
    (text) => encoder.encode(text),
  );
  const arrays = allocateSegment({
    tokens: length,
    words: words.length,
    blanks: blankStrings.length,
    files: files.length,
    stringBytes: strings.reduce((sum, bytes) => sum + bytes.length, 0),
  });
  arrays.tokens.set(tokens);
  arrays.blanks.set(collected.blanks.subarray(0, length));
  arrays.suffixes.set(sorted.positions);
  arrays.bucketStarts.set(sorted.bucketStarts);
  arrays.fileStarts.set([...files.map((file) => file.start), length]);
  arrays.fileSizes.set(files.map((file) => file.sourceSize));
  arrays.wordOrder.set(wordOrder);
  await breathe(signal);
  fillStrings(arrays, strings);
  await breathe(signal);
  fillWordTable(arrays.wordTable, words);
  await breathe(signal);
  sealSegment(arrays.buffer);
  return new CorpusSegment(arrays);
}

function fillStrings(arrays: SegmentArrays, strings: readonly Uint8Array[]): void {
  let at = 0;
  for (const [index, bytes] of strings.entries()) {
    arrays.stringStarts[index] = at;
    arrays.strings.set(bytes, at);
    at += bytes.length;
  }
  arrays.stringStarts[strings.length] = at;
}

function fillWordTable(table: Int32Array, words: readonly string[]): void {
  const mask = table.length - 1;
  for (let token = firstWord; token < words.length; token++) {
    let slot = wordHash(words[token] ?? '') & mask;
    while (table[slot] !== 0) slot = (slot + 1) & mask;
    table[slot] = token;
  }
}

/** The ids of the written words in the order of their UTF-16 units, sorted group by group to breathe in between. */
async function sortedWords(words: readonly string[], signal: AbortSignal): Promise<readonly number[]> {
  const groups = new Map<string, number[]>();
  for (let id = firstWord; id < words.length; id++) {
    const start = (words[id] ?? '').slice(0, 2);
    const group = groups.get(start);
    if (group === undefined) groups.set(start, [id]);
    else group.push(id);
  }
  const order: number[] = [];
  let sinceBreath = 0;
  for (const start of [...groups.keys()].sort(byUnits)) {
    const group = groups.get(start) ?? [];
    for (const id of group.sort((a, b) => byUnits(words[a] ?? '', words[b] ?? ''))) order.push(id);
    sinceBreath += group.length;
    if (sinceBreath < breatheEveryWords) continue;
    sinceBreath = 0;
    await breathe(signal);
  }
  return order;
}

function byUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

const breatheEveryWords = 5_000;
