/**
 * Counts failures that no user can do anything about, and tells the log of each kind once.
 * Only where it happened and the error's class are kept: messages may quote the user's code.
 */
export class FailureLog {
  readonly #log: (line: string) => void;
  readonly #counts = new Map<string, number>();

  constructor(log: (line: string) => void) {
    this.#log = log;
  }

  /** `where` is a method or the name of a piece of work. */
  report(where: string, error: unknown): void {
    const kind = `where=${where} error=${nameOf(error)}`;
    const count = (this.#counts.get(kind) ?? 0) + 1;
    this.#counts.set(kind, count);
    if (count === 1) this.#log(`failed ${kind}`);
  }

  /** How often each kind happened. */
  counts(): ReadonlyMap<string, number> {
    return this.#counts;
  }
}

function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  return /^\w{1,40}$/.test(error.name) ? error.name : 'Error';
}
