import { objectAt } from '../from-lsp.ts';
import type { NotificationHandler } from '../handler.ts';
import { InvalidParams } from '../invalid-params.ts';

/** `textDocument/didShowInlineEdit`: an edit is on screen; its command says which. */
export const didShowInlineEdit: NotificationHandler = {
  method: 'textDocument/didShowInlineEdit',
  handle(params, { application }) {
    const { arguments: values } = objectAt(objectAt(params, 'item'), 'command');
    const [id] = Array.isArray(values) ? values : [];
    if (typeof id !== 'string') throw new InvalidParams('item.command.arguments');
    application.editShown(id);
  },
};
