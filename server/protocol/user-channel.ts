import type { TextDocument } from '../base/text-document.ts';
import type { ProposedChange } from '../edits/proposed-change.ts';
import type { OffsetRange } from '../syntax/offset-range.ts';
import type { SuggestionStatus } from './suggestion-application.ts';

/** The ways to reach the person at the editor; each does nothing that the client did not announce. */
export interface UserChannel {
  readonly can: UserAbilities;
  /** Shown in the editor; a text that was shown before in this process is not shown again. */
  showOnce(severity: MessageSeverity, text: string): void;
  /** Shown in the editor, each time. */
  show(severity: MessageSeverity, text: string): void;
  /** Shown with buttons; the one that was pressed, or undefined when none was or the client shows none. */
  ask(text: string, choices: readonly string[]): Promise<string | undefined>;
  /** One line for the editor's log: event name first, fields after, never the user's code. */
  log(line: string): void;
  /** Starts a progress indicator; `report` takes a percentage from 0 to 100. */
  beginProgress(title: string): ProgressHandle;
  /** Applies a change in the editor; nothing is applied to a document that has another text than the change is for. */
  applyChange(change: ProposedChange, confirmation: Confirmation): Promise<EditOutcome>;
  /** Inserts text into an open document; nothing is inserted when it has another version by then. */
  insertText(insertion: TextInsertion): Promise<EditOutcome>;
  /** Opens a document; false when the client cannot, or did not. */
  showDocument(uri: string, options: ShowOptions): Promise<boolean>;
  /** How suggestions stand; told to clients that want to know. */
  statusChanged(status: SuggestionStatus): void;
  /** What the code lenses are has changed. */
  codeLensesChanged(): void;
}

export type MessageSeverity = 'error' | 'warning' | 'info';

/** What the client has announced, as far as it decides how something is shown. */
export interface UserAbilities {
  /** Edits can be applied at all. */
  readonly applyEdits: boolean;
  readonly showDocuments: boolean;
  /** It asks us for the text of documents with the scheme of previews. */
  readonly virtualDocuments: boolean;
  /** It lets the person confirm an edit before it is applied. */
  readonly confirmEdits: boolean;
}

/** `needed`: the editor is to ask the person; `given`: the person has said so already. */
export type Confirmation = 'needed' | 'given';

export interface TextInsertion {
  /** The snapshot that `offset` is of. */
  readonly document: TextDocument;
  readonly offset: number;
  readonly text: string;
}

/** What became of an edit. */
export interface EditOutcome {
  readonly applied: boolean;
  /** Completes "It was not applied: …"; empty when it was. */
  readonly reason: string;
}

export interface ShowOptions {
  /** Of the document's text as it is now; undefined leaves the cursor where it is. */
  readonly selection: { readonly document: TextDocument; readonly range: OffsetRange } | undefined;
  readonly takeFocus: boolean;
}

export interface ProgressHandle {
  report(percentage: number, message: string): void;
  end(message: string): void;
}
