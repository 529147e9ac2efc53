import { stringAt } from '../from-lsp.ts';
import type { RequestHandler } from '../handler.ts';
import { resolvedItem } from '../to-lsp.ts';

/** `completionItem/resolve`: the whole text of an item and where it comes from. */
export const completionResolve: RequestHandler = {
  method: 'completionItem/resolve',
  prepare(item, server) {
    stringAt(item, 'label');
    return { run: async () => resolvedItem(item, server.session.abilities) };
  },
};
