import { nothing, ok } from '../../../base/outcome.ts';
import type { Filter } from './filter.ts';

/** Drops a text that holds, or completes, what looks like a key or a password. */
export const secret: Filter = {
  name: 'secret',
  apply: (text, { linePrefix }) => {
    const code = linePrefix + text;
    // What stands whole before the cursor is the user's own.
    const holds = [...keys(code), ...passwords(code)].some((end) => end > linePrefix.length);
    return holds ? nothing('holds-secret') : ok(text);
  },
};

/** Ends of what has the form of a well-known kind of key. */
function* keys(code: string): Generator<number> {
  for (const match of code.matchAll(knownKeys)) yield match.index + match[0].length;
  for (const match of code.matchAll(/\bsk-[A-Za-z0-9_-]{20,200}/g)) {
    if (isRandom(match[0].slice(3))) yield match.index + match[0].length;
  }
}

/** Ends of literals that are given to something called a password, a token or the like. */
function* passwords(code: string): Generator<number> {
  for (const match of code.matchAll(assignment)) {
    const value = match[1] ?? match[2] ?? match[3] ?? '';
    if (isRandom(value)) yield match.index + match[0].length;
  }
}

const knownKeys = new RegExp(
  [
    String.raw`\b(?:AKIA|ASIA)[0-9A-Z]{16}\b`,
    String.raw`\bgh[pousr]_[A-Za-z0-9]{30,255}`,
    String.raw`\bgithub_pat_[A-Za-z0-9_]{22,255}`,
    String.raw`\bglpat-[A-Za-z0-9_-]{20,100}`,
    String.raw`\b[sr]k_(?:live|test)_[A-Za-z0-9]{16,200}`,
    String.raw`\bxox[abeoprs]-[A-Za-z0-9-]{10,200}`,
    String.raw`\bAIza[A-Za-z0-9_-]{35}`,
    String.raw`\bnpm_[A-Za-z0-9]{36}`,
    String.raw`\bhf_[A-Za-z]{34}`,
    String.raw`\bSG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}`,
    String.raw`\beyJ[A-Za-z0-9_-]{10,500}\.eyJ[A-Za-z0-9_-]{10,2000}\.[A-Za-z0-9_-]{10,500}`,
    '-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----',
  ].join('|'),
  'g',
);

const names =
  'password|passwd|passphrase|pwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|auth[_-]?key';
const assignment = new RegExp(
  String.raw`(?:${names})\w{0,20}["'\]]{0,2}[ \t]{0,20}(?::=|=>|[:=]=?)[ \t]{0,20}(?:"([^"\s]{8,200})"|'([^'\s]{8,200})'|` +
    '`([^`\\s]{8,200})`)',
  'gi',
);

/** Whether a value looks drawn by chance, rather than made of words. */
function isRandom(value: string): boolean {
  if (/[${}<>()]|\*{3}|x{4}|\.{3}/i.test(value) || /^https?:|^[./]/.test(value)) return false;
  const words = value.split(/[-_.:/ ]/);
  const digits = value.replaceAll(/\D/g, '').length;
  // Words with a number behind them are a name.
  if (
    words.every((word) => /^(?:[a-z]+|[A-Z]+|[A-Z]?[a-z]+(?:[A-Z][a-z]+)*)?\d{0,2}$/.test(word)) &&
    value.length < 40 &&
    digits < 4
  )
    return false;
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z\d]/].filter((kind) => kind.test(value)).length;
  return kinds >= 3 || (kinds >= 2 && digits >= 3 && entropy(value) >= 3);
}

/** Bits per character. */
function entropy(value: string): number {
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / value.length) * Math.log2(count / value.length);
  return bits;
}
