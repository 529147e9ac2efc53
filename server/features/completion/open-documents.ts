import { documentKey } from '../../base/document-key.ts';
import type { TextChange, TextDocument } from '../../base/text-document.ts';
import { maxDocumentLength } from './document-limits.ts';

/** The learner's side of open documents; the embedded model implements it. */
export interface DocumentLearner {
  documentOpened(document: TextDocument): void;
  documentChanged(before: TextDocument, after: TextDocument, changes: readonly TextChange[]): void;
  documentClosed(uri: string): void;
  /** Whether lines wait to be learnt. */
  pendingWork(): boolean;
  /** Learns at most this many lines. */
  workABit(maxLines: number): void;
}

/**
 * Feeds the open documents to the embedded model, a slice at a time, so that opening a long file stalls nobody.
 * Invariant: the learner knows exactly the open documents that are neither excluded nor too large.
 */
export class OpenDocuments {
  readonly #learner: DocumentLearner;
  readonly #isExcluded: (uri: string) => boolean;
  readonly #soon: (work: () => void) => void;
  readonly #open = new Map<string, TextDocument>();
  readonly #learned = new Set<string>();
  #isScheduled = false;

  /** `soon` runs its argument once, after what waits in the event loop has had its turn. */
  constructor(
    learner: DocumentLearner,
    isExcluded: (uri: string) => boolean,
    soon: (work: () => void) => void,
  ) {
    this.#learner = learner;
    this.#isExcluded = isExcluded;
    this.#soon = soon;
  }

  opened(document: TextDocument): void {
    const key = documentKey(document.uri);
    this.#open.set(key, document);
    if (!this.#isLearnable(document)) {
      this.#forget(document.uri);
      return;
    }
    this.#learned.add(key);
    this.#learner.documentOpened(document);
    this.#schedule();
  }

  changed(before: TextDocument, after: TextDocument, changes: readonly TextChange[]): void {
    if (!this.#learned.has(documentKey(after.uri)) || !this.#isLearnable(after)) {
      this.opened(after);
      return;
    }
    this.#open.set(documentKey(after.uri), after);
    this.#learner.documentChanged(before, after, changes);
    this.#schedule();
  }

  closed(uri: string): void {
    this.#open.delete(documentKey(uri));
    this.#forget(uri);
  }

  /** Asks again which documents are excluded; to be called when the rules have changed. */
  rulesChanged(): void {
    for (const document of [...this.#open.values()]) {
      if (this.#learned.has(documentKey(document.uri)) !== this.#isLearnable(document)) this.opened(document);
    }
  }

  /** The document as it is now, whatever it may be used for; undefined when it is not open. */
  get(uri: string): TextDocument | undefined {
    return this.#open.get(documentKey(uri));
  }

  /** The open documents that may be read, as they are now. */
  readable(): readonly TextDocument[] {
    return [...this.#open.values()].filter((document) => this.#isLearnable(document));
  }

  /** The open documents that must not be read by anything that answers. */
  unreadable(): readonly TextDocument[] {
    return [...this.#open.values()].filter(({ uri }) => this.#isExcluded(uri));
  }

  /** URIs of the open documents, as the editor spells them. */
  uris(): readonly string[] {
    return [...this.#open.values()].map(({ uri }) => uri);
  }

  #forget(uri: string): void {
    if (this.#learned.delete(documentKey(uri))) this.#learner.documentClosed(uri);
  }

  #isLearnable(document: TextDocument): boolean {
    return document.text.length <= maxDocumentLength && !this.#isExcluded(document.uri);
  }

  #schedule(): void {
    if (this.#isScheduled || !this.#learner.pendingWork()) return;
    this.#isScheduled = true;
    this.#soon(() => {
      this.#isScheduled = false;
      this.#learner.workABit(linesPerSlice);
      this.#schedule();
    });
  }
}

/** About 2 ms of work. */
const linesPerSlice = 400;
