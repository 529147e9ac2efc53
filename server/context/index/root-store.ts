import type { SegmentStore } from '../ports.ts';
import type { ContextRoot } from './context-root.ts';
import { revisionOf, type UnindexedFile } from './context-root.ts';
import type { IndexVoice } from './index-voice.ts';
import { RootIndex } from './root-index.ts';
import { IndexWriter, restoreIndex } from './stored-index.ts';
import { Turns } from './turns.ts';

export interface RootStoreParts {
  /** Undefined where nothing is kept between two starts. */
  readonly store: SegmentStore | undefined;
  /** For people. */
  readonly folder: string;
  readonly maker: string;
  readonly voice: IndexVoice;
}

/** What is known of a root when it is opened. */
export interface StoredRoot {
  readonly index: RootIndex;
  readonly writer: IndexWriter;
  readonly unindexed: Map<string, UnindexedFile>;
  readonly isRestored: boolean;
}

/** Keeps indexes for the next start; whatever is wrong with the store costs a new reading and nothing else. */
export class RootStore {
  readonly #parts: RootStoreParts;
  readonly #turns = new Turns();

  constructor(parts: RootStoreParts) {
    this.#parts = parts;
  }

  /** The index of a root as it was kept, or an empty one. */
  async load(root: string, signal: AbortSignal): Promise<StoredRoot> {
    const { store, maker } = this.#parts;
    const writer = new IndexWriter(maker);
    const stored = await store?.load(root, signal);
    const index = stored && restoreIndex(stored.buffers, maker);
    if (stored === undefined || index === undefined)
      return { index: new RootIndex(), writer, unindexed: new Map(), isRestored: false };
    writer.adopt(stored.buffers);
    const unindexed = new Map(
      stored.files.flatMap(({ path, size, stamp, leftOut }) =>
        leftOut === undefined ? [] : [[path, { size, stamp, reason: leftOut }] as const],
      ),
    );
    return { index, writer, unindexed, isRestored: true };
  }

  /** Keeps all roots that `roots` gives when its turn has come. */
  save(roots: () => readonly ContextRoot[], signal: AbortSignal): Promise<void> {
    return this.#turns.run(async () => {
      for (const root of roots()) await this.#save(root, signal);
    });
  }

  /** Removes what is kept of a root; a save that is under way may hold the same, so it is waited for. */
  drop(root: ContextRoot, signal: AbortSignal): Promise<void> {
    return this.#turns.run(async () => this.#parts.store?.drop(root.path, signal));
  }

  async #save(root: ContextRoot, signal: AbortSignal): Promise<void> {
    const { store, folder, voice } = this.#parts;
    const revision = revisionOf(root);
    if (root.savedRevision === revision) return;
    if (store === undefined) {
      if (root.index.lexical.wantsCompaction) root.index.compact();
      return;
    }
    const buffers = root.writer.segmentsOf(root.index);
    const files = Array.from(root.unindexed, ([path, { size, stamp, reason }]) => {
      return { path, size, stamp, leftOut: reason };
    });
    const outcome = await store.save(root.path, { buffers, files }, signal);
    if (outcome.kind === 'saved') root.savedRevision = revision;
    if (outcome.kind === 'unwritable') voice.notify('index-not-kept', { folder, detail: outcome.detail });
  }
}
