import type { LeftOutReason, Segment, StoredCorpus, StoredFile } from '../ports.ts';

/** What is known of one file below a root. */
export interface KnownFile extends StoredFile {
  /** Undefined when the file was learned. */
  readonly leftOut: LeftOutReason | undefined;
}

/**
 * What was learned of one root: its segments and the files that they came from.
 * Invariant: of two segments that name a file, the later one has its newer text. Segments of a first reading share
 * no file, so these stand by size, the largest first, which keeps merging away from the large ones.
 */
export class RootCorpus {
  readonly root: string;
  readonly #first: Segment[] = [];
  readonly #later: Segment[] = [];
  readonly #known = new Map<string, KnownFile>();
  #revision = 0;
  #folders: { readonly revision: number; readonly paths: ReadonlySet<string> } | undefined;

  constructor(root: string) {
    this.root = root;
  }

  /** Oldest first. */
  get segments(): readonly Segment[] {
    return [...this.#first, ...this.#later];
  }

  /** Grows with every change, so that what is saved already need not be saved again. */
  get revision(): number {
    return this.#revision;
  }

  get known(): ReadonlyMap<string, KnownFile> {
    return this.#known;
  }

  /** The folders that hold known files, at any depth; collected once for each revision. */
  get folders(): ReadonlySet<string> {
    if (this.#folders?.revision !== this.#revision) {
      this.#folders = { revision: this.#revision, paths: foldersOf(this.#known.keys()) };
    }
    return this.#folders.paths;
  }

  get families(): readonly string[] {
    return [...new Set(this.segments.map((segment) => segment.family))];
  }

  segmentsOf(family: string): readonly Segment[] {
    return this.segments.filter((segment) => segment.family === family);
  }

  /** Takes in what a first reading found; a change that came in meanwhile is newer and stays in force. */
  addOlder(segment: Segment, files: readonly KnownFile[]): void {
    this.#first.push(segment);
    this.#first.sort((a, b) => b.buffer.byteLength - a.buffer.byteLength);
    this.noteOlder(files);
  }

  noteOlder(files: readonly KnownFile[]): void {
    this.#revision += 1;
    for (const file of files) {
      if (!this.#known.has(file.path)) this.#known.set(file.path, file);
    }
  }

  addNewer(segment: Segment): void {
    this.#revision += 1;
    this.#later.push(segment);
  }

  /** Notes what became of changed files; those that are gone are forgotten. */
  noteNewer(files: readonly KnownFile[], gone: readonly string[]): void {
    this.#revision += 1;
    for (const file of files) this.#known.set(file.path, file);
    for (const path of gone) this.#known.delete(path);
  }

  /** Puts `by` in place of the newest segments of a family; those that came in meanwhile stay behind it. */
  replace(merged: readonly Segment[], by: readonly Segment[]): void {
    this.#revision += 1;
    const place = this.#later.findIndex((segment) => merged.includes(segment));
    this.#later.splice(Math.max(0, place), 0, ...by);
    for (const list of [this.#first, this.#later]) {
      list.splice(0, list.length, ...list.filter((segment) => !merged.includes(segment)));
    }
  }

  toStored(): StoredCorpus {
    return { buffers: this.segments.map(({ buffer }) => buffer), files: [...this.#known.values()] };
  }
}

function foldersOf(paths: Iterable<string>): ReadonlySet<string> {
  const folders = new Set<string>();
  for (const path of paths) {
    let end = path.lastIndexOf('/');
    while (end > 0 && !folders.has(path.slice(0, end))) {
      folders.add(path.slice(0, end));
      end = path.lastIndexOf('/', end - 1);
    }
  }
  return folders;
}
