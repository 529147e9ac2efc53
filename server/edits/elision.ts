/**
 * The first line of a reply that stands for code it leaves out, such as "// ... existing code ..."; lines that the
 * file has itself are none.
 */
export function elisionIn(lines: readonly string[], file: ReadonlySet<string>): string | undefined {
  return lines.map((line) => line.trim()).find((line) => isElision(line) && !file.has(line));
}

/** The lines of a text, to be looked up. */
export function trimmedLines(text: string): ReadonlySet<string> {
  return new Set(text.split('\n').map((line) => line.trim()));
}

const commentStart = /^(?:\/\/|\/\*+|#|--|;+|<!--|\{\/\*|"""|%)/;
const commentEnd = /(?:\*\/\}?|-->|""")$/;
const subject = /\b(?:rest|remaining|remainder|existing|unchanged|same|previous|other|before)\b/i;
const leftOut =
  /\b(?:rest|remaining|remainder|existing|unchanged|same as before|previous|other)\b.*\b(?:code|functions?|methods?|class|file|implementation|logic|unchanged|same|here|body|lines|imports|members)\b/i;
const alone = /^(?:unchanged|(?:no|without) changes?|snip|omitted|(?:same )?as before)$/i;

function isElision(line: string): boolean {
  if (/^(?:\.{3,}|…)$/.test(line)) return true;
  const [start] = commentStart.exec(line) ?? [];
  if (start === undefined) return false;
  const words = line
    .slice(start.length)
    .replace(commentEnd, '')
    .replaceAll(/[[\](){}<>*]/g, '')
    .trim();
  if (words.length > 80) return false;
  const [, before = '', bare = '', behind = ''] = /^(\.{2,}|…)?\s*(.*?)\s*(\.{2,}|…)?$/.exec(words) ?? [];
  if (bare === '') return before !== '';
  if (alone.test(bare.replace(/\.$/, '')) || (before !== '' && subject.test(bare))) return true;
  return leftOut.test(bare) && (behind !== '' || beginsWithRest.test(bare));
}

const beginsWithRest = /^(?:the )?(?:rest|remaining|remainder|existing|other)\b/i;
