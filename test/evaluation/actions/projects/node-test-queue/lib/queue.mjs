/** Holds things until somebody takes them. */
export class Queue {
  #items = [];

  constructor(limit) {
    this.limit = limit;
  }

  push(item) {
    if (this.#items.length >= this.limit) throw new RangeError('the queue is full');
    this.#items.push(item);
    return this.#items.length;
  }

  /** The oldest item; waits for none. */
  take() {
    if (this.#items.length === 0) return undefined;
    return this.#items.shift();
  }
}

/** Runs a job until it succeeds or the attempts are spent. */
export async function retry(job, attempts) {
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    try {
      return await job(attempt);
    } catch (error) {
      if (attempt === attempts) throw error;
    }
  }
  return undefined;
}
