/** A fence for a block of Markdown that no line of `text` can close. */
export function fenceFor(text: string): string {
  const longest = Math.max(2, ...Array.from(text.matchAll(/`{3,}/g), ([ticks]) => ticks.length));
  return '`'.repeat(longest + 1);
}
