import type { ListedFile } from '../ports.ts';
import type { ContextRoot } from './context-root.ts';
import type { KeeperParts } from './keeper-parts.ts';
import { type ReadOutcome, type ReadSource, readFiles } from './read-files.ts';
import { enter, forgetUnindexed } from './root-entries.ts';

/** What hears of a whole reading. */
export interface ReadingListener {
  /** A file was read or left out. */
  onRead(): void;
  /** So much is new in the index that it is worth keeping. */
  onMuch(): Promise<void>;
}

/**
 * Reads many files of a root, by ever larger piles, because each pile costs as much as all that is there. What changed
 * meanwhile and was read again, or is open, stays as it is.
 */
export async function readRoot(
  parts: KeeperParts,
  { root, files }: { readonly root: ContextRoot; readonly files: readonly ListedFile[] },
  listener: ReadingListener,
  signal: AbortSignal,
): Promise<void> {
  parts.changedMeanwhile.clear();
  const pile = new Pile(parts, root);
  const isPiled = files.length >= manyFiles;
  let newBytes = 0;
  for await (const outcome of readFiles(parts.ports, readSource(parts, root), files, signal)) {
    listener.onRead();
    if (!parts.roots.isKept(root)) return;
    if (outcome.kind === 'indexed' && isPiled) pile.add(outcome);
    else if (!hasNewer(parts, root, outcome.file.path)) enter(root, outcome);
    if (!pile.isFull) continue;
    newBytes += pile.take();
    parts.voice.report(parts.roots.all);
    if (newBytes < worthSavingBytes) continue;
    newBytes = 0;
    await listener.onMuch();
  }
  pile.take();
}

/** Where the files of a root are read from. */
export function readSource({ spoilers }: KeeperParts, root: ContextRoot): ReadSource {
  return {
    root: root.path,
    known: (path) => root.index.files.get(path),
    isSpoiler: (hash) => spoilers.has(hash),
    onSpoiled: (hash) => spoilers.met(hash),
  };
}

function hasNewer({ open, changedMeanwhile }: KeeperParts, root: ContextRoot, path: string): boolean {
  const absolute = `${root.path}/${path}`;
  return open.has(absolute) || changedMeanwhile.has(absolute);
}

type IndexedOutcome = Extract<ReadOutcome, { kind: 'indexed' }>;

/** Files that were read but are not in the index yet. */
class Pile {
  readonly #parts: KeeperParts;
  readonly #root: ContextRoot;
  #files: IndexedOutcome[] = [];
  #bytes = 0;
  #target = firstPileBytes;

  constructor(parts: KeeperParts, root: ContextRoot) {
    this.#parts = parts;
    this.#root = root;
  }

  get isFull(): boolean {
    return this.#bytes >= this.#target;
  }

  add(file: IndexedOutcome): void {
    this.#files.push(file);
    this.#bytes += file.file.size;
  }

  /** Takes the pile into the index; gives its bytes. The next one may be twice as large. */
  take(): number {
    const bytes = this.#bytes;
    const fresh = this.#files.filter(({ file }) => !hasNewer(this.#parts, this.#root, file.path));
    this.#files = [];
    this.#bytes = 0;
    this.#target *= 2;
    if (fresh.length === 0) return bytes;
    for (const { file } of fresh) forgetUnindexed(this.#root, file.path);
    this.#root.index.take(fresh);
    return bytes;
  }
}

/** Fewer are taken in one by one. */
export const manyFiles = 50;
const firstPileBytes = 1024 * 1024;
const worthSavingBytes = 32 * 1024 * 1024;
