/**
 * The closing brackets and quotes that a text still needs, the innermost first: `})` for `f({ a`.
 *
 * It knows no language: brackets inside quotes do not count, a quote ends with its line, a backtick does not. Where
 * that is wrong, as after an apostrophe in prose, the closers are too.
 */
export function openClosers(text: string): string {
  let closers = '';
  for (let at = 0; at < text.length; at++) {
    const unit = text.charAt(at);
    const quote = quotes.includes(closers.charAt(0)) ? closers.charAt(0) : '';
    if (quote !== '' && unit === '\\') at += 1;
    else closers = closersAfter(closers, quote, unit).slice(0, deepest);
  }
  return closers;
}

/** `quote` is the one that the text stands in, or empty. */
function closersAfter(closers: string, quote: string, unit: string): string {
  if (quote !== '') {
    const isOver = unit === quote || (unit === '\n' && quote !== '`');
    return isOver ? closers.slice(1) : closers;
  }
  if (quotes.includes(unit)) return unit + closers;
  const opened = openers.indexOf(unit);
  if (opened !== -1) return brackets.charAt(opened) + closers;
  return brackets.includes(unit) && closers.startsWith(unit) ? closers.slice(1) : closers;
}

/** Whether a text is made of nothing but closing brackets and quotes, and blanks in front of each. */
export function isClosing(text: string): boolean {
  return /^(?:\s*[)\]}"'`])*$/.test(text);
}

/** Whether `some` are among `all` in their order: an editor need not close every bracket. */
export function areAmong(some: string, all: string): boolean {
  let found = 0;
  for (const unit of all) if (unit === some.charAt(found)) found += 1;
  return found === some.length;
}

/** Beyond it the outermost are let go; nobody nests code so deep. */
const deepest = 64;
const quotes = '"\'`';
const openers = '([{';
const brackets = ')]}';
