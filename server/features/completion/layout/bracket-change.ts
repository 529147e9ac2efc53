/** The brackets of a line without those that match within it. */
export interface BracketChange {
  /** How many it closes that were open before. */
  readonly closes: number;
  /** How many it leaves open. */
  readonly opens: number;
}

/** What a line does to brackets behind column `from`; what stands in strings and in a line comment does not count. */
export function bracketChange(line: string, from: number, comment: string): BracketChange {
  let closes = 0;
  let opens = 0;
  for (const at of bracketColumns(line, comment)) {
    if (at < from) continue;
    if ('([{'.includes(line.charAt(at))) opens += 1;
    else if (opens > 0) opens -= 1;
    else closes += 1;
  }
  return { closes, opens };
}

/** What all lines of `text` do together, the first of which goes on behind `linePrefix`. */
export function textBracketChange(text: string, linePrefix: string, comment: string): BracketChange {
  let closes = 0;
  let opens = 0;
  for (const [index, line] of text.split('\n').entries()) {
    const change =
      index === 0
        ? bracketChange(linePrefix + line, linePrefix.length, comment)
        : bracketChange(line, 0, comment);
    closes += Math.max(0, change.closes - opens);
    opens = Math.max(0, opens - change.closes) + change.opens;
  }
  return { closes, opens };
}

function* bracketColumns(line: string, comment: string): Generator<number> {
  for (let at = 0; at < line.length; at++) {
    if (isQuote(line, at)) {
      const end = closingQuote(line, at);
      if (end !== -1) at = end;
      // What is not closed on its line goes on below, or is an apostrophe.
      else if (line.charAt(at) !== "'") return;
    } else if (beginsComment(line, at, comment)) return;
    else if ('()[]{}'.includes(line.charAt(at))) yield at;
  }
}

/** A quote behind `&` or `<` names a lifetime. */
function isQuote(line: string, at: number): boolean {
  const character = line.charAt(at);
  if (character === "'") return !'&<'.includes(line.charAt(at - 1) || ' ');
  return character === '"' || character === '`';
}

function closingQuote(line: string, open: number): number {
  const quote = line.charAt(open);
  for (let at = open + 1; at < line.length; at++) {
    if (line.charAt(at) === '\\') at += 1;
    else if (line.charAt(at) === quote) return at;
  }
  return -1;
}

function beginsComment(line: string, at: number, comment: string): boolean {
  if (!/^(?:\/\/|#|--|;|%)$/.test(comment) || !line.startsWith(comment, at)) return false;
  return comment === '//' || at === 0 || /\s/.test(line.charAt(at - 1));
}
