import type { IndexedSymbol } from '../context/indexed-symbol.ts';
import type { OffsetRange } from '../syntax/offset-range.ts';
import type { SourceShape } from '../syntax/source-shape.ts';
import type { VisibleName } from '../syntax/visible-names.ts';

/** A text and what it is; the language id is the editor's word and may be empty. */
export interface SourceFile {
  readonly uri: string;
  readonly languageId: string;
  readonly text: string;
}

/** Tells the syntax of texts; the context worker does it, so that the main thread never parses. */
export interface SyntaxReader {
  /** Undefined where there is no grammar, or the text is too long or too odd to be parsed. */
  shapeOf(source: SourceFile, signal: AbortSignal): Promise<SourceShape | undefined>;
  /** The names that can be used at an offset, innermost first; empty where that cannot be told. */
  namesAt(source: SourceFile, offset: number, signal: AbortSignal): Promise<readonly VisibleName[]>;
}

/** Something that a file of the workspace defines. */
export type FoundSymbol = IndexedSymbol;

/** Finds definitions by name in the index. */
export interface SymbolIndex {
  /** With exactly this name, best known first; `near` is the URI of the file that asks. */
  definitionsOf(name: string, near: string | undefined, signal: AbortSignal): Promise<readonly FoundSymbol[]>;
  /** Whose name begins with or contains `query`, at most `limit`. */
  symbolsLike(query: string, limit: number, signal: AbortSignal): Promise<readonly FoundSymbol[]>;
}

/** A workspace folder. */
export interface ProjectRoot {
  readonly uri: string;
  /** The folder's own name. */
  readonly name: string;
}

/** One look at a file. */
export type FileLook =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly languageId: string;
      /** The editor's version where it is open; undefined for the text on disk. */
      readonly version: number | undefined;
      readonly isReadOnly: boolean;
    }
  | { readonly kind: 'missing' }
  /** It is there and must not or cannot be read: a rule excludes it, or it is no text of a sane size. */
  | { readonly kind: 'refused'; readonly reason: 'excluded' | 'not-text' | 'too-large' | 'outside' };

/** The files of the workspace as the user sees them: open buffers first, then the disk; policy is asked for each. */
export interface ProjectFiles {
  /** The innermost workspace folder of a file. */
  rootOf(uri: string): ProjectRoot | undefined;
  /** The path of a file in its root, with `/`; its bare name without a root. */
  pathOf(uri: string): string;
  /** The file at a relative path; undefined when the path leaves the root. */
  uriOf(root: ProjectRoot, path: string): string | undefined;
  /** Relative paths of all files that are known of a root. */
  paths(root: ProjectRoot, signal: AbortSignal): Promise<readonly string[]>;
  look(uri: string, signal: AbortSignal): Promise<FileLook>;
}

/** What a change was checked for, in words for people. */
export interface CheckReport {
  /** Such as "parses", or "no new syntax errors" of a file that has old ones. */
  readonly checked: readonly string[];
  /** Such as "not type-checked", "not run". */
  readonly notChecked: readonly string[];
  /** What is wrong with it; a change with faults is not shown. */
  readonly faults: readonly CheckFault[];
}

export interface CheckFault {
  readonly kind: 'syntax' | 'defined-twice';
  readonly path: string;
  /** In the text after the change; undefined where it is about the whole file. */
  readonly range: OffsetRange | undefined;
  readonly message: string;
}

/** Checks a change before anybody sees it. Parsing is the only one for now: running needs trust and a sandbox. */
export interface CheckRunner {
  check(files: readonly CheckedFile[], signal: AbortSignal): Promise<CheckReport>;
}

export interface CheckedFile extends SourceFile {
  readonly path: string;
  /** Undefined for a file that is created. */
  readonly before: string | undefined;
}
