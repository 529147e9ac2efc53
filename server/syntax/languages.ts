import table from '../../grammars/languages.json' with { type: 'json' };
import { nameOf } from '../base/relative-paths.ts';

/** What `grammars/languages.json` says of one language. */
export interface LanguageFacts {
  /** Names that editors give the language in `textDocument/didOpen`. */
  readonly ids: readonly string[];
  /** Ends of file names, such as `.ts`; without a dot in front, a whole name such as `Rakefile`. */
  readonly endings: readonly string[];
  /** The grammar's file, behind the name of the package that brings it. */
  readonly grammar: string;
  /** Folders below `grammars/queries`, later ones adding to earlier ones. */
  readonly queries: readonly string[];
}

/** Languages by their name; see `grammars/README.md`. */
export type LanguageTable = Readonly<Record<string, LanguageFacts>>;

/** The languages whose grammars the server brings. */
export const languages: LanguageTable = table;

/** The language of a file: by its name, else by the editor's word for it; `undefined` without a grammar. */
export function languageOf(
  path: string,
  languageId = '',
  known: LanguageTable = languages,
): string | undefined {
  const name = nameOf(path);
  const names = Object.keys(known);
  return (
    names.find((language) => known[language]?.ids.includes(languageId)) ??
    names.find((language) => known[language]?.endings.some((ending) => endsLike(name, ending)))
  );
}

/** Where a grammar's file stands below the folder that is installed: by its own name, without its package. */
export function grammarFileOf({ grammar }: LanguageFacts): string {
  return nameOf(grammar);
}

function endsLike(name: string, ending: string): boolean {
  return ending.startsWith('.') ? name.toLowerCase().endsWith(ending) : name === ending;
}
