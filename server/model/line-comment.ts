import { nameOf } from '../base/relative-paths.ts';
import { concat, ownWords, type SourcedPart, SourcedText } from '../base/sourced-text.ts';
import { endedLine, type FimParts } from './fim-parts.ts';

/**
 * What begins a line comment in a file, by the editor's name of its language, else by its path; `//` where
 * neither is known, and for languages without line comments, since a model reads it as one anyway.
 */
export function commentPrefix(languageId: string, path: string): string {
  const name = nameOf(path).toLowerCase();
  const extension = name.slice(name.lastIndexOf('.') + 1);
  return (
    prefixOfLanguage.get(languageId.toLowerCase()) ??
    prefixOfFile.get(name) ??
    prefixOfFile.get(extension) ??
    '//'
  );
}

/**
 * The prefix below the context files as comments, each under its path, for models that know no other files; the
 * path of the completed file ends them. The way of Continue (github.com/continuedev/continue).
 */
export function withCommentedContext(parts: FimParts): SourcedText {
  if (parts.context.length === 0) return parts.prefix;
  const prefix = commentPrefix(parts.languageId, parts.path);
  const files = parts.context.map(({ path, text }) => concat(`Path: ${path}\n`, endedLine(text)));
  const current = ownWords(`Path: ${parts.path}\n`);
  return concat(commentedOut(concat(...files, current), prefix), parts.prefix);
}

/** Each line a comment; lines go on across parts. */
function commentedOut(text: SourcedText, prefix: string): SourcedText {
  let atLineStart = true;
  const parts = text.parts.map((part): SourcedPart => {
    const lines = part.text.split(/(?<=\n)/);
    const commented = lines.map((line, index) =>
      index > 0 || atLineStart ? commentedLine(line, prefix) : line,
    );
    atLineStart = part.text.endsWith('\n');
    return { ...part, text: commented.join('') };
  });
  return new SourcedText(parts);
}

function commentedLine(line: string, prefix: string): string {
  return line === '\n' || line === '\r\n' ? `${prefix}${line}` : `${prefix} ${line}`;
}

const languages: Readonly<Record<string, string>> = {
  '//':
    'c cpp csharp dart fsharp go groovy java javascript javascriptreact jsonc kotlin objective-c ' +
    'objective-cpp php rust scala scss solidity swift typescript typescriptreact zig',
  '#':
    'python ruby shellscript sh bash zsh fish perl perl6 raku r yaml dockercompose toml makefile make ' +
    'dockerfile elixir julia powershell ps1 coffeescript coffee nix cmake gdscript tcl graphql crystal ' +
    'terraform hcl nim awk properties gitignore conf config starlark bzl just meson',
  '--': 'lua sql haskell elm ada vhdl purescript applescript',
  '%': 'latex tex bibtex erlang prolog matlab octave',
  ';': 'clojure lisp commonlisp scheme racket emacs-lisp elisp asm ini dosini fennel',
  '"': 'vim viml',
  "'": 'vb vbnet',
  '!': 'fortran fortran-modern',
  REM: 'bat dosbatch',
};

const files: Readonly<Record<string, string>> = {
  '#':
    'py pyi pyw rb rake gemspec gemfile rakefile sh bash zsh fish pl pm raku r yaml yml toml makefile mk ' +
    'dockerfile ex exs jl ps1 psm1 coffee nix cmakelists.txt cmake gd tcl graphql gql cr tf hcl nim awk ' +
    'properties conf bzl bazel justfile',
  '--': 'lua sql hs elm adb ads vhd vhdl purs applescript',
  '%': 'tex sty bib erl hrl pro',
  ';': 'clj cljs cljc lisp lsp scm rkt el asm ini fnl',
  '"': 'vim vimrc',
  "'": 'vb',
  '!': 'f90 f95 f03 f08',
  REM: 'bat cmd',
};

const prefixOfLanguage = prefixes(languages);
const prefixOfFile = prefixes(files);

function prefixes(words: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(words).flatMap(([prefix, names]) =>
      names.split(' ').map((name) => [name, prefix] as const),
    ),
  );
}
