import type { TextDocument } from '../../../base/text-document.ts';
import type { ContextItem } from '../../../context/context-item.ts';
import type { OffsetRange } from '../../../syntax/offset-range.ts';
import type { ActionPlace, ActionPorts } from '../ports.ts';

/** What the context engine has for a place and may be sent, in its order. Also settles what of the file may be sent. */
export async function relatedItems(
  place: ActionPlace,
  { context, models }: Pick<ActionPorts, 'context' | 'models'>,
  signal: AbortSignal,
): Promise<readonly ContextItem[]> {
  await models.mayShow(place.document.uri);
  signal.throwIfAborted();
  const bundle = await context.gather(place, signal);
  signal.throwIfAborted();
  const items = bundle?.items ?? [];
  const maySend = await Promise.all(items.map((item) => models.maySend(item)));
  signal.throwIfAborted();
  return items.filter((_, at) => maySend[at]);
}

/** The same for a part of a document, all of which is shown anyway. */
export function itemsAbout(
  { document, focus }: { readonly document: TextDocument; readonly focus: OffsetRange },
  ports: Pick<ActionPorts, 'context' | 'models'>,
  signal: AbortSignal,
): Promise<readonly ContextItem[]> {
  const place = { document, offset: focus.start, visible: focus, diagnostics: [] };
  return relatedItems({ ...place, task: 'chat', maxTokens: contextTokens }, ports, signal);
}

/** The best of the items that fit, in their order. */
export function withinTokens(items: readonly ContextItem[], maxTokens: number): readonly ContextItem[] {
  let left = maxTokens;
  const fitting = new Set<ContextItem>();
  for (const item of [...items].sort((a, b) => b.score - a.score)) {
    if (item.tokens > left) continue;
    left -= item.tokens;
    fitting.add(item);
  }
  return items.filter((item) => fitting.has(item));
}

/** Tokens of context that an action asks for; smaller windows show less of it. */
export const contextTokens = 4_000;
