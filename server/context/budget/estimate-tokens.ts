/**
 * About how many tokens a text has, rather more than less: a tokenizer of its own would need to know the model's
 * vocabulary. Words count one for each six letters and each change of case, digits one for three, blanks before a
 * word nothing, other signs one each but for runs. See test/context/budget for how it compares with o200k.
 */
export function estimateTokens(text: string): number {
  let tokens = 0;
  let at = 0;
  let before: Kind = kinds.lineEnd;
  while (at < text.length) {
    const kind = kindOf(text.charCodeAt(at));
    let end = at + 1;
    while (end < text.length && continues(kind, text.charCodeAt(end - 1), text.charCodeAt(end))) end += 1;
    const isMerged = before === kinds.sign && (kind === kinds.sign || kind === kinds.lineEnd);
    tokens += isMerged ? mergedShare * costOf(kind, end - at) : costOf(kind, end - at);
    before = kind;
    at = end;
  }
  return Math.ceil(tokens);
}

const kinds = { letter: 0, digit: 1, blank: 2, lineEnd: 3, sign: 4, wide: 5 } as const;
type Kind = (typeof kinds)[keyof typeof kinds];

function kindOf(unit: number): Kind {
  if ((unit >= 97 && unit <= 122) || (unit >= 65 && unit <= 90)) return kinds.letter;
  if (unit >= 48 && unit <= 57) return kinds.digit;
  if (unit === 32 || unit === 9) return kinds.blank;
  if (unit === 10 || unit === 13) return kinds.lineEnd;
  return unit < 128 ? kinds.sign : kinds.wide;
}

function continues(kind: Kind, before: number, unit: number): boolean {
  if (kindOf(unit) !== kind) return false;
  // A capital behind a small letter begins a new word.
  if (kind === kinds.letter) return !(unit <= 90 && before >= 97);
  return kind === kinds.sign ? unit === before : true;
}

/** Signs that follow each other, and a line end behind them, are mostly one token. */
const mergedShare = 0.5;

function costOf(kind: Kind, length: number): number {
  switch (kind) {
    case kinds.letter:
      return length <= 7 ? 1 : Math.ceil(length / 5);
    case kinds.digit:
      return Math.ceil(length / 3);
    case kinds.blank:
      // One blank belongs to the word behind it; indentation is a token, up to a width.
      return length === 1 ? 0 : Math.ceil(length / 16);
    case kinds.lineEnd:
      return 1;
    case kinds.sign:
      return Math.ceil(length / 4);
    default:
      return length * 1.5;
  }
}
