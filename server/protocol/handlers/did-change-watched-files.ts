import { urisOf } from '../from-lsp.ts';
import type { NotificationHandler } from '../handler.ts';

/** `workspace/didChangeWatchedFiles`: what changed on disk; whether it appeared or went is seen there. */
export const didChangeWatchedFiles: NotificationHandler = {
  method: 'workspace/didChangeWatchedFiles',
  handle(params, { application }) {
    const uris = urisOf(params.changes);
    if (uris.length > 0) application.filesChanged(uris);
  },
};
