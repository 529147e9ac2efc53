/**
 * Cuts from the end of `text` what already stands right of the cursor, so that accepting `name)` in front of `)`
 * does not give `name))`. `suffix` is the rest of the cursor's line.
 *
 * A single bracket is cut only where the text closes more than it opens: `f(x)` in front of `)` keeps its own.
 */
export function trimSuffixOverlap(text: string, suffix: string): string {
  const standing = suffix.trimEnd();
  for (let length = Math.min(standing.length, text.length); length > 0; length--) {
    const overlap = standing.slice(0, length);
    if (!text.endsWith(overlap)) continue;
    const kept = text.slice(0, text.length - length);
    if (balanceOf(overlap) === 0 || balanceOf(text) !== 0) return kept;
  }
  return text;
}

/** Opening brackets minus closing ones. */
function balanceOf(text: string): number {
  let balance = 0;
  for (const character of text) {
    if ('([{'.includes(character)) balance += 1;
    else if (')]}'.includes(character)) balance -= 1;
  }
  return balance;
}
