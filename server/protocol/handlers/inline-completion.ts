import { documentUri, offsetOf, positionOf, triggerKindOf } from '../from-lsp.ts';
import type { RequestHandler } from '../handler.ts';
import { inlineCompletionItem } from '../to-lsp.ts';

/** `textDocument/inlineCompletion`: ghost text. */
export const inlineCompletion: RequestHandler = {
  method: 'textDocument/inlineCompletion',
  prepare(params, server) {
    const uri = documentUri(params);
    const position = positionOf(params);
    const trigger = server.session.inlineTrigger(triggerKindOf(params));
    const document = server.session.document(uri);
    const { abilities } = server.session;
    return {
      supersession: { uri, trigger, answer: noItems },
      async run(signal) {
        if (document === undefined) return noItems;
        const offset = offsetOf(document, position, abilities.positionEncoding);
        const outcome = await server.application.complete({ document, offset, trigger }, signal);
        if (outcome.kind === 'nothing') return noItems;
        const place = { document, offset, abilities };
        return {
          items: outcome.value.flatMap((suggestion) => inlineCompletionItem(suggestion, place) ?? []),
        };
      },
    };
  },
};

const noItems = { items: [] };
