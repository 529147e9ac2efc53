/**
 * Texts on which the parser traps: by content hash, and by absolute path for a document that did so while it was open,
 * because each keystroke in it makes another text.
 */
export class Spoilers {
  readonly #known: Set<string>;
  readonly #onNew: (spoiler: string) => void;

  constructor(known: readonly string[], onNew: (spoiler: string) => void) {
    this.#known = new Set(known);
    this.#onNew = onNew;
  }

  has(spoiler: string): boolean {
    return this.#known.has(spoiler);
  }

  met(spoiler: string): void {
    if (this.#known.has(spoiler)) return;
    this.#known.add(spoiler);
    this.#onNew(spoiler);
  }
}
