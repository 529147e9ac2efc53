import { filesOfLexical } from '../lexical/lexical-files.ts';
import { openLexical, sealLexical } from '../lexical/lexical-layout.ts';
import { decodeRecords, encodeRecords, type StoredRecords } from './records-segment.ts';
import { RootIndex } from './root-index.ts';

/**
 * Writes an index as two layers: the base with the records of its time, and what came, changed or went since. Each is
 * two segments, terms and records, so that the large base is written once and saved again by name alone.
 */
export class IndexWriter {
  readonly #maker: string;
  #base: readonly [terms: SharedArrayBuffer, records: SharedArrayBuffer] | undefined;

  constructor(maker: string) {
    this.#maker = maker;
  }

  /** The layers of a stored index that was restored: its base is not written again. */
  adopt(buffers: readonly SharedArrayBuffer[]): void {
    const [terms, records] = buffers;
    if (terms !== undefined && records !== undefined) this.#base = [terms, records];
  }

  /** Lets go of segments that hold what may not be kept any more. */
  forget(): void {
    this.#base = undefined;
  }

  /** The segments to store, base first. Compacts when the second layer has grown large. */
  segmentsOf(index: RootIndex): readonly SharedArrayBuffer[] {
    const many = Math.max(fewFiles, index.files.size / 8);
    if (index.sinceBase.size > many || index.lexical.wantsCompaction) index.compact();
    const terms = index.lexical.baseArrays.buffer;
    const isBaseKept = this.#base?.[0] === terms && index.restamped.length <= many;
    const base = isBaseKept && this.#base !== undefined ? this.#base : this.#newBase(index, terms);
    this.#base = base;
    return [...base, ...this.#layerOf(index)];
  }

  #newBase(index: RootIndex, terms: SharedArrayBuffer) {
    sealLexical(terms);
    const records = encodeRecords(baseRecordsOf(index), this.#maker);
    index.stampsKept();
    return [terms, records] as const;
  }

  #layerOf(index: RootIndex): readonly SharedArrayBuffer[] {
    const paths = [...index.sinceBase];
    const files = paths.flatMap((path) => index.files.get(path) ?? []);
    const removed = paths.filter((path) => !index.has(path));
    const restamped = index.restamped.flatMap((path) => index.files.get(path) ?? []);
    if (files.length + removed.length + restamped.length === 0) return [];
    const { buffer } = index.lexical.deltaArrays();
    sealLexical(buffer);
    return [buffer, encodeRecords({ files: [...files, ...restamped], removed }, this.#maker)];
  }
}

/** The index in stored segments; undefined when anything in them is damaged or of another version. */
export function restoreIndex(buffers: readonly SharedArrayBuffer[], maker: string): RootIndex | undefined {
  const [terms, records, laterTerms, laterRecords] = buffers;
  if (terms === undefined || records === undefined || buffers.length % 2 !== 0) return undefined;
  const base = openLexical(terms);
  const stored = decodeRecords(records, maker);
  if (base === undefined || stored === undefined) return undefined;
  const index = new RootIndex(base, stored.files);
  if (laterTerms === undefined || laterRecords === undefined) return index;
  const later = openLexical(laterTerms);
  const changes = decodeRecords(laterRecords, maker);
  if (later === undefined || changes === undefined) return undefined;
  const termsOf = new Map(filesOfLexical(later).map((file) => [file.path, file]));
  for (const path of changes.removed) index.remove(path);
  for (const file of changes.files) {
    const own = termsOf.get(file.path);
    if (own === undefined) index.restamp(file);
    else index.replace(file, own);
  }
  return index;
}

/** The base holds files that are gone by now; the second layer says so. */
function baseRecordsOf(index: RootIndex): StoredRecords {
  const files = [...index.files.values()].filter(({ path }) => !index.sinceBase.has(path));
  return { files, removed: [] };
}

const fewFiles = 200;
