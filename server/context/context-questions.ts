import type { ContextTask, LineSpan } from './context-item.ts';
import type { DiagnosticNote } from './retrievers/scene.ts';

/** What context is asked for; paths are absolute, with `/`. */
export type ContextQuestion = {
  readonly task: ContextTask;
  readonly maxTokens: number;
  /** Patterns of the policy: not to be imitated, and to be imitated first. */
  readonly avoid?: readonly string[];
  readonly prefer?: readonly string[];
} & (
  | {
      readonly kind: 'place';
      readonly path: string;
      /** In the text of the open document, or of the file. */
      readonly offset: number;
      /** Lines that its reader has anyway; see `GatherOptions`. */
      readonly visible?: LineSpan;
      readonly query?: string;
      readonly diagnostics?: readonly DiagnosticNote[];
    }
  | { readonly kind: 'query'; readonly query: string }
);

/** What is asked of definitions: with exactly a name, or with names that begin with or contain a word. */
export type SymbolQuestion =
  /** `near` is the absolute path of the file that asks. */
  | { readonly kind: 'named'; readonly name: string; readonly near: string | undefined }
  | { readonly kind: 'like'; readonly query: string; readonly limit: number };

export interface SearchQuestion {
  readonly query: string;
  readonly limit: number;
}
