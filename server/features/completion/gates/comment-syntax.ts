import { languageOf } from '../../../syntax/languages.ts';

/** How comments begin and end in a language, and what only looks like one; sources of regular expressions. */
export interface CommentSyntax {
  /** What begins a comment that the end of the line ends. */
  readonly line?: string;
  /** What begins and what ends a comment of several lines; the end is plain text. */
  readonly blocks?: readonly (readonly [begin: string, end: string])[];
  readonly quotes?: readonly Quote[];
  /** What is passed over as a whole, such as a character in quotes. */
  readonly skip?: string;
}

export interface Quote {
  readonly begin: string;
  /** Plain text. */
  readonly end: string;
  /** Whether the text may go on in the next line; where it may not, an open one ends with its line. */
  readonly spans: 'line' | 'lines';
  /** Whether a backslash takes the meaning from what follows it. */
  readonly escapes: boolean;
}

/** Undefined for languages without comments and those that are not known; `path` decides where the id does not. */
export function commentSyntaxOf(languageId: string, path: string): CommentSyntax | undefined {
  return syntaxOf.get(languageId) ?? syntaxOf.get(languageOf(path, languageId) ?? '');
}

const double: Quote = { begin: '"', end: '"', spans: 'line', escapes: true };
const single: Quote = { begin: "'", end: "'", spans: 'line', escapes: true };
const plainSingle: Quote = { ...single, escapes: false };
const backtick: Quote = { begin: '`', end: '`', spans: 'lines', escapes: true };
const tripleDouble: Quote = { begin: '"""', end: '"""', spans: 'lines', escapes: true };
const tripleSingle: Quote = { begin: "'''", end: "'''", spans: 'lines', escapes: true };

/** A single quote in front of a name begins no text: a lifetime, a type variable, a separator of digits. */
const character = String.raw`'(?:\\[^\r\n][^'\r\n]{0,8}|[^'\\\r\n]{1,2})'`;
/** Where an operand may stand; bounded, so that odd lines cost no more than others. */
const regularExpression = String.raw`(?<=(?:^|[(,=:[!&|?{};]|\breturn)[ \t]{0,8})\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\r\n]){0,80}\]|[^/\\[\r\n]){1,200}\/`;

const slashes = { line: '//', blocks: [[String.raw`/\*`, '*/']] } as const;
const markup = { blocks: [['<!--', '-->']] } as const;
/** In these a `#` inside a word or behind a `$` is no comment. */
const looseHash = String.raw`(?<![^\s;&|()])#`;
const ownLineHash = String.raw`^[ \t]*#`;

const table: readonly (readonly [languages: string, syntax: CommentSyntax])[] = [
  [
    'javascript javascriptreact typescript typescriptreact tsx jsx',
    { ...slashes, quotes: [double, single, backtick], skip: regularExpression },
  ],
  [
    'c cpp csharp c_sharp c-sharp objective-c objective-cpp java kotlin scala swift zig solidity',
    { ...slashes, quotes: [tripleDouble, double], skip: character },
  ],
  ['go', { ...slashes, quotes: [double, { ...backtick, escapes: false }], skip: character }],
  [
    'rust',
    {
      ...slashes,
      quotes: [
        { begin: 'r#"', end: '"#', spans: 'lines', escapes: false },
        { ...double, spans: 'lines' },
      ],
      skip: character,
    },
  ],
  ['dart groovy', { ...slashes, quotes: [tripleDouble, tripleSingle, double, single] }],
  ['php', { ...slashes, line: String.raw`//|#(?!\[)`, quotes: [double, single] }],
  ['css', { blocks: slashes.blocks, quotes: [double, single] }],
  ['scss less', { ...slashes, line: '(?<!:)//', quotes: [double, single] }],
  ['jsonc', { ...slashes, quotes: [double] }],
  ['terraform hcl', { ...slashes, line: '//|#', quotes: [double] }],
  ['python starlark bzl', { line: '#', quotes: [tripleDouble, tripleSingle, double, single] }],
  ['ruby elixir crystal coffeescript', { line: '#', quotes: [tripleDouble, double, single] }],
  ['r gdscript awk', { line: '#', quotes: [double, single] }],
  ['graphql cmake', { line: '#', quotes: [tripleDouble, double] }],
  ['julia', { line: '#', blocks: [['#=', '=#']], quotes: [tripleDouble, double], skip: character }],
  ['nim', { line: '#', blocks: [[String.raw`#\[`, ']#']], quotes: [tripleDouble, double], skip: character }],
  [
    'shellscript sh bash zsh fish perl',
    {
      line: looseHash,
      quotes: [
        { ...double, spans: 'lines' },
        { ...plainSingle, spans: 'lines' },
      ],
      skip: String.raw`\\.`,
    },
  ],
  [
    'powershell ps1',
    { line: looseHash, blocks: [['<#', '#>']], quotes: [{ ...double, escapes: false }, plainSingle] },
  ],
  [
    'yaml dockercompose',
    {
      line: looseHash,
      // An apostrophe inside a word begins no text.
      quotes: [
        { ...double, begin: String.raw`(?<![^\s:,[{-])"` },
        { ...plainSingle, begin: String.raw`(?<![^\s:,[{-])'` },
      ],
    },
  ],
  ['toml', { line: '#', quotes: [tripleDouble, { ...tripleSingle, escapes: false }, double, plainSingle] }],
  ['makefile make', { line: String.raw`(?<!\\)#` }],
  ['dockerfile gitignore conf', { line: ownLineHash }],
  ['properties ini dosini', { line: String.raw`^[ \t]*[#;!]` }],
  ['nix', { line: '#', blocks: slashes.blocks, quotes: [double] }],
  [
    'lua',
    {
      line: '--',
      blocks: [[String.raw`--\[\[`, ']]']],
      quotes: [double, single, { begin: String.raw`\[\[`, end: ']]', spans: 'lines', escapes: false }],
    },
  ],
  [
    'sql ada vhdl',
    { line: '--', blocks: slashes.blocks, quotes: [plainSingle, { ...double, escapes: false }] },
  ],
  [
    'haskell elm purescript',
    { line: '--', blocks: [[String.raw`\{-`, '-}']], quotes: [double], skip: character },
  ],
  ['ocaml', { blocks: [[String.raw`\(\*`, '*)']], quotes: [double], skip: character }],
  [
    'fsharp',
    { ...slashes, blocks: [[String.raw`\(\*`, '*)']], quotes: [tripleDouble, double], skip: character },
  ],
  [
    'clojure lisp commonlisp scheme racket emacs-lisp elisp fennel',
    { line: ';', quotes: [{ ...double, spans: 'lines' }], skip: String.raw`\\.` },
  ],
  ['latex tex bibtex', { line: String.raw`(?<!\\)%` }],
  ['erlang prolog', { line: '%', quotes: [double, single], skip: String.raw`\$.` }],
  ['vim viml', { line: String.raw`^[ \t]*"` }],
  ['vb vbnet', { line: "'", quotes: [{ ...double, escapes: false }] }],
  ['bat dosbatch', { line: String.raw`^[ \t]*(?:::|@?[Rr][Ee][Mm]\b)` }],
  ['fortran fortran-modern', { line: '!', quotes: [{ ...double, escapes: false }, plainSingle] }],
  ['html xml svg markdown vue svelte', markup],
];

const syntaxOf: ReadonlyMap<string, CommentSyntax> = new Map(
  table.flatMap(([names, syntax]) => names.split(' ').map((name) => [name, syntax] as const)),
);
