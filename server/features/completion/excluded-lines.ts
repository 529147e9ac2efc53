import { documentKey } from '../../base/document-key.ts';
import type { TextDocument } from '../../base/text-document.ts';

/**
 * The lines of open files that are excluded, so that no suggestion brings one of them to another file. Files that are
 * not open were never read, so nothing of ours can hold them.
 */
export class ExcludedLines {
  readonly #excluded: () => readonly TextDocument[];
  readonly #lines = new Map<
    string,
    { readonly document: TextDocument; readonly lines: ReadonlySet<string> }
  >();

  /** `excluded` gives the open documents that are excluded now. */
  constructor(excluded: () => readonly TextDocument[]) {
    this.#excluded = excluded;
  }

  /** Whether a line, trimmed, stands in one of them; costs the reading of a document once per version. */
  has(line: string): boolean {
    const documents = this.#excluded();
    if (documents.length < this.#lines.size) this.#forgetOthers(documents);
    return documents.some((document) => this.#linesOf(document).has(line.trim()));
  }

  #linesOf(document: TextDocument): ReadonlySet<string> {
    const key = documentKey(document.uri);
    const known = this.#lines.get(key);
    if (known?.document === document) return known.lines;
    const lines = new Set(document.text.split(/\r?\n/).map((line) => line.trim()));
    this.#lines.set(key, { document, lines });
    return lines;
  }

  #forgetOthers(documents: readonly TextDocument[]): void {
    const keys = new Set(documents.map(({ uri }) => documentKey(uri)));
    for (const key of this.#lines.keys()) if (!keys.has(key)) this.#lines.delete(key);
  }
}
