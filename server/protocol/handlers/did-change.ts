import { contentChanges, documentUri, objectAt, versionOf } from '../from-lsp.ts';
import type { NotificationHandler } from '../handler.ts';

/** `textDocument/didChange`: changes count in the order of arrival, whatever their versions say. */
export const didChange: NotificationHandler = {
  method: 'textDocument/didChange',
  handle(params, { session }) {
    const uri = documentUri(params);
    const version = versionOf(objectAt(params, 'textDocument'), session.document(uri)?.version ?? 0);
    try {
      session.change(uri, contentChanges(params), version);
    } catch (error) {
      session.setAside(uri);
      throw error;
    }
  },
};
