import { documentUri } from '../from-lsp.ts';
import type { NotificationHandler } from '../handler.ts';

/** `textDocument/didClose` */
export const didClose: NotificationHandler = {
  method: 'textDocument/didClose',
  handle(params, { session }) {
    session.close(documentUri(params));
  },
};
