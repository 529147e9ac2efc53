import type { ProposedChange } from './proposed-change.ts';

/** A change that waits for a person's decision. */
export interface PendingChange {
  readonly id: string;
  readonly change: ProposedChange;
  /** Undefined as long as it is not shown as a document. */
  preview: { readonly uri: string; readonly text: string } | undefined;
}

/** Changes that wait, by id. Invariant: never more than a fixed number; the oldest is dropped first. */
export class PendingChanges {
  readonly #most: number;
  /** Oldest first. */
  readonly #changes = new Map<string, PendingChange>();
  #last = 0;

  constructor(most = 20) {
    this.#most = most;
  }

  /** Keeps a change under a new id; `dropped` is the one that waits no more for it. */
  add(change: ProposedChange): {
    readonly added: PendingChange;
    readonly dropped: PendingChange | undefined;
  } {
    this.#last += 1;
    const added: PendingChange = { id: `change-${this.#last}`, change, preview: undefined };
    this.#changes.set(added.id, added);
    const [oldest] = this.#changes.values();
    const dropped = this.#most < this.#changes.size ? oldest : undefined;
    if (dropped !== undefined) this.#changes.delete(dropped.id);
    return { added, dropped };
  }

  /** The change, which goes on waiting; undefined when it was decided or dropped. */
  get(id: string): PendingChange | undefined {
    return this.#changes.get(id);
  }

  /** All that wait, newest first. */
  all(): readonly PendingChange[] {
    return [...this.#changes.values()].reverse();
  }

  /** The change waits no more. */
  remove(id: string): void {
    this.#changes.delete(id);
  }
}
