import type { TextChange } from '../../base/text-document.ts';

/** The text of a document that an editor has open. */
export interface OpenText {
  /** Absolute, with `/`. */
  readonly path: string;
  readonly languageId: string;
  readonly text: string;
}

/** The buffers of the editor; what stands in them counts, not the disk. */
export class OpenTexts {
  readonly #texts = new Map<string, OpenText>();

  get(path: string): OpenText | undefined {
    return this.#texts.get(path);
  }

  has(path: string): boolean {
    return this.#texts.has(path);
  }

  get all(): readonly OpenText[] {
    return [...this.#texts.values()];
  }

  opened(text: OpenText): void {
    this.#texts.set(text.path, text);
  }

  /** Each change is of the text that the one before left. */
  changed(path: string, changes: readonly TextChange[]): void {
    const open = this.#texts.get(path);
    if (open === undefined) return;
    let { text } = open;
    for (const { start, end, text: by } of changes) text = text.slice(0, start) + by + text.slice(end);
    this.#texts.set(path, { ...open, text });
  }

  closed(path: string): void {
    this.#texts.delete(path);
  }
}
