import { codeTokens, isName } from './code-tokens.ts';

/** The names that a text of code uses, and those it defines by itself. */
export interface NamesInText {
  readonly used: readonly string[];
  readonly defined: ReadonlySet<string>;
}

/**
 * Reads the names of a text that is to be inserted, tolerantly: strings and comments are passed over, and a name counts
 * as defined where it is declared, assigned or a parameter. `start` is the word that the text goes on with.
 */
export function namesIn(text: string, start: string): NamesInText {
  const used = new Set<string>();
  const defined = new Set<string>();
  for (const line of `${start}${text}`.split('\n')) {
    const tokens = tokensOfCode(line);
    for (const [at, token] of tokens.entries()) if (isName(token)) noteName(tokens, at, used, defined);
  }
  return { used: [...used].filter((name) => !defined.has(name)), defined };
}

function noteName(tokens: readonly string[], at: number, used: Set<string>, defined: Set<string>): void {
  const name = tokens[at] ?? '';
  if (isDefinedAt(tokens, at)) defined.add(name);
  else used.add(name);
}

function isDefinedAt(tokens: readonly string[], at: number): boolean {
  const before = tokens[at - 1];
  const after = tokens[at + 1];
  if (before !== undefined && definingWords.has(before)) return true;
  if (before === '.' || before === '?.' || before === '->' || before === '::') return false;
  if (after === '=' || after === ':=' || after === ':' || after === '=>') return true;
  return isInPattern(tokens, at) || isParameter(tokens, at);
}

/** Left of the sign of a declaration such as `const { a, b } =`, `a, b :=`, `for a, b in`. */
function isInPattern(tokens: readonly string[], at: number): boolean {
  const end = tokens.findIndex((token, place) => place > at && endsPattern.has(token));
  if (end === -1) return false;
  if (tokens[end] === ':=') return tokens.slice(0, end).every((token) => isName(token) || token === ',');
  const isDeclared = tokens.slice(0, at).some((token) => declaringWords.has(token));
  return isDeclared && !tokens.slice(0, at).some((token) => endsPattern.has(token));
}

/** Between the brackets behind the name of a function that is being defined, or before an arrow. */
function isParameter(tokens: readonly string[], at: number): boolean {
  const after = tokens[at + 1];
  if (after !== ',' && after !== ')' && after !== undefined) return false;
  const open = tokens.lastIndexOf('(', at);
  if (open === -1) return false;
  const close = tokens.indexOf(')', at);
  const isArrow = close !== -1 && tokens[close + 1] === '=>';
  return isArrow || definingWords.has(tokens[open - 2] ?? '') || definingWords.has(tokens[open - 1] ?? '');
}

/** The tokens of a line outside of strings and comments. */
function tokensOfCode(line: string): readonly string[] {
  if (/^\s*(?:\*|\/\*)/.test(line)) return [];
  const tokens: string[] = [];
  let quote = '';
  let before = '';
  for (const token of codeTokens(line)) {
    const isEnd = token === quote && before !== '\\';
    before = token;
    if (quote !== '') {
      if (isEnd) quote = '';
      continue;
    }
    // A private field of JavaScript begins like a comment.
    if (commentMarks.has(token) && tokens.at(-1) !== '.') break;
    if (quotes.has(token)) quote = token;
    else tokens.push(token);
  }
  return tokens;
}

const commentMarks = new Set(['//', '/*', '/**', '#']);
const quotes = new Set(['"', "'", '`']);
const declaringWords = new Set(['const', 'let', 'var', 'val', 'for', 'import', 'use']);
const definingWords = new Set([
  ...declaringWords,
  ...'def fn func fun function class struct enum interface type trait mod module as mut namespace'.split(' '),
]);
const endsPattern = new Set(['=', ':=', 'of', 'in', 'from']);
