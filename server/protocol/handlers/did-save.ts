import { documentUri } from '../from-lsp.ts';
import type { NotificationHandler } from '../handler.ts';

/** `textDocument/didSave` */
export const didSave: NotificationHandler = {
  method: 'textDocument/didSave',
  handle(params, { session }) {
    session.save(documentUri(params));
  },
};
