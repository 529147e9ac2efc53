import { documentUri, objectAt, stringAt, versionOf } from '../from-lsp.ts';
import type { NotificationHandler } from '../handler.ts';

/** `textDocument/didOpen` */
export const didOpen: NotificationHandler = {
  method: 'textDocument/didOpen',
  handle(params, { session }) {
    const textDocument = objectAt(params, 'textDocument');
    const { languageId } = textDocument;
    const text = stringAt(textDocument, 'text');
    const language = typeof languageId === 'string' ? languageId : '';
    session.open(documentUri(params), language, versionOf(textDocument, 0), text);
  },
};
