import { objectAt } from '../from-lsp.ts';
import type { NotificationHandler } from '../handler.ts';
import { InvalidParams } from '../invalid-params.ts';
import type { JsonObject } from '../json-rpc.ts';

/** `textDocument/didShowCompletion`: the user sees a suggestion. */
export const didShowCompletion: NotificationHandler = {
  method: 'textDocument/didShowCompletion',
  handle(params, { application }) {
    application.suggestions.suggestionShown(suggestionId(params));
  },
};

/** `textDocument/didPartiallyAcceptCompletion`: the user took the beginning of a suggestion. */
export const didPartiallyAcceptCompletion: NotificationHandler = {
  method: 'textDocument/didPartiallyAcceptCompletion',
  handle(params, { application }) {
    const { acceptedLength } = params;
    if (typeof acceptedLength !== 'number') throw new InvalidParams('acceptedLength');
    application.suggestions.suggestionPartlyAccepted(suggestionId(params), acceptedLength);
  },
};

/** `innerloop/didDismissCompletion`: the user does not want a suggestion. */
export const didDismissCompletion: NotificationHandler = {
  method: 'innerloop/didDismissCompletion',
  handle(params, { application }) {
    application.suggestions.suggestionDismissed(suggestionId(params));
  },
};

/** An item is known by the id that its command carries. */
function suggestionId(params: JsonObject): string {
  const { arguments: given } = objectAt(objectAt(params, 'item'), 'command');
  const [id]: readonly unknown[] = Array.isArray(given) ? given : [];
  if (typeof id !== 'string') throw new InvalidParams('item.command.arguments');
  return id;
}
