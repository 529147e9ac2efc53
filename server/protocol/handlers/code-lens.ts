import { askedDocument } from '../asked-document.ts';
import { commandFor } from '../code-action-answer.ts';
import { documentUri } from '../from-lsp.ts';
import type { RequestHandler } from '../handler.ts';
import { positionAt } from '../to-lsp.ts';

/** `textDocument/codeLens`: what can be done with a chat document or a preview; other documents have none. */
export const codeLens: RequestHandler = {
  method: 'textDocument/codeLens',
  prepare(params, server) {
    const uri = documentUri(params);
    const document = askedDocument(uri, server);
    return {
      supersession: { uri, trigger: 'automatic', answer: [] },
      async run(signal) {
        if (document === undefined) return [];
        const { positionEncoding } = server.session.abilities;
        const lenses = await server.application.actions.codeLenses(document, signal);
        return lenses.map(({ offset, title, call }) => {
          const position = positionAt(document, offset, positionEncoding);
          return { range: { start: position, end: position }, command: commandFor(title, call) };
        });
      },
    };
  },
};
