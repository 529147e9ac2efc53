/** The owner of promises that nobody awaits: their failures are told, instead of ending the process. */
export class DetachedWork {
  readonly #onFailure: (what: string, error: unknown) => void;
  #running = 0;

  /** `what` names the work in the log; it holds no content. */
  constructor(onFailure: (what: string, error: unknown) => void) {
    this.#onFailure = onFailure;
  }

  /** How much work is under way. */
  get running(): number {
    return this.#running;
  }

  own(what: string, work: Promise<unknown>): void {
    this.#running += 1;
    work.then(
      () => {
        this.#running -= 1;
      },
      (error: unknown) => {
        this.#running -= 1;
        this.#onFailure(what, error);
      },
    );
  }
}
