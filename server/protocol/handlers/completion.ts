import { mentionTriggers } from '../capabilities.ts';
import { documentUri, offsetOf, positionOf, triggerCharacterOf, triggerKindOf } from '../from-lsp.ts';
import type { RequestHandler, Server } from '../handler.ts';
import { mentionItem } from '../mention-item.ts';
import { completionItem } from '../to-lsp.ts';

/** How long a popup waits for us; editors show it when the slowest server has answered. */
const popupDeadlineMs = { automatic: 120, invoked: 1_000 } as const;

/** What the answer itself may take: the embedded model's, where the others are late. */
const answeringMs = 20;

/** `textDocument/completion`: the popup of editors, for those without ghost text. */
export const completion: RequestHandler = {
  method: 'textDocument/completion',
  prepare(params, server) {
    const uri = documentUri(params);
    const position = positionOf(params);
    // `CompletionTriggerKind`: 1 invoked (or a word was typed), 2 a trigger character, 3 asked again.
    const trigger = [2, 3].includes(triggerKindOf(params) ?? 1) ? 'automatic' : 'invoked';
    const triggerCharacter = triggerCharacterOf(params);
    const document = server.session.document(uri);
    const { abilities } = server.session;
    return {
      supersession: { uri, trigger, answer: noItems },
      async run(signal) {
        if (document === undefined) return noItems;
        const offset = offsetOf(document, position, abilities.positionEncoding);
        const mentions = await withinDeadline(
          server.application.actions.mentions(document, offset, signal),
          popupDeadlineMs[trigger],
          server,
        );
        if (mentions === 'late') return noItems;
        if (mentions !== undefined)
          return {
            isIncomplete: true,
            items: mentions.map((mention) => mentionItem(mention, document, abilities)),
          };
        if (mentionTriggers.includes(triggerCharacter)) return noItems;
        // The kind `invoked` also stands for a typed word, so no popup counts as asked for by hand.
        const deadlineMs = popupDeadlineMs[trigger];
        const patience = { patienceMs: deadlineMs - answeringMs, deadlineMs };
        const request = { document, offset, trigger: 'automatic', ...patience } as const;
        const work = server.application.complete(request, signal);
        const outcome = await withinDeadline(work, deadlineMs, server);
        if (outcome === 'late' || outcome.kind === 'nothing') return noItems;
        const place = { document, offset, abilities };
        const items = outcome.value.flatMap((suggestion) => completionItem(suggestion, place) ?? []);
        return { isIncomplete: true, items };
      },
    };
  },
};

/** Incomplete, so that the editor asks again at the next keystroke. */
const noItems = { isIncomplete: true, items: [] };

/** What is ready at the deadline; work that is late goes on, for the request after this one. */
async function withinDeadline<Value>(
  work: Promise<Value>,
  ms: number,
  server: Server,
): Promise<Value | 'late'> {
  const timer = new AbortController();
  const late = server.clock.sleep(ms, timer.signal).then(
    () => 'late' as const,
    () => 'late' as const,
  );
  const outcome = await Promise.race([work, late]).finally(() => timer.abort());
  server.detached.own('completion', work);
  return outcome;
}
