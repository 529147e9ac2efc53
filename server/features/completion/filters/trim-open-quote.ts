/**
 * Cuts a quote at the end of `text` that opens a string: what follows it was too unsure to be offered, and an editor
 * colors everything behind it. `prefix` is the cursor's line up to the cursor.
 */
export function trimOpenQuote(text: string, prefix: string): string {
  const quote = /["'`]$/.exec(text)?.[0];
  if (quote === undefined) return text;
  const line = (prefix + text).slice((prefix + text).lastIndexOf('\n') + 1);
  const quotes = line.split(quote).length - 1;
  return quotes % 2 === 1 ? text.slice(0, -1).trimEnd() : text;
}
