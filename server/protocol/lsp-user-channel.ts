import type { Connection, WorkspaceEdit } from 'vscode-languageserver';

import type { TextDocument } from '../base/text-document.ts';
import type { ProposedChange } from '../edits/proposed-change.ts';
import type { ClientAbilities } from './client-abilities.ts';
import type { DetachedWork } from './detached-work.ts';
import { isJsonObject } from './json-rpc.ts';
import type { SuggestionStatus } from './suggestion-application.ts';
import { positionAt } from './to-lsp.ts';
import type {
  Confirmation,
  EditOutcome,
  MessageSeverity,
  ProgressHandle,
  ShowOptions,
  TextInsertion,
  UserAbilities,
  UserChannel,
} from './user-channel.ts';
import type { WorkDoneProgress } from './work-done-progress.ts';
import { insertionEdit, workspaceEdit } from './workspace-edit.ts';

export interface UserChannelParts {
  readonly connection: Connection;
  readonly detached: DetachedWork;
  readonly abilities: ClientAbilities;
  readonly progress: WorkDoneProgress;
  /** The snapshot of now. */
  readonly documentAt: (uri: string) => TextDocument | undefined;
}

/** Reaches the person through the editor's own windows; sends nothing that the client did not announce. */
export class LspUserChannel implements UserChannel {
  readonly can: UserAbilities;
  readonly #parts: UserChannelParts;
  readonly #shown = new Set<string>();

  constructor(parts: UserChannelParts) {
    this.#parts = parts;
    const { edits, showDocument, virtualDocuments } = parts.abilities;
    this.can = {
      applyEdits: edits.apply,
      showDocuments: showDocument,
      virtualDocuments: showDocument && virtualDocuments,
      confirmEdits: edits.apply && edits.versioned && edits.annotations,
    };
  }

  showOnce(severity: MessageSeverity, text: string): void {
    if (this.#shown.has(text)) return;
    this.#shown.add(text);
    this.show(severity, text);
  }

  show(severity: MessageSeverity, text: string): void {
    this.#notify('window/showMessage', { type: messageTypes[severity], message: text });
  }

  async ask(text: string, choices: readonly string[]): Promise<string | undefined> {
    const actions = choices.map((title) => ({ title }));
    const answer = await this.#request('window/showMessageRequest', {
      type: messageTypes.info,
      message: text,
      actions,
    });
    const title = isJsonObject(answer) ? answer.title : undefined;
    return choices.find((choice) => choice === title);
  }

  log(line: string): void {
    this.#notify('window/logMessage', { type: messageTypes.log, message: line });
  }

  beginProgress(title: string): ProgressHandle {
    const shown = this.#parts.progress.begin({ title, percentage: 0, cancellable: false });
    return {
      report: (percentage, message) => shown.report({ percentage: wholePercent(percentage), message }),
      end: (message) => shown.end(message),
    };
  }

  async applyChange(change: ProposedChange, confirmation: Confirmation): Promise<EditOutcome> {
    const { abilities, documentAt } = this.#parts;
    for (const { uri, path, before } of change.files) {
      const open = documentAt(uri);
      // Some clients apply an edit to whatever text they have, so this look right before is the only one.
      if (open !== undefined && open.text !== (before ?? '')) return refused(`${path} has changed meanwhile`);
    }
    const versionOf = (uri: string) => documentAt(uri)?.version;
    return this.#apply(change.title, workspaceEdit(change, { abilities, confirmation, versionOf }));
  }

  async insertText({ document, offset, text }: TextInsertion): Promise<EditOutcome> {
    const { abilities, documentAt } = this.#parts;
    if (documentAt(document.uri) !== document) return refused('the document has changed meanwhile');
    const position = positionAt(document, offset, abilities.positionEncoding);
    const edit = { range: { start: position, end: position }, newText: text };
    return this.#apply(answerLabel, insertionEdit(document, edit, abilities));
  }

  async showDocument(uri: string, { selection, takeFocus }: ShowOptions): Promise<boolean> {
    const { abilities } = this.#parts;
    if (!abilities.showDocument) return false;
    const range = selection && {
      start: positionAt(selection.document, selection.range.start, abilities.positionEncoding),
      end: positionAt(selection.document, selection.range.end, abilities.positionEncoding),
    };
    const params = { uri, external: false, takeFocus, ...(range === undefined ? {} : { selection: range }) };
    const answer = await this.#request('window/showDocument', params);
    return isJsonObject(answer) && answer.success === true;
  }

  statusChanged(status: SuggestionStatus): void {
    if (this.#parts.abilities.status) this.#notify('didChangeStatus', status);
  }

  codeLensesChanged(): void {
    const { abilities, detached } = this.#parts;
    if (abilities.refreshesCodeLenses) detached.own('lenses', this.#request('workspace/codeLens/refresh'));
  }

  async #apply(label: string, edit: WorkspaceEdit): Promise<EditOutcome> {
    if (!this.can.applyEdits) return refused('this editor takes no edits from a language server');
    const answer = await this.#request('workspace/applyEdit', { label, edit });
    if (!isJsonObject(answer)) return refused('the editor did not take it');
    if (answer.applied === true) return { applied: true, reason: '' };
    const { failureReason } = answer;
    const isReasoned = typeof failureReason === 'string' && failureReason !== '';
    return refused(isReasoned ? `the editor says: ${failureReason}` : 'the editor refused it');
  }

  /** The client's answer, or undefined when it answers with an error. */
  async #request(method: string, params?: object): Promise<unknown> {
    const { connection } = this.#parts;
    try {
      // `undefined` would be sent as a parameter.
      if (params === undefined) return await connection.sendRequest<unknown>(method);
      return await connection.sendRequest<unknown>(method, params);
    } catch {
      // What the client said may quote the user's code; whoever asks sees that nothing came of it.
      return undefined;
    }
  }

  #notify(method: string, params: object): void {
    const { connection, detached } = this.#parts;
    detached.own(method, connection.sendNotification(method, params));
  }
}

/** `MessageType` of LSP. */
const messageTypes = { error: 1, warning: 2, info: 3, log: 4 } as const;

function refused(reason: string): EditOutcome {
  return { applied: false, reason };
}

function wholePercent(percentage: number): number {
  return Math.round(Math.min(100, Math.max(0, percentage)));
}

/** Of the edits that an answer comes in, so that a client can make one step of undo of them; see `extensions.md`. */
const answerLabel = 'innerloop: answer';
