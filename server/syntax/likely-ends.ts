import { missingEnds } from './open-brackets.ts';

/** A place in a text, and what its language is. */
export interface UnfinishedText {
  readonly language: string;
  /** Up to where the ends are wanted. */
  readonly written: string;
  readonly behind: string;
  /** Where the line of the cursor starts in `written`. */
  readonly lineStart: number;
}

/**
 * Short texts, the likeliest first, one of which ends what a right text leaves unfinished: brackets and strings are
 * closed, an operand, a body or the rest of a statement is put where one may be missing. They stand for what a person
 * would go on to write, and are never shown.
 */
export function likelyEnds(unfinished: UnfinishedText): readonly string[] {
  const { language, written, behind, lineStart } = unfinished;
  const all = missingEnds(written, behind, language);
  // Brackets in regular expressions and the like mislead, so those of the line alone are tried, too.
  const own = missingEnds(written.slice(lineStart), '', language);
  const indentation = indentationAt(written, all.openedAt ?? written.length);
  const block = { written, lineStart, indentation };
  const forms = formsOf(language, block);
  const tags = hasTags(language) ? tagEnds(written.slice(lineStart)) : '';
  const withEnd = (end: string) => (form: Form) => `${form[0]}${tags}${end}${form[1]}`;
  const ends = [...forms.map(withEnd(all.text)), ...forms.slice(0, mostOfLine).map(withEnd(own.text))];
  return [...new Set(ends)].filter((end) => end !== '');
}

function hasTags(language: string): boolean {
  return language === 'tsx' || language === 'javascript';
}

/** What closes the elements that a text opens, innermost first. */
function tagEnds(text: string): string {
  const open: string[] = [];
  for (const [tag, slash, name = ''] of text.matchAll(/(?<![\w$])<(\/?)([A-Za-z][\w.:-]*|(?=>))[^<>]*>/g)) {
    if (slash === '/') open.splice(Math.max(0, open.lastIndexOf(name)));
    else if (!tag.endsWith('/>')) open.push(name);
  }
  return open
    .reverse()
    .map((name) => `</${name}>`)
    .join('');
}

/** Each form costs a parse, so that of the second guess only the first few are tried. */
const mostOfLine = 4;

/** What comes before the closing brackets, and what behind. */
type Form = readonly [inside: string, outside: string];

interface Block {
  readonly written: string;
  readonly lineStart: number;
  readonly indentation: string;
}

function formsOf(language: string, block: Block): readonly Form[] {
  if (language === 'python') return pythonForms(block);
  return (Object.hasOwn(forms, language) ? forms[language] : undefined) ?? braceForms;
}

function pythonForms({ written, lineStart, indentation }: Block): readonly Form[] {
  const body = `\n${indentation}    pass`;
  const tried = /^([ \t]*)try:/m.exec(written.slice(lineStart))?.[1];
  const finish = tried === undefined ? '' : `\n${tried}finally:\n${tried}    pass`;
  const bodies: readonly Form[] = [
    ['', body + finish],
    ['', finish],
    ['', `:${body}`],
    ['x', `:${body}`],
    [' in x', `:${body}`],
    ['', `\n${indentation}def x(): pass`],
  ];
  const operands: readonly Form[] = [
    ['', ''],
    ['x', ''],
    ['', ','],
    ['x', ','],
    [': x', ','],
    [': x', ''],
  ];
  return [...operands, ...bodies, ['', ' import x'], [' in x', ''], ['', ' else x']];
}

function indentationAt(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(start, offset))?.[0] ?? '';
}

const scriptForms: readonly Form[] = [
  ['', ''],
  ['x', ''],
  ['', ' {}'],
  ['', ' x'],
  ['x', ' {}'],
  ['', ' => x'],
  [': x', ''],
  ['', ','],
  ['', ' x,'],
  ['', ' = x'],
  ['', ' from "x"'],
  ['', ' finally {}'],
  ['', ': x'],
  ['', ' x() {}'],
  [' = x', ''],
  ['', ' while (x)'],
  [' of x', ' {}'],
  ['', ' : x'],
];

const braceForms: readonly Form[] = [
  ['', ''],
  ['', ';'],
  ['x', ''],
  ['x', ';'],
  ['', ' {}'],
  ['', ' x;'],
  ['x', ' {}'],
  ['', ','],
  ['', ' x,'],
  ['', ' = x;'],
  [': x', ''],
  [' => x', ''],
  ['', ' finally {}'],
  ['', ' -> x {}'],
  ['', ' void x() {}'],
  ['', ' x() {}'],
  ['', ':'],
  ['', ' while (x);'],
  ['x x', ' {}'],
  ['; x; x', ' {}'],
  [' : x', ' {}'],
];

const goForms: readonly Form[] = [
  ['', ''],
  ['x', ''],
  ['', ' {}'],
  ['', ' x'],
  ['x', ' {}'],
  ['', ','],
  ['', ' x,'],
  ['', '{},'],
  ['', ': x,'],
  ['', ':'],
  [': x', ''],
  ['', ' x {}'],
  ['', ' = x'],
  ['', ' := x'],
  ['', ' = range x {}'],
];

const endForms: readonly Form[] = [
  ['', ''],
  ['x', ''],
  ['', '\nend'],
  ['', ' x'],
  ['', ' then\nend'],
  ['', ' do\nend'],
  ['', '\nend\nend'],
];

const shellForms: readonly Form[] = [
  ['', ''],
  ['x', ''],
  ['', '\nx\nfi'],
  ['', '; then\nx\nfi'],
  ['', '\nx\ndone'],
  ['', '; do\nx\ndone'],
  ['', ' {\nx\n}'],
  ['', '\nx) x;;\nesac'],
];

const elementForms: readonly Form[] = [...scriptForms, [' />', ''], ['></x>', '']];

const forms: Readonly<Record<string, readonly Form[]>> = {
  typescript: scriptForms,
  tsx: elementForms,
  javascript: elementForms,
  go: goForms,
  ruby: endForms,
  lua: endForms,
  bash: shellForms,
};
