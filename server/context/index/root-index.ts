import { nameOf } from '../../base/relative-paths.ts';
import { isManifest } from '../imports/workspace-modules.ts';
import type { FileTerms } from '../lexical/chunk-terms.ts';
import { termKey } from '../lexical/code-terms.ts';
import { LexicalIndex } from '../lexical/lexical-index.ts';
import type { LexicalArrays } from '../lexical/lexical-layout.ts';
import type { ChunkPlace } from '../lexical/score-board.ts';
import type { FileRecord } from './file-record.ts';
import type { IndexedFile } from './indexed-file.ts';
import { decodeRecord } from './record-codec.ts';
import { fileStem } from './source-analyzer.ts';

/**
 * Everything that is known of the files of one root: their terms, and by path what they define and import.
 * Invariant: a path is in `files` just when its terms are in `lexical`, and both are of the same text.
 */
export class RootIndex {
  readonly lexical: LexicalIndex;
  readonly #files = new Map<string, IndexedFile>();
  readonly #names = new Map<string, string[]>();
  /** Records that were decoded lately, oldest first. */
  readonly #decoded = new Map<string, FileRecord>();
  /** Paths that came, changed or went since the base was last stored. */
  #sinceBase = new Set<string>();
  #restamped = new Set<string>();
  #revision = 0;
  #layout = 0;

  constructor(base?: LexicalArrays, files: readonly IndexedFile[] = []) {
    this.lexical = new LexicalIndex(base);
    for (const file of files) this.#enter(file);
  }

  /** Grows with every change. */
  get revision(): number {
    return this.#revision;
  }

  /** Changes when files come or go, or when a manifest changes: then imports may mean something else. */
  get layout(): number {
    return this.#layout;
  }

  get files(): ReadonlyMap<string, IndexedFile> {
    return this.#files;
  }

  /** Paths whose present state is not in the base; what is stored apart from it. */
  get sinceBase(): ReadonlySet<string> {
    return this.#sinceBase;
  }

  /** Paths whose text is that of the base, but whose stamp is newer. */
  get restamped(): readonly string[] {
    return [...this.#restamped].filter((path) => !this.#sinceBase.has(path));
  }

  /** Bytes of terms and records together, nearly. */
  get memoryBytes(): number {
    let bytes = this.lexical.baseBytes;
    for (const { record, path } of this.#files.values())
      bytes += record.length + 2 * path.length + perFileBytes;
    return bytes;
  }

  /** Takes one file in, in place of what was there under its path. */
  replace(file: IndexedFile, terms: FileTerms): void {
    this.lexical.replace(terms);
    this.#sinceBase.add(file.path);
    this.#enter(file);
  }

  /** Takes many files in at once. */
  take(files: readonly { readonly file: IndexedFile; readonly terms: FileTerms }[]): void {
    this.lexical.take(files.map(({ terms }) => terms));
    for (const { file } of files) this.#enter(file);
    this.#sinceBase = new Set();
    this.#restamped = new Set();
  }

  /** Notes that a file was touched but has the same text. */
  restamp(file: IndexedFile): void {
    if (!this.#files.has(file.path)) return;
    this.#revision += 1;
    this.#files.set(file.path, file);
    this.#restamped.add(file.path);
  }

  remove(path: string): void {
    this.lexical.remove(path);
    this.#sinceBase.add(path);
    if (!this.#files.delete(path)) return;
    this.#revision += 1;
    this.#layout += 1;
    this.#decoded.delete(path);
    const name = nameOf(path);
    const rest = this.#names.get(name)?.filter((each) => each !== path) ?? [];
    if (rest.length === 0) this.#names.delete(name);
    else this.#names.set(name, rest);
  }

  /** Makes the base hold all files as they are now. */
  compact(): void {
    const before = this.lexical.baseArrays;
    if (this.lexical.compact() === before) return;
    this.#sinceBase = new Set();
    this.#restamped = new Set();
  }

  /** The stamps of now are kept with the base. */
  stampsKept(): void {
    this.#restamped = new Set();
  }

  has(path: string): boolean {
    return this.#files.has(path);
  }

  /** Paths of files with this name, in order. */
  named(name: string): readonly string[] {
    return this.#names.get(name) ?? [];
  }

  record(path: string): FileRecord | undefined {
    const known = this.#decoded.get(path);
    if (known !== undefined) return known;
    const file = this.#files.get(path);
    if (file === undefined) return undefined;
    const record = decodeRecord(file.record);
    this.#decoded.set(path, record);
    for (const oldest of this.#decoded.keys()) {
      if (this.#decoded.size <= maxDecoded) break;
      this.#decoded.delete(oldest);
    }
    return record;
  }

  /** Chunks that define something of exactly this name. */
  definitionPlaces(name: string, limit: number): readonly ChunkPlace[] {
    return this.lexical.placesOf(termKey(name, 'symbol'), limit);
  }

  /** Chunks that call or name exactly this. */
  usagePlaces(name: string, limit: number): readonly ChunkPlace[] {
    return this.lexical.placesOf(termKey(name, 'reference'), limit);
  }

  /** Files that import something of the same last name as this file, which may be this file. */
  possibleImporters(path: string, limit: number): readonly string[] {
    const stems = new Set([fileStem(path)]);
    const folder = path.split('/').at(-2);
    if (folder !== undefined) stems.add(folder);
    const places = [...stems].flatMap((stem) => this.lexical.placesOf(termKey(stem, 'import'), limit));
    return [...new Set(places.map((place) => place.path))];
  }

  #enter(file: IndexedFile): void {
    this.#revision += 1;
    const isNew = !this.#files.has(file.path);
    this.#files.set(file.path, file);
    this.#decoded.delete(file.path);
    const name = nameOf(file.path);
    if (isNew || isManifest(file.path)) this.#layout += 1;
    if (!isNew) return;
    const same = this.#names.get(name);
    if (same === undefined) this.#names.set(name, [file.path]);
    else insertInOrder(same, file.path);
  }
}

/** So that what is found depends on the files that are there and not on when they came. */
function insertInOrder(paths: string[], path: string): void {
  let low = 0;
  let high = paths.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((paths[middle] ?? '') < path) low = middle + 1;
    else high = middle;
  }
  paths.splice(low, 0, path);
}

const maxDecoded = 1_000;
/** What a file takes beside its record and its terms: entries of maps, stamp, hash. */
const perFileBytes = 300;
