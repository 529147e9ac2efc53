import { z } from 'zod';

const position = z.object({ line: z.number(), character: z.number() });
const range = z.object({ start: position, end: position });
const command = z.object({ command: z.string(), arguments: z.array(z.unknown()).optional() });

const edit = z.object({ newText: z.string(), range });

const inlineItem = z.object({ insertText: z.string(), range, command });
const popupItem = z.object({
  label: z.string(),
  textEdit: edit,
  additionalTextEdits: z.array(edit).optional(),
});
const inlineResult = z.union([z.array(inlineItem), z.object({ items: z.array(inlineItem) })]).nullable();
const popupResult = z.union([z.array(popupItem), z.object({ items: z.array(popupItem) })]).nullable();

/** An item of the popup. */
export type PopupItem = z.infer<typeof popupItem>;

/** The ghost texts in an answer to `textDocument/inlineCompletion`. */
export function inlineItems(result: unknown): readonly z.infer<typeof inlineItem>[] {
  return itemsOf(inlineResult.parse(result));
}

/** The items in an answer to `textDocument/completion`. */
export function popupItems(result: unknown): readonly PopupItem[] {
  return itemsOf(popupResult.parse(result));
}

/** The text after an item of the popup has been taken, as the protocol says. */
export function withItem(text: string, { textEdit, additionalTextEdits = [] }: PopupItem): string {
  return withEdits(text, [textEdit, ...additionalTextEdits]);
}

/** A text after edits that do not overlap; columns count characters, so their lines must be ASCII. */
export function withEdits(text: string, edits: readonly z.infer<typeof edit>[]): string {
  return edits
    .map((one) => ({
      start: offsetOf(text, one.range.start),
      end: offsetOf(text, one.range.end),
      newText: one.newText,
    }))
    .toSorted((first, second) => second.start - first.start)
    .reduce((result, { start, end, newText }) => result.slice(0, start) + newText + result.slice(end), text);
}

function itemsOf<T>(result: readonly T[] | { readonly items: readonly T[] } | null): readonly T[] {
  if (result === null) return [];
  return 'items' in result ? result.items : result;
}

function offsetOf(text: string, at: z.infer<typeof position>): number {
  const before = text.split('\n').slice(0, at.line);
  return before.reduce((total, line) => total + line.length + 1, 0) + at.character;
}
