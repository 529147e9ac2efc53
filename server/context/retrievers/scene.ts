import type { ContextPart, ContextTask, LineSpan, RetrieverName } from '../context-item.ts';
import type { DependencyDefinition } from '../dependencies/dependency-definitions.ts';
import type { FileRecord } from '../index/file-record.ts';
import type { RootIndex } from '../index/root-index.ts';
import type { PastChanges } from '../ranking/past-changes.ts';

/** What retrievers may know of one root. Paths are relative to it, with `/`. */
export interface RootView {
  /** Absolute, with `/`. */
  readonly path: string;
  readonly index: RootIndex;
  uriOf(path: string): string;
  /** The file's text now, an open buffer before the disk; undefined when it is gone, excluded or not text. */
  text(path: string, signal: AbortSignal): Promise<string | undefined>;
  /** The files that an import of a file means, best first; empty when it leads out of the workspace. */
  resolveImport(from: string, module: string, names: readonly string[]): readonly string[];
  /** What packages outside the root define of these names, most wanted first; see `DependencyDefinitions`. */
  dependencyDefinitions(
    wanted: WantedDependencies,
    signal: AbortSignal,
  ): Promise<readonly DependencyDefinition[]>;
  /** Whether the person has said that the workspace's own words may be followed. */
  readonly isTrusted: boolean;
  /** The newest commits, ready to be searched; empty without a history or before it was read. */
  readonly past: PastChanges;
  /** Files that are open or were changed lately, whose text may differ from the last commit. */
  readonly touched: readonly string[];
  /** The file's text in the last commit; undefined where there is none. */
  headText(path: string, signal: AbortSignal): Promise<string | undefined>;
  /** The same without waiting; what was not read yet is read for the next time. */
  headTextAtHand(path: string): string | undefined;
}

/** Names that a file imports from packages. */
export interface WantedDependencies {
  readonly path: string;
  readonly imports: FileRecord['imports'];
  readonly names: readonly string[];
  /** Whether nobody waits for long: then what must be read first is there the next time. */
  readonly isHurried: boolean;
}

/** Where the cursor is. */
export interface Place {
  readonly path: string;
  readonly text: string;
  readonly offset: number;
  readonly line: number;
  /** What the file imports and defines, as far as it could be read. */
  readonly record: FileRecord;
}

/** A stretch of a file where the user was lately. */
export interface Visit extends LineSpan {
  readonly path: string;
  readonly kind: 'edited' | 'viewed';
}

/** A message of a compiler or linter about the document. */
export interface DiagnosticNote extends LineSpan {
  readonly message: string;
  readonly related: readonly (LineSpan & { readonly path: string })[];
}

/** What context is wanted for. */
export interface Scene {
  readonly root: RootView;
  readonly task: ContextTask;
  /** Undefined for a question in words alone. */
  readonly place: Place | undefined;
  /** The question, where there is one. */
  readonly query: string | undefined;
  /** Newest first. */
  readonly visits: readonly Visit[];
  readonly diagnostics: readonly DiagnosticNote[];
}

/** Something that may belong into the context. */
export interface Finding extends LineSpan {
  readonly path: string;
  /** In a few words, for people: "defines createUser". */
  readonly reason: string;
  /** Higher is better; comparable within one retriever alone. */
  readonly score: number;
  /** The text itself, where the file is none of the root's: a declaration of a dependency. */
  readonly source?: { readonly uri: string; readonly parts: readonly ContextPart[] };
}

/** One source of context. Deterministic: the same scene and index give the same findings, best first. */
export interface Retriever {
  readonly name: RetrieverName;
  retrieve(scene: Scene, signal: AbortSignal): Promise<readonly Finding[]>;
}
