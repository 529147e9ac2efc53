import type { IndexReport } from '../context-item.ts';
import type { IndexNotice } from '../files/index-notice.ts';

/** What the context index is made of; all paths are absolute. */
export interface ContextIndexOptions {
  readonly roots: readonly string[];
  /** Where the index is kept between two starts; undefined keeps it in memory only. */
  readonly cacheDirectory: string | undefined;
  /** The most that the indexes of all roots together may take, roughly. */
  readonly memoryLimitBytes: number;
  /** Patterns of the settings, in the syntax of `.gitignore`. */
  readonly excludes: readonly string[];
  /** Folders below each root that are indexed, relative to it; an empty list means everything. */
  readonly folders: readonly string[];
  /** Files that are open or were changed just now; what is near them is read first. */
  readonly preferredFiles: readonly string[];
  /** The version of the program: what another one stored is not taken over. */
  readonly maker: string;
  /** Whether models turn texts into vectors to find what means something similar. */
  readonly embeddings: boolean;
  /** Texts that made the parser trap, see `Spoilers`: they are read by their lines alone. */
  readonly spoilers: readonly string[];
}

/** What the index says while it works. */
export type IndexEvent =
  /** A file counts when it was read or left out. */
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }
  | { readonly kind: 'report'; readonly reports: readonly IndexReport[] }
  /** To be shown to the person, once. */
  | { readonly kind: 'notice'; readonly notice: IndexNotice }
  /** All roots that were given so far are read. */
  | { readonly kind: 'ready' }
  /** The parser trapped on a text, see `Spoilers`: only another thread can go on parsing. */
  | { readonly kind: 'spoiled'; readonly spoiler: string };
