/** What fits into a memory budget, in the order it came, and what does not. */
export interface Fitted<Item> {
  readonly fitting: readonly Item[];
  readonly beyond: readonly Item[];
}

/**
 * Takes items in order while their cost fits; one that does not fit is passed over, so that a large file does not
 * keep out the small ones behind it. Law: the fitting items never cost more than `limit` together.
 */
export function fitInto<Item>(
  items: readonly Item[],
  costOf: (item: Item) => number,
  limit: number,
): Fitted<Item> {
  const fitting: Item[] = [];
  const beyond: Item[] = [];
  let spent = 0;
  for (const item of items) {
    const cost = costOf(item);
    if (spent + cost > limit) {
      beyond.push(item);
      continue;
    }
    spent += cost;
    fitting.push(item);
  }
  return { fitting, beyond };
}
