import { documentKey } from '../base/document-key.ts';
import { type TextChange, TextDocument } from '../base/text-document.ts';
import type { OffsetRange } from '../syntax/offset-range.ts';
import type { Application } from './application.ts';
import type { ClientAbilities } from './client-abilities.ts';
import { applyContentChanges } from './content-changes.ts';
import type { ContentChange } from './from-lsp.ts';

/** Where the person was seen last, for commands that come without a place. */
export interface WorkPlace {
  readonly uri: string;
  /** In the text of then; undefined where the document is all that is known. */
  readonly range: OffsetRange | undefined;
  /** Those that the client sent with a question about this place, as it sent them. */
  readonly diagnostics: readonly unknown[];
}

/**
 * The open documents of one client, as immutable snapshots, and what the client can do.
 *
 * A change that cannot be understood leaves our text different from the editor's, so such a document is set aside:
 * it counts as closed until the client sends its whole text again.
 * Invariant: the application hears of each change of a document it was told of, in order, and of no other.
 */
export class Session {
  readonly abilities: ClientAbilities;
  readonly #application: Application;
  readonly #open = new Map<string, TextDocument>();
  readonly #setAside = new Map<string, TextDocument>();
  #countsFromZero = false;
  #place: WorkPlace | undefined;

  constructor(abilities: ClientAbilities, application: Application) {
    this.abilities = abilities;
    this.#application = application;
  }

  /** The snapshot of now, or undefined when the document is not open or was set aside. */
  document(uri: string): TextDocument | undefined {
    return this.#open.get(documentKey(uri));
  }

  /**
   * `InlineCompletionTriggerKind` of LSP 3.18: 1 is invoked, 2 automatic; older libraries counted from 0. A kind that
   * is left out is no sign of a hand.
   */
  inlineTrigger(kind: number | undefined): 'invoked' | 'automatic' {
    this.#countsFromZero ||= kind === 0;
    return kind === (this.#countsFromZero ? 0 : 1) ? 'invoked' : 'automatic';
  }

  /** Where the person was seen last. */
  get place(): WorkPlace | undefined {
    return this.#place;
  }

  /** The client has asked something about a place. */
  visit(place: WorkPlace): void {
    this.#place = place;
  }

  open(uri: string, languageId: string, version: number, text: string): void {
    this.close(uri);
    this.#begin(new TextDocument({ uri, languageId, version }, text));
  }

  change(uri: string, contentChanges: readonly ContentChange[], version: number): void {
    const before = this.document(uri);
    if (before === undefined) {
      this.#takeBack(uri, contentChanges, version);
      return;
    }
    const { positionEncoding } = this.abilities;
    const after = applyContentChanges(before, contentChanges, version, positionEncoding);
    this.#open.set(documentKey(uri), after.document);
    this.#place = placeOf(uri, after.changes);
    this.#application.documentChanged(before, after.document, after.changes);
  }

  /** Our text of this document can no longer be believed. */
  setAside(uri: string): void {
    const document = this.document(uri);
    if (document === undefined) return;
    this.close(uri);
    this.#setAside.set(documentKey(uri), document);
  }

  save(uri: string): void {
    const document = this.document(uri);
    if (document !== undefined) this.#application.documentSaved(document);
  }

  close(uri: string): void {
    const document = this.document(uri);
    this.#setAside.delete(documentKey(uri));
    if (document === undefined) return;
    this.#open.delete(documentKey(uri));
    if (this.#place !== undefined && documentKey(this.#place.uri) === documentKey(uri))
      this.#place = undefined;
    this.#application.documentClosed(document.uri);
  }

  #begin(document: TextDocument): void {
    this.#open.set(documentKey(document.uri), document);
    this.#place = { uri: document.uri, range: undefined, diagnostics: [] };
    this.#application.documentOpened(document);
  }

  #takeBack(uri: string, contentChanges: readonly ContentChange[], version: number): void {
    const known = this.#setAside.get(documentKey(uri));
    if (known === undefined || contentChanges[0]?.range !== undefined || contentChanges.length === 0) return;
    this.#setAside.delete(documentKey(uri));
    this.#begin(
      applyContentChanges(known, contentChanges, version, this.abilities.positionEncoding).document,
    );
  }
}

function placeOf(uri: string, changes: readonly TextChange[]): WorkPlace {
  const last = changes.at(-1);
  const offset = last === undefined ? 0 : last.start + last.text.length;
  return { uri, range: { start: offset, end: offset }, diagnostics: [] };
}
