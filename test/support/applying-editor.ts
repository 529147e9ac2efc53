import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

import type { LspCall, LspClient } from './lsp-client.ts';

const position = z.object({ line: z.number(), character: z.number() });
const textEdit = z.object({ range: z.object({ start: position, end: position }), newText: z.string() });
const textDocumentEdit = z.object({
  textDocument: z.object({ uri: z.string(), version: z.number().nullable() }),
  edits: z.array(textEdit),
});
const createFile = z.object({ kind: z.literal('create'), uri: z.string() });
const applyParams = z.object({
  edit: z.object({ documentChanges: z.array(z.union([textDocumentEdit, createFile])) }),
});
const showParams = z.object({ uri: z.string() });

/** The abilities of this editor. */
export const editorAbilities = {
  workspace: {
    applyEdit: true,
    workspaceEdit: { documentChanges: true, resourceOperations: ['create'] },
  },
  window: { showDocument: { support: true }, workDoneProgress: true },
  textDocument: {
    codeAction: {
      codeActionLiteralSupport: { codeActionKind: { valueSet: [] } },
      dataSupport: true,
      resolveSupport: { properties: ['edit'] },
    },
  },
};

/**
 * An editor on an LSP client: applies the edits it is sent, if their version is the present one, opens the documents
 * it is told to show, and tells the server of both. Positions count UTF-16 units; lines end with `\n`.
 */
export class ApplyingEditor {
  readonly texts = new Map<string, string>();
  /** The documents that the server wanted to be shown, in order. */
  readonly shown: string[] = [];
  readonly #versions = new Map<string, number>();
  readonly #client: LspClient;

  constructor(client: LspClient) {
    this.#client = client;
  }

  /** To be the client's `answerCall`. */
  answer({ method, params }: LspCall): unknown {
    if (method === 'workspace/applyEdit') return { applied: this.apply(applyParams.parse(params).edit) };
    if (method !== 'window/showDocument') return null;
    const { uri } = showParams.parse(params);
    this.shown.push(uri);
    if (!this.texts.has(uri)) this.open(uri, readFileSync(fileURLToPath(uri), 'utf8'), languageOf(uri));
    return { success: true };
  }

  versionOf(uri: string): number | undefined {
    return this.#versions.get(uri);
  }

  open(uri: string, text: string, languageId: string): void {
    this.texts.set(uri, text);
    this.#versions.set(uri, 1);
    this.#client.open(uri, text, languageId);
  }

  /** Replaces the whole text, as a person who pastes does. */
  type(uri: string, text: string): void {
    this.texts.set(uri, text);
    const version = (this.#versions.get(uri) ?? 0) + 1;
    this.#versions.set(uri, version);
    const textDocument = { uri, version };
    this.#client.notify('textDocument/didChange', { textDocument, contentChanges: [{ text }] });
  }

  /** Applies a workspace edit; false when it is for another version. */
  apply({ documentChanges }: z.infer<typeof applyParams>['edit']): boolean {
    const edits = documentChanges.flatMap((change) => ('edits' in change ? change : []));
    const isFresh = edits.every(
      ({ textDocument: { uri, version } }) => version === null || version === this.#versions.get(uri),
    );
    if (!isFresh) return false;
    for (const change of documentChanges) {
      if ('kind' in change) this.open(change.uri, '', languageOf(change.uri));
      else this.#edit(change.textDocument.uri, change.edits);
    }
    return true;
  }

  #edit(uri: string, edits: readonly z.infer<typeof textEdit>[]): void {
    const before = this.texts.get(uri) ?? readFileSync(fileURLToPath(uri), 'utf8');
    const offsetOf = ({ line, character }: z.infer<typeof position>) =>
      before.split('\n').slice(0, line).join('\n').length + (line > 0 ? 1 : 0) + character;
    const sorted = edits.map(({ range, newText }) => ({
      start: offsetOf(range.start),
      end: offsetOf(range.end),
      newText,
    }));
    const after = sorted
      .toSorted((one, other) => other.start - one.start)
      .reduce((text, { start, end, newText }) => text.slice(0, start) + newText + text.slice(end), before);
    if (this.texts.has(uri)) this.type(uri, after);
    else this.open(uri, after, languageOf(uri));
  }
}

function languageOf(uri: string): string {
  if (uri.endsWith('.md')) return 'markdown';
  return uri.endsWith('.ts') ? 'typescript' : 'plaintext';
}
