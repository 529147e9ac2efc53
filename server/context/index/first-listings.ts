/**
 * Lets a question wait until it is known which files a root has. Invariant: whoever waits for a root that is wanted is
 * woken once: when it was listed for the first time, was refused, or is not wanted any more.
 */
export class FirstListings {
  readonly #awaited = new Map<string, Awaited>();

  /** Roots that will be listed. */
  expect(paths: readonly string[]): void {
    for (const path of paths) if (!this.#awaited.has(path)) this.#awaited.set(path, awaited());
  }

  /** These were listed, or never will be. */
  settle(paths: readonly string[]): void {
    for (const path of paths) {
      this.#awaited.get(path)?.settle();
      this.#awaited.delete(path);
    }
  }

  /** Resolves at once for a root that nobody expects, or that was listed before. */
  async until(path: string): Promise<void> {
    await this.#awaited.get(path)?.listed;
  }
}

interface Awaited {
  readonly listed: Promise<void>;
  readonly settle: () => void;
}

function awaited(): Awaited {
  let settle = () => {};
  const listed = new Promise<void>((resolve) => {
    settle = resolve;
  });
  return { listed, settle: () => settle() };
}
