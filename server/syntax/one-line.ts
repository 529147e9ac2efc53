/** A piece of code on one line, cut with `…` where it is long. */
export function onOneLine(code: string): string {
  const line = code.replaceAll(/\s+/g, ' ').trim();
  // Not in the middle of a character.
  return line.length <= mostUnits ? line : `${line.slice(0, mostUnits - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

const mostUnits = 80;
