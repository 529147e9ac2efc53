/** Told of each token of a line, in order: blanks stand in [blankStart, start), the token in [start, end). */
export type TokenVisitor = (blankStart: number, start: number, end: number) => void;

/**
 * Cuts `text` between two offsets (part of one line) into words, numbers, operators and single marks; comments and
 * strings are cut into words too. Returns where the trailing blanks start.
 *
 * Law: blanks and tokens, in order, and the trailing blanks are the text again.
 */
export function scanTokens(text: string, from: number, to: number, visit: TokenVisitor): number {
  let at = from;
  while (at < to) {
    const blankStart = at;
    while (at < to && isBlank(text.charCodeAt(at))) at += 1;
    if (at === to) return blankStart;
    const start = at;
    at = tokenEnd(text, start, to);
    visit(blankStart, start, at);
  }
  return to;
}

/** Whether the UTF-16 unit may stand inside a word; all of them beyond ASCII may. */
export function isWordUnit(unit: number): boolean {
  return unit > 127 || (unitClasses[unit] ?? 0) >= digit;
}

export function isBlank(unit: number): boolean {
  return unit <= 32;
}

function tokenEnd(text: string, start: number, to: number): number {
  const unit = text.charCodeAt(start);
  if (isWordUnit(unit)) {
    const isNumber = unitClasses[unit] === digit;
    const longest = Math.min(to, start + maxTokenLength);
    let end = start + 1;
    while (end < longest && continuesWord(text, end, isNumber)) end += 1;
    // A surrogate pair is never cut in two.
    if (end === longest && end < to && (text.charCodeAt(end) & 0xfc00) === 0xdc00) end += 1;
    return end;
  }
  for (const operator of operatorsByUnit[unit] ?? []) {
    if (start + operator.length <= to && text.startsWith(operator, start)) return start + operator.length;
  }
  return start + 1;
}

function continuesWord(text: string, at: number, isNumber: boolean): boolean {
  const unit = text.charCodeAt(at);
  return isWordUnit(unit) || (isNumber && unit === 46 && isWordUnit(text.charCodeAt(at + 1)));
}

/** In UTF-16 units; a longer word is cut, so that a line of encoded data costs no more than one of code. */
const maxTokenLength = 80;

const digit = 1;
const letter = 2;
const unitClasses = new Uint8Array(128);
for (const c of '0123456789') unitClasses[c.charCodeAt(0)] = digit;
for (const c of 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_$')
  unitClasses[c.charCodeAt(0)] = letter;

const operators =
  '=== !== ... /** == != <= >= => && || ?? ?. ++ -- += -= *= /= |= // /* */ :: -> := <- ** </ />';
const operatorsByUnit: string[][] = [];
for (const operator of operators.split(' ')) {
  const unit = operator.charCodeAt(0);
  operatorsByUnit[unit] = [...(operatorsByUnit[unit] ?? []), operator];
}
