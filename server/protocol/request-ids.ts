import type { RequestId } from './json-rpc.ts';

/**
 * Gives each request in flight an id of our own, so that equal ids (`900` and `"900"`, or the same one twice)
 * cannot take each other's answers.
 * Invariant: a private id is handed out once, and given back to its request exactly once.
 */
export class RequestIds {
  readonly #theirs = new Map<number, RequestId>();
  #next = 1;

  /** The private id of a new request. */
  take(theirs: RequestId): number {
    const ours = this.#next;
    this.#next += 1;
    this.#theirs.set(ours, theirs);
    return ours;
  }

  /** The client's id of an answered request, which then is no longer in flight; undefined when it was answered. */
  release(ours: number): RequestId | undefined {
    const theirs = this.#theirs.get(ours);
    this.#theirs.delete(ours);
    return theirs;
  }

  /** The private ids of the requests in flight that the client called `theirs`. */
  inFlight(theirs: unknown): readonly number[] {
    const found: number[] = [];
    for (const [ours, id] of this.#theirs) if (id === theirs) found.push(ours);
    return found;
  }
}
