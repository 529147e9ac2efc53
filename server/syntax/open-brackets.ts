/** What a text has opened and not closed. */
interface OpenMark {
  /** The bracket or the quote. */
  readonly mark: string;
  readonly offset: number;
}

/** What has to be written between two texts so that brackets and strings of the first one end, and where the outermost was opened. */
export interface MissingEnds {
  readonly text: string;
  readonly openedAt: number | undefined;
}

/** Brackets of `behind` that close what `written` has opened are taken from the outside in; the rest is missing. */
export function missingEnds(written: string, behind: string, language: string): MissingEnds {
  const open = scan(written, language).open;
  const closers = scan(behind, language).unopened;
  const missing: OpenMark[] = [];
  let next = closers.length - 1;
  for (const mark of open) {
    if (next >= 0 && closers[next] === closerOf(mark.mark)) next -= 1;
    else missing.push(mark);
  }
  const text = missing
    .map(({ mark }) => closerOf(mark))
    .reverse()
    .join('');
  return { text, openedAt: missing[0]?.offset };
}

interface Scanned {
  /** Outermost first. */
  readonly open: readonly OpenMark[];
  /** Closing brackets without an opening one, in their order. */
  readonly unopened: readonly string[];
}

/** Comments and strings are passed over, as far as the language is known. */
function scan(text: string, language: string): Scanned {
  const open: OpenMark[] = [];
  const unopened: string[] = [];
  const { comment, quotes } = lexicalOf(language);
  let at = 0;
  while (at < text.length) {
    const top = open.at(-1)?.mark;
    if (top !== undefined && isQuote(top)) {
      at = afterStringPart(text, at, open, top);
      continue;
    }
    const skipped = afterComment(text, at, comment);
    if (skipped > at) {
      at = skipped;
      continue;
    }
    const quote = quotes.find((each) => text.startsWith(each, at));
    if (quote !== undefined) {
      open.push({ mark: quote, offset: at });
      at += quote.length;
      continue;
    }
    takeBracket(text.charAt(at), at, open, unopened);
    at += 1;
  }
  return { open, unopened };
}

function takeBracket(mark: string, offset: number, open: OpenMark[], unopened: string[]): void {
  if (mark === '(' || mark === '[' || mark === '{') open.push({ mark, offset });
  else if (mark === ')' || mark === ']' || mark === '}') {
    const at = open.findLastIndex((each) => closerOf(each.mark) === mark);
    if (at === -1) unopened.push(mark);
    else open.splice(at);
  }
}

/** One step within a string whose quote is on top. */
function afterStringPart(text: string, at: number, open: OpenMark[], quote: string): number {
  if (text.startsWith(quote, at)) {
    open.pop();
    return at + quote.length;
  }
  if (quote === '`' && text.startsWith('${', at)) {
    open.push({ mark: '{', offset: at + 1 });
    return at + 2;
  }
  const unit = text.charAt(at);
  if (unit === '\\') return at + 2;
  // A string of one line that was not ended is a mistake, which ends with the line.
  if (unit === '\n' && quote.length === 1 && quote !== '`') open.pop();
  return at + 1;
}

function afterComment(text: string, at: number, comment: string): number {
  if (text.startsWith(comment, at)) return lineEnd(text, at);
  if (comment !== '//' || !text.startsWith('/*', at)) return at;
  const end = text.indexOf('*/', at + 2);
  return end === -1 ? text.length : end + 2;
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end;
}

function closerOf(mark: string): string {
  return mark === '(' ? ')' : mark === '[' ? ']' : mark === '{' ? '}' : mark;
}

function isQuote(mark: string): boolean {
  return !'([{'.includes(mark);
}

interface Lexical {
  readonly comment: string;
  /** Longer ones first. */
  readonly quotes: readonly string[];
}

function lexicalOf(language: string): Lexical {
  return (Object.hasOwn(lexical, language) ? lexical[language] : undefined) ?? plain;
}

const plain: Lexical = { comment: '//', quotes: ['"', "'"] };
const scripting: Lexical = { comment: '#', quotes: ['"', "'"] };
const lexical: Readonly<Record<string, Lexical>> = {
  typescript: { comment: '//', quotes: ['"', "'", '`'] },
  tsx: { comment: '//', quotes: ['"', "'", '`'] },
  javascript: { comment: '//', quotes: ['"', "'", '`'] },
  go: { comment: '//', quotes: ['"', '`'] },
  // A lifetime looks like an open quote.
  rust: { comment: '//', quotes: ['"'] },
  python: { comment: '#', quotes: ['"""', "'''", '"', "'"] },
  java: { comment: '//', quotes: ['"""', '"', "'"] },
  kotlin: { comment: '//', quotes: ['"""', '"', "'"] },
  scala: { comment: '//', quotes: ['"""', '"', "'"] },
  ruby: scripting,
  bash: scripting,
  yaml: scripting,
  toml: scripting,
  lua: { comment: '--', quotes: ['"', "'"] },
};
