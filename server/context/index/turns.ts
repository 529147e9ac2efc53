/** Runs work one after the other. A failure is for whoever asked for that work; the next begins all the same. */
export class Turns {
  #last: Promise<void> = Promise.resolve();

  run(work: () => Promise<void>): Promise<void> {
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}
