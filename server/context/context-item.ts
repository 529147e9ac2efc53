import type { OffsetRange } from '../syntax/offset-range.ts';
import type { LeftOutReason } from './ports.ts';

/** What the context is for; it decides which retrievers are asked and how tests are weighed. */
export type ContextTask = 'completion' | 'chat' | 'tests' | 'fix';

/** Where a context item comes from; one file each in `retrievers/`. */
export type RetrieverName =
  | 'definitions'
  | 'dependencies'
  | 'usages'
  | 'imports'
  | 'similar'
  | 'recent'
  | 'tests'
  | 'diagnostics'
  | 'changes'
  | 'together'
  | 'facts'
  | 'embeddings'
  | 'words';

/** Lines of a file, counted from 0; `endLine` is the first line behind them. */
export interface LineSpan {
  readonly startLine: number;
  readonly endLine: number;
}

/** A stretch of a file, whole lines, as it stands there. */
export interface ContextPart extends LineSpan {
  readonly text: string;
  /** UTF-16 offsets in the file. */
  readonly range: OffsetRange;
}

/** A snippet that may be shown to a model or a person. */
export interface ContextItem {
  readonly uri: string;
  /** Relative to its root, with `/`. */
  readonly path: string;
  /** In the order of the file; more than one where its middle was left out to fit the budget. */
  readonly parts: readonly ContextPart[];
  /** Why it is here, in a few words: "defines createUser, imported from ./users". */
  readonly reason: string;
  /** The retriever that ranked it first. */
  readonly retriever: RetrieverName;
  /** Fused score; higher is better, comparable within one bundle. */
  readonly score: number;
  readonly tokens: number;
}

/** Why something that was found is not in the bundle; the closed list. */
export type DropReason =
  | 'over-budget'
  | 'overlaps'
  | 'already-visible'
  | 'excluded'
  | 'avoided'
  | 'not-tracked'
  | 'low-score'
  | 'gone';

export interface DroppedItem extends LineSpan {
  readonly uri: string;
  readonly path: string;
  readonly reason: string;
  readonly retriever: RetrieverName;
  readonly score: number;
  readonly why: DropReason;
}

/** What one retriever found, best first. */
export interface RetrieverTrace {
  readonly retriever: RetrieverName;
  readonly tookMs: number;
  /** All that it found; at most the first twenty are named in `best`. */
  readonly found: number;
  readonly best: readonly (LineSpan & {
    readonly path: string;
    readonly score: number;
    readonly reason: string;
  })[];
}

/** The context for one request, and how it came about. */
export interface ContextBundle {
  readonly task: ContextTask;
  /** In the order in which they are to be written: what changes least between keystrokes first. */
  readonly items: readonly ContextItem[];
  readonly dropped: readonly DroppedItem[];
  readonly trace: readonly RetrieverTrace[];
  readonly maxTokens: number;
  readonly usedTokens: number;
  readonly tookMs: number;
  /** Whether every file had been read when this was put together. */
  readonly isComplete: boolean;
}

/** One answer to a search in words. */
export interface SearchResult extends LineSpan {
  readonly uri: string;
  readonly path: string;
  readonly text: string;
  readonly score: number;
  readonly reason: string;
}

/** What is in the index of one root and what is not. */
export interface IndexReport {
  readonly root: string;
  readonly files: number;
  /** Size of the files on disk. */
  readonly sourceBytes: number;
  readonly chunks: number;
  readonly definitions: number;
  readonly memoryBytes: number;
  /** Most frequent first; a language is named as `grammars/languages.json` does, `text` without a grammar. */
  readonly languages: readonly { readonly language: string; readonly files: number }[];
  /** Files that were left out, by reason, most frequent first, with at most three examples (relative paths). */
  readonly leftOut: readonly {
    readonly reason: LeftOutReason;
    readonly count: number;
    readonly examples: readonly string[];
  }[];
  /** Files that git does not track: searched, never sent. */
  readonly untracked: number;
  readonly isComplete: boolean;
}
