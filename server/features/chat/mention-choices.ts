import { nameOf } from '../../base/relative-paths.ts';
import type { TextDocument } from '../../base/text-document.ts';
import type { ProjectFiles, ProjectRoot, SymbolIndex } from '../../edits/ports.ts';
import type { OffsetRange } from '../../syntax/offset-range.ts';
import { withoutFences } from './markdown-code.ts';
import { type MentionWord, mentionWords } from './mention-syntax.ts';

/** Something that can be named at a place of a question. */
export interface MentionChoice {
  /** As it is typed: `@src/a.ts`, `#createUser`, `@diff`. */
  readonly text: string;
  /** What it means, in a few words. */
  readonly detail: string;
  readonly kind: 'file' | 'symbol' | 'reference';
  /** What is typed of it already. */
  readonly replace: OffsetRange;
}

export interface MentionPorts {
  readonly files: ProjectFiles;
  readonly symbols: SymbolIndex;
  readonly roots: () => readonly ProjectRoot[];
}

/** What can be named where `@` or `#` and some letters are typed, best first; nothing at any other place. */
export async function mentionChoices(
  { document, offset }: { readonly document: TextDocument; readonly offset: number },
  { files, symbols, roots }: MentionPorts,
  signal: AbortSignal,
): Promise<readonly MentionChoice[]> {
  // In code, nobody refers to anything.
  const prose = withoutFences(document.text.slice(0, offset));
  const line = prose.slice(document.lineStart(document.lineOf(offset)));
  const { token, mark, typed = '' } = tokenPattern.exec(line)?.groups ?? {};
  if (token === undefined) return [];
  const replace = { start: offset - token.length, end: offset };
  if (mark === '#') {
    const found = await symbols.symbolsLike(typed, mostChoices, signal);
    return found.map(({ name, path, startLine }): MentionChoice => {
      return { text: `#${name}`, detail: `${path}:${startLine + 1}`, kind: 'symbol', replace };
    });
  }
  const paths = await Promise.all(roots().map((root) => files.paths(root, signal)));
  const words = mentionWords.filter((word) => word.startsWith(typed.toLowerCase()));
  return [
    ...words.map((word): MentionChoice => {
      return { text: `@${word}`, detail: wordDetails[word], kind: 'reference', replace };
    }),
    ...bestPaths(paths.flat(), typed).map((path): MentionChoice => {
      return { text: `@${quotedPath(path)}`, detail: 'file', kind: 'file', replace };
    }),
  ];
}

/** Blanks and openings stand before a reference, as `mentionsIn` wants it. */
const tokenPattern = /(?<=^|[\s([{"'>])(?<token>(?<mark>[@#])"?(?<typed>[^\s"]*))$/;

const wordDetails: Readonly<Record<MentionWord, string>> = {
  diff: 'what differs from the last commit',
  problems: 'what compilers and linters say',
  tests: 'the tests of the file you look at',
  selection: 'what is selected in the file you look at',
};

/** Paths that hold what is typed: in the beginning of the file's name, of the path, or anywhere; short ones first. */
function bestPaths(paths: readonly string[], typed: string): readonly string[] {
  const wanted = typed.toLowerCase();
  const fits = paths.flatMap((path) => {
    const whole = path.toLowerCase();
    if (!whole.includes(wanted)) return [];
    const name = nameOf(whole);
    return { path, rank: name.startsWith(wanted) ? 0 : whole.startsWith(wanted) ? 1 : 2 };
  });
  const sorted = fits.toSorted((one, other) => one.rank - other.rank || one.path.length - other.path.length);
  return sorted.slice(0, mostChoices).map(({ path }) => path);
}

/** Blanks and odd characters stand between quotes. */
function quotedPath(path: string): string {
  return /^[\p{L}\p{N}_./~+@-]*[\p{L}\p{N}_/~+-]$/u.test(path) ? path : `"${path}"`;
}

const mostChoices = 50;
