import type { FileLines, LineSpan } from './file-lines.ts';

/** The lines of a file that are most like the ones that were looked for; undefined where none are much like them. */
export function nearestLines(file: FileLines, search: readonly string[]): LineSpan | undefined {
  const wanted = withoutOuterBlanks(search).map(wordsOf);
  const lines = file.texts.map(wordsOf);
  let best: LineSpan | undefined;
  let bestLikeness = leastLikeness * wanted.length;
  for (let from = 0; from < lines.length; from++) {
    let likeness = 0;
    for (const [at, words] of wanted.entries()) likeness += likenessOf(words, lines[from + at]);
    if (bestLikeness < likeness) {
      best = { from, to: Math.min(from + wanted.length, lines.length) };
      bestLikeness = likeness;
    }
  }
  return best;
}

/** Share of a line's words that must be the same, on the average of all lines. */
const leastLikeness = 0.4;

/** Whether one line may be another one written anew: most words and signs are the same, or it begins alike and adds some. */
export function mayRewrite(line: string, other: string): boolean {
  const [words, otherWords] = [wordsOf(line), wordsOf(other)];
  const [first] = words;
  const [otherFirst] = otherWords;
  const isLonger = first === otherFirst && [...otherWords].every((word) => words.has(word));
  return isLonger || likenessOf(words, otherWords) >= muchAlike;
}

/** Share of words and signs in common. */
const muchAlike = 0.7;

function withoutOuterBlanks(lines: readonly string[]): readonly string[] {
  const first = lines.findIndex((line) => line.trim() !== '');
  const last = lines.findLastIndex((line) => line.trim() !== '');
  return first === -1 ? [] : lines.slice(first, last + 1);
}

function wordsOf(line: string): ReadonlySet<string> {
  return new Set(line.match(/\w+|[^\w\s]/g) ?? []);
}

/** From 0 to 1: words in common, of all words. */
function likenessOf(one: ReadonlySet<string>, other: ReadonlySet<string> | undefined): number {
  if (other === undefined) return 0;
  if (one.size === 0 && other.size === 0) return 1;
  let common = 0;
  for (const word of one) if (other.has(word)) common += 1;
  return common / (one.size + other.size - common);
}
