/** How far a suggestion may reach. */
export interface Shape {
  /** Lines, at least 1. */
  readonly maxLines: number;
  /** Whether it may begin on the line below the cursor. */
  readonly mayBeginBelow: boolean;
}

/**
 * One line where the cursor stands in the middle of something, several behind an opening bracket, a colon or on a
 * line that is still empty. `prefix` and `suffix` are the parts of the cursor's line.
 */
export function shapeAt(prefix: string, suffix: string, maxLines: number): Shape {
  if (suffix.trim() !== '') return { maxLines: 1, mayBeginBelow: false };
  const isOpen = prefix.trim() === '' || /([{([:]|=>|\b(do|then|else|begin))\s*$/.test(prefix);
  return { maxLines: isOpen ? maxLines : 1, mayBeginBelow: true };
}

/**
 * The part of a model's answer that the shape allows, and whether the model has said enough to stop it. A blank line
 * ends a suggestion of several lines.
 */
export function cutToShape(
  text: string,
  { maxLines, mayBeginBelow }: Shape,
): { readonly text: string; readonly isFull: boolean } {
  const from = mayBeginBelow ? leadingLineEnd(text) : 0;
  const blank = maxLines > 1 ? text.slice(from).search(/\n[ \t]*\r?\n/) : -1;
  const limit = nthLineEnd(text, from, maxLines);
  const end = blank === -1 ? limit : Math.min(from + blank, limit);
  if (end >= text.length) return { text, isFull: false };
  return { text: text.slice(0, end), isFull: true };
}

function leadingLineEnd(text: string): number {
  return /^\r?\n/.exec(text)?.[0].length ?? 0;
}

/** The offset of the line end that ends the `count`-th line behind `from`; the length where there are fewer. */
function nthLineEnd(text: string, from: number, count: number): number {
  let at = from - 1;
  for (let line = 0; line < count; line++) {
    at = text.indexOf('\n', at + 1);
    if (at === -1) return text.length;
  }
  return text.charAt(at - 1) === '\r' ? at - 1 : at;
}
