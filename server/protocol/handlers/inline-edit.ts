import { documentUri, offsetOf, positionOf } from '../from-lsp.ts';
import type { RequestHandler } from '../handler.ts';
import { inlineEditAnswer } from '../inline-edit-answer.ts';

/** `textDocument/copilotInlineEdit`: the edit that follows from the last one, for clients of Copilot's language server. */
export const inlineEdit: RequestHandler = {
  method: 'textDocument/copilotInlineEdit',
  prepare(params, server) {
    const uri = documentUri(params);
    const position = positionOf(params);
    const document = server.session.document(uri);
    const { positionEncoding } = server.session.abilities;
    return {
      supersession: { uri, trigger: 'automatic', answer: noEdits },
      async run(signal) {
        if (document === undefined) return noEdits;
        const offset = offsetOf(document, position, positionEncoding);
        const edits = await server.application.inlineEdits(document, offset, signal);
        return inlineEditAnswer(edits, positionEncoding);
      },
    };
  },
};

const noEdits = { edits: [] };
