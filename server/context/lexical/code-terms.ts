/**
 * Where a term stands: in the text of a chunk, in the path of its file, or in a name that a chunk defines. A `symbol`
 * is such a name as a whole and exactly as it is written, a `reference` a name that is called or used, an `import` the
 * last part of the name of a module that the file imports.
 */
export type TermField = 'text' | 'path' | 'name' | 'symbol' | 'reference' | 'import';

/** Calls `visit` with every word of code or prose: a letter, `_` or `$`, then also digits. Numbers are no words. */
export function scanWords(text: string, visit: (word: string) => void): void {
  scanWordRanges(text, (start, end) => visit(text.slice(start, end)));
}

/** The same by the place of each word. */
export function scanWordRanges(text: string, visit: (start: number, end: number) => void): void {
  let at = 0;
  while (at < text.length) {
    const kind = kindOf(text.charCodeAt(at));
    if (kind === blank) {
      at += 1;
      continue;
    }
    const end = endOfWord(text, at);
    if (kind === letter && end - at <= longestWord) visit(at, end);
    at = end;
  }
}

/**
 * The terms of a word: the word as a whole without its separators, then its parts. Parts end at changes of case, at
 * `_`, `$`, `-` and at digits, so that `getUserName`, `get_user_name` and "get user name" have terms in common.
 */
export function wordTerms(word: string): readonly string[] {
  const parts = wordParts(word);
  const whole = parts.join('');
  if (whole.length < shortestTerm) return [];
  if (parts.length === 1) return [whole];
  return [whole, ...parts.filter((part) => part.length >= shortestTerm && !/^\d+$/.test(part))];
}

/** The parts of a word in lower case, one-letter parts and numbers among them. */
export function wordParts(word: string): readonly string[] {
  return (word.match(partPattern) ?? []).map((part) => part.toLowerCase());
}

/** The terms of a path: each folder and the file's name whole and split; the file's own name counts twice. */
export function pathTerms(path: string): readonly string[] {
  const segments = path.split('/');
  const name = segments.pop() ?? '';
  const stem = name.replace(/\.[^.]*$/, '');
  const own = segmentTerms(stem);
  return [...segments.flatMap(segmentTerms), ...own, ...own, ...segmentTerms(name.slice(stem.length))];
}

function segmentTerms(segment: string): readonly string[] {
  return segment.split('.').flatMap(wordTerms);
}

/**
 * The number that stands for a term in the index, at most 2 ** 53: two 32-bit FNV-1a hashes of different bases, of
 * which the second gives the upper 21 bits. Among a million terms two collide with a chance of about 1 to 20,000,
 * and a collision costs a wrong score, nothing else; no dictionary of strings has to be held or stored.
 */
export function termKey(term: string, field: TermField): number {
  let low = fieldBasis[field];
  let high = ~low;
  for (let i = 0; i < term.length; i++) {
    const unit = term.charCodeAt(i);
    low = Math.imul(low ^ unit, 0x01000193);
    high = Math.imul(high ^ unit, 0x85ebca6b);
  }
  low ^= low >>> 15;
  high ^= high >>> 13;
  return (high & 0x1f_ffff) * 2 ** 32 + (low >>> 0);
}

const fieldBasis = {
  text: 0x811c9dc5 | 0,
  path: 0x27d4eb2f | 0,
  name: 0x165667b1 | 0,
  symbol: 0x9e3779b1 | 0,
  reference: 0xc2b2ae3d | 0,
  import: 0x85ebca77 | 0,
} as const;

const blank = 0;
const digit = 1;
const letter = 2;
const kinds = Uint8Array.from({ length: 128 }, (_, unit) => asciiKind(String.fromCharCode(unit)));

function asciiKind(character: string): number {
  if (/[A-Za-z_$]/.test(character)) return letter;
  return /\d/.test(character) ? digit : blank;
}

/** Beyond ASCII, what is neither punctuation nor a blank counts as a letter: scripts need no tables here. */
function kindOf(unit: number): number {
  if (unit < 128) return kinds[unit] ?? blank;
  if (unit < 0xc0 || unit === 0xfeff || unit === 0xfffd) return blank;
  if (unit >= 0x2000 && unit < 0x2070) return blank;
  return unit >= 0x3000 && unit < 0x3003 ? blank : letter;
}

function endOfWord(text: string, from: number): number {
  let end = from;
  while (end < text.length && kindOf(text.charCodeAt(end)) !== blank) end += 1;
  return end;
}

const partPattern = /\p{Lu}+(?!\p{Ll})|\p{Lu}?[^\p{Lu}\d_$\-\s]+|\p{Lu}+|\d+/gu;
const shortestTerm = 2;
/** UTF-16 units; what is longer is data. */
const longestWord = 80;
