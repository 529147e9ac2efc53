import type { Clock } from '../../base/clock.ts';
import type { TextDocument } from '../../base/text-document.ts';
import type { Definition, Outline } from '../../syntax/outline.ts';
import type { DeclarationReader } from '../dependency-declarations.ts';

/** What of an outline is needed to find a definition. */
export interface DependencyOutline extends Pick<Outline, 'definitions' | 'imports' | 'leads'> {
  readonly document: TextDocument;
  /** By name, those that stand at the top of the file or in namespaces there. */
  readonly topDefinitions: ReadonlyMap<string, readonly Definition[]>;
}

/** A file of a dependency as it was read a moment ago. */
export interface StoredFile {
  /** Where its links lead, relative to the folder that it was read from. */
  readonly realPath: string;
  readonly text: string;
  /** Read on first need; null when the file cannot be parsed. */
  outline: DependencyOutline | null | undefined;
}

interface Entry {
  readonly readAtMs: number;
  readonly file: StoredFile | undefined;
}

/**
 * Files of dependencies, remembered for a while, those that are not there too: an installation is heard of late, but a
 * keystroke reads no disk. Invariant: at most `maxUnits` of text and `maxEntries` entries; the least used go first.
 */
export class DependencyFiles {
  readonly #reader: DeclarationReader;
  readonly #clock: Clock;
  readonly #entries = new Map<string, Entry>();
  readonly #names = new Map<string, { readonly readAtMs: number; readonly names: readonly string[] }>();
  #units = 0;

  constructor(reader: DeclarationReader, clock: Clock) {
    this.#reader = reader;
    this.#clock = clock;
  }

  /** UTF-16 units of text that are held. */
  get units(): number {
    return this.#units;
  }

  /** A file below an absolute folder; `mayRead` is asked for where the links of its path lead. */
  async read(
    { base, path }: { readonly base: string; readonly path: string },
    mayRead: (realPath: string) => boolean,
    signal: AbortSignal,
  ): Promise<StoredFile | undefined> {
    const key = `${base}\n${path}`;
    const known = this.#entries.get(key);
    if (known !== undefined && this.#isFresh(known.readAtMs)) {
      this.#entries.delete(key);
      this.#entries.set(key, known);
      return known.file !== undefined && mayRead(known.file.realPath) ? known.file : undefined;
    }
    const realPath = await this.#reader.realPathOf(base, path);
    if (realPath !== undefined && !mayRead(realPath)) return undefined;
    const text = realPath === undefined ? undefined : await this.#reader.read(base, realPath, signal);
    signal.throwIfAborted();
    const file =
      realPath === undefined || text === undefined ? undefined : { realPath, text, outline: undefined };
    this.#keep(key, { readAtMs: this.#clock.monotonicMs(), file });
    return file;
  }

  /** The names in a folder, in order. */
  async names(base: string, folder: string, signal: AbortSignal): Promise<readonly string[]> {
    const key = `${base}\n${folder}`;
    const known = this.#names.get(key);
    if (known !== undefined && this.#isFresh(known.readAtMs)) return known.names;
    const names = await this.#reader.names(base, folder, signal);
    signal.throwIfAborted();
    if (this.#names.size >= maxFolders) this.#names.clear();
    this.#names.set(key, { readAtMs: this.#clock.monotonicMs(), names });
    return names;
  }

  /** Forgets all, as after an installation. */
  forget(): void {
    this.#entries.clear();
    this.#names.clear();
    this.#units = 0;
  }

  #keep(key: string, entry: Entry): void {
    this.#drop(key);
    this.#entries.set(key, entry);
    this.#units += unitsOf(entry);
    for (const oldest of this.#entries.keys()) {
      if (this.#units <= maxUnits && this.#entries.size <= maxEntries) return;
      this.#drop(oldest);
    }
  }

  #drop(key: string): void {
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    this.#entries.delete(key);
    this.#units -= unitsOf(entry);
  }

  #isFresh(readAtMs: number): boolean {
    return this.#clock.monotonicMs() - readAtMs < freshMs;
  }
}

function unitsOf({ file }: Entry): number {
  return file?.text.length ?? 0;
}

const maxUnits = 8 * 1024 * 1024;
const maxEntries = 4_000;
const maxFolders = 200;
const freshMs = 60_000;
