import { below, folderOf, foldersUpward } from '../../base/relative-paths.ts';
import type { TextChange, TextDocument } from '../../base/text-document.ts';
import type { FoundSymbol, ProjectFiles, ProjectRoot } from '../ports.ts';
import type { ImportLine } from './import-lines.ts';

/** A file that is to import something. */
export interface ImportPlace {
  readonly document: TextDocument;
  /** Relative to its root, with `/`. */
  readonly path: string;
  readonly lines: readonly ImportLine[];
  readonly files: ProjectFiles;
  readonly root: ProjectRoot;
  /** Of all files of the root. */
  readonly paths: readonly string[];
  /** The same, to ask for one. */
  readonly known: ReadonlySet<string>;
}

/** How one name comes to be imported. */
export interface WrittenImport {
  /** What it comes from, as the import names it. */
  readonly from: string;
  readonly edits: readonly TextChange[];
}

/** Writes an import as the file's own are written; undefined where the name needs none or cannot be imported. */
export type ImportWriter = (
  symbol: FoundSymbol,
  place: ImportPlace,
  signal: AbortSignal,
) => Promise<WrittenImport | undefined>;

/** The text of a file of the root by its path; undefined where it is not there or may not be read. */
export async function textAt(
  { files, root }: ImportPlace,
  path: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const uri = files.uriOf(root, path);
  const look = uri === undefined ? undefined : await files.look(uri, signal);
  return look?.kind === 'text' ? look.text : undefined;
}

/** The innermost folder on the way to `path` that holds a file of this name; `''` is the root. */
export function folderHolding(name: string, path: string, known: ReadonlySet<string>): string | undefined {
  for (const folder of foldersUpward(folderOf(path))) if (known.has(below(folder, name))) return folder;
  return undefined;
}
