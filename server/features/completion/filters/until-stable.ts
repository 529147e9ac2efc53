/** Cuts until there is nothing left to cut: what one cut lays bare may be the next. `cut` gives a shorter text or the same. */
export function untilStable(text: string, cut: (text: string) => string): string {
  let kept = text;
  for (let shorter = cut(kept); shorter !== kept; shorter = cut(kept)) kept = shorter;
  return kept;
}
