import { objectAt, urisOf } from '../from-lsp.ts';
import type { NotificationHandler } from '../handler.ts';

/** `workspace/didChangeWorkspaceFolders` */
export const didChangeWorkspaceFolders: NotificationHandler = {
  method: 'workspace/didChangeWorkspaceFolders',
  handle(params, { application }) {
    const event = objectAt(params, 'event');
    const added = urisOf(event.added);
    const removed = urisOf(event.removed);
    if (added.length > 0 || removed.length > 0) application.foldersChanged(added, removed);
  },
};
