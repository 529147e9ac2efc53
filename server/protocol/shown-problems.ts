import { documentKey } from '../base/document-key.ts';
import type { ChatProblem } from '../features/chat/ports.ts';
import type { OfferRequest } from '../features/code-actions/code-action.ts';

/**
 * What compilers and linters have said, as far as the editor has told: it names the problems of a place when it asks
 * what can be done there. Those of a document are forgotten when its text
 * changes, and when it is closed.
 */
export class ShownProblems {
  readonly #problems = new Map<string, ReadonlyMap<string, ChatProblem>>();

  /** A request names all problems of its range. */
  shown({ document, range, diagnostics }: OfferRequest): void {
    const key = documentKey(document.uri);
    const [first, last] = [document.lineOf(range.start), document.lineOf(range.end)];
    const elsewhere = [...(this.#problems.get(key) ?? [])].filter(
      ([, { startLine, endLine }]) => endLine <= first || last < startLine,
    );
    const here = diagnostics.map(({ range: place, severity, message, code, source }) => {
      const startLine = document.lineOf(place.start);
      const endLine = document.lineOf(place.end) + 1;
      const problem = { uri: document.uri, startLine, endLine, severity, message, code, source };
      return [`${startLine} ${endLine} ${message}`, problem] as const;
    });
    const all = new Map<string, ChatProblem>([...elsewhere, ...here]);
    if (all.size === 0) this.#problems.delete(key);
    else this.#problems.set(key, all);
  }

  forget(uri: string): void {
    this.#problems.delete(documentKey(uri));
  }

  all(): readonly ChatProblem[] {
    return [...this.#problems.values()].flatMap((problems) => [...problems.values()]);
  }
}
