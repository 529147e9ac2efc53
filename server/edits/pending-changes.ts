import type { ProposedChange } from './proposed-change.ts';

/**
 * Changes that wait for a person's decision, by the id under which they are shown. Invariant: never more than a fixed
 * number; the oldest is dropped first.
 */
export class PendingChanges {
  readonly #most: number;
  readonly #changes = new Map<string, ProposedChange>();
  #last = 0;

  constructor(most = 20) {
    this.#most = most;
  }

  /** Keeps a change and says its id. */
  add(change: ProposedChange): string {
    this.#last += 1;
    const id = `change-${this.#last}`;
    this.#changes.set(id, change);
    const [oldest] = this.#changes.keys();
    if (this.#most < this.#changes.size && oldest !== undefined) this.#changes.delete(oldest);
    return id;
  }

  /** The change, which goes on waiting; undefined when it was decided or dropped. */
  get(id: string): ProposedChange | undefined {
    return this.#changes.get(id);
  }

  /** The change, which waits no more: a decision is made once. */
  take(id: string): ProposedChange | undefined {
    const change = this.#changes.get(id);
    this.#changes.delete(id);
    return change;
  }
}
