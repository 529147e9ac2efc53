/** What an offset of a source text stands in. */
export type TextKind = 'code' | 'comment' | 'string';

interface Region {
  readonly start: number;
  readonly end: number;
  readonly kind: Exclude<TextKind, 'code'>;
}

/** Tells comments and strings from code by their signs alone, without a parser; what is filled into a string is code. */
export function textKinds(text: string, language: string): (offset: number) => TextKind {
  const regions = regionsOf(text, signsOf(language));
  return (offset) => {
    let low = 0;
    let high = regions.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((regions[middle]?.end ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    const region = regions[low];
    return region !== undefined && region.start <= offset ? region.kind : 'code';
  };
}

interface Signs {
  readonly lineComments: readonly string[];
  readonly blockComments: readonly (readonly [string, string])[];
  /** Longest first; those of several lines. */
  readonly longQuotes: readonly string[];
  readonly quotes: string;
  /** What opens a piece of code within a string. */
  readonly fill: string | undefined;
  readonly hasPatterns: boolean;
  /** `'a` without an end is no string. */
  readonly hasLifetimes: boolean;
}

const cLike: Signs = {
  lineComments: ['//'],
  blockComments: [['/*', '*/']],
  longQuotes: [],
  quotes: `"'`,
  fill: undefined,
  hasPatterns: false,
  hasLifetimes: false,
};
const script: Signs = { ...cLike, longQuotes: ['`'], fill: '${', hasPatterns: true };
const hashed: Signs = { ...cLike, lineComments: ['#'], blockComments: [] };
const signsByLanguage: Readonly<Record<string, Signs>> = {
  typescript: script,
  tsx: script,
  javascript: script,
  python: { ...hashed, longQuotes: ['"""', "'''"], fill: '{' },
  ruby: { ...hashed, fill: '#{' },
  bash: hashed,
  yaml: hashed,
  toml: hashed,
  go: { ...cLike, longQuotes: ['`'] },
  rust: { ...cLike, hasLifetimes: true },
  kotlin: { ...cLike, longQuotes: ['"""'], fill: '${' },
  scala: { ...cLike, longQuotes: ['"""'], fill: '${', hasLifetimes: true },
  java: { ...cLike, longQuotes: ['"""'] },
  php: { ...cLike, lineComments: ['//', '#'] },
};

function signsOf(language: string): Signs {
  return signsByLanguage[language] ?? cLike;
}

function regionsOf(text: string, signs: Signs): readonly Region[] {
  const regions: Region[] = [];
  for (let at = 0; at < text.length; ) {
    const end = commentEnd(text, at, signs);
    if (end !== undefined) {
      regions.push({ start: at, end, kind: 'comment' });
      at = end;
      continue;
    }
    const string = stringAt(text, at, signs);
    if (string === undefined) {
      at += 1;
      continue;
    }
    regions.push(...string.parts);
    at = string.end;
  }
  return regions;
}

function commentEnd(text: string, at: number, { lineComments, blockComments }: Signs): number | undefined {
  if (lineComments.some((sign) => text.startsWith(sign, at))) return lineEnd(text, at);
  for (const [open, close] of blockComments) {
    if (!text.startsWith(open, at)) continue;
    const end = text.indexOf(close, at + open.length);
    return end < 0 ? text.length : end + close.length;
  }
  return undefined;
}

interface StringText {
  readonly end: number;
  readonly parts: readonly Region[];
}

function stringAt(text: string, at: number, signs: Signs): StringText | undefined {
  const long = signs.longQuotes.find((quote) => text.startsWith(quote, at));
  if (long !== undefined) return quoted(text, at, long, signs);
  const sign = text[at] ?? '';
  if (sign !== '' && signs.quotes.includes(sign)) {
    if (sign === "'" && signs.hasLifetimes && !/^'(?:\\.[^']{0,10}|[^'\\])'/u.test(text.slice(at, at + 14)))
      return undefined;
    return quoted(text, at, sign, signs);
  }
  if (sign === '/' && signs.hasPatterns) return patternAt(text, at);
  return undefined;
}

/** A short quote ends with its line at the latest. */
function quoted(text: string, open: number, quote: string, signs: Signs): StringText {
  const isLong = signs.longQuotes.includes(quote);
  const fill = hasFill(text, open, quote, signs) ? signs.fill : undefined;
  const parts: Region[] = [];
  let from = open;
  let at = open + quote.length;
  for (; at < text.length; at++) {
    if (text[at] === '\\') at += 1;
    else if (text.startsWith(quote, at)) {
      at += quote.length;
      break;
    } else if (!isLong && text[at] === '\n') break;
    else if (fill !== undefined && text.startsWith(fill, at)) {
      const close = closingBrace(text, at + fill.length, isLong);
      if (close === undefined) continue;
      parts.push({ start: from, end: at + fill.length, kind: 'string' });
      from = close;
      at = close;
    }
  }
  const end = Math.min(at, text.length);
  return { end, parts: [...parts, { start: from, end, kind: 'string' }] };
}

function hasFill(text: string, open: number, quote: string, { fill, hasPatterns }: Signs): boolean {
  if (fill === '{') return isFormatted(text, open);
  // Only the backtick of scripts is filled; elsewhere only the single quote is not.
  return hasPatterns ? quote === '`' : quote !== "'";
}

/** In Python, letters before the quote say so. */
function isFormatted(text: string, open: number): boolean {
  return /(?:^|[^\p{L}\p{N}_])[rR]?[fF][rR]?$/u.test(text.slice(Math.max(0, open - 3), open));
}

function closingBrace(text: string, from: number, isLong: boolean): number | undefined {
  let depth = 1;
  for (let at = from; at < text.length && at < from + longestFill; at++) {
    if (text[at] === '{') depth += 1;
    else if (text[at] === '}') depth -= 1;
    else if (text[at] === '\n' && !isLong) return undefined;
    if (depth === 0) return at;
  }
  return undefined;
}

/** A slash is the begin of a pattern where no value stands before it. */
function patternAt(text: string, at: number): StringText | undefined {
  const before = text.slice(Math.max(0, at - 12), at).trimEnd();
  if (before !== '' && !/(?:[=(,:[!&|?{};+\-~<>%^*]|\breturn|\bcase|\btypeof)$/.test(before))
    return undefined;
  let isInClass = false;
  for (let end = at + 1; end < text.length && text[end] !== '\n'; end++) {
    if (text[end] === '\\') end += 1;
    else if (text[end] === '[') isInClass = true;
    else if (text[end] === ']') isInClass = false;
    else if (text[end] === '/' && !isInClass)
      return { end: end + 1, parts: [{ start: at, end: end + 1, kind: 'string' }] };
  }
  return undefined;
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

const longestFill = 400;
