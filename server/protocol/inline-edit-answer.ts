import type { Command, Range, TextDocumentIdentifier } from 'vscode-languageserver';

import type { PositionEncoding } from '../base/position-encoding.ts';
import type { SuggestedEdit } from '../features/next-edit/suggested-edit.ts';
import { acceptEditCommand } from './extensions.ts';
import { positionAt } from './to-lsp.ts';

/** What `textDocument/copilotInlineEdit` answers, under the names that its clients know. */
interface InlineEditAnswer {
  readonly edits: readonly InlineEdit[];
}

interface InlineEdit {
  readonly text: string;
  readonly range: Range;
  /** A version of null is one of a file that is not open. */
  readonly textDocument: TextDocumentIdentifier & { readonly version: number | null };
  readonly command: Command;
}

export function inlineEditAnswer(
  edits: readonly SuggestedEdit[],
  encoding: PositionEncoding,
): InlineEditAnswer {
  return {
    edits: edits.map(({ id, uri, version, document, range, text, explanation }) => ({
      text,
      range: {
        start: positionAt(document, range.start, encoding),
        end: positionAt(document, range.end, encoding),
      },
      textDocument: { uri, version: version ?? null },
      command: { title: explanation, command: acceptEditCommand, arguments: [id] },
    })),
  };
}
