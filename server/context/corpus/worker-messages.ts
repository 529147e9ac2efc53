import type { IndexNotice } from '../files/index-notice.ts';
import type { CorpusReport } from './corpus-report.ts';

/** What the index is to learn from; all paths are absolute. */
export interface CorpusOptions {
  readonly roots: readonly string[];
  /** Where segments are kept between two starts; undefined keeps them in memory only. */
  readonly cacheDirectory: string | undefined;
  /** The most that all segments together may take. */
  readonly memoryLimitBytes: number;
  /** Patterns of the settings, in the syntax of `.gitignore`. */
  readonly excludes: readonly string[];
  /** Files that are open or were changed just now; what is near them is learned first. */
  readonly preferredFiles: readonly string[];
}

/** From the main thread to the worker. */
export type ToCorpusWorker =
  | { readonly kind: 'start'; readonly options: CorpusOptions }
  | { readonly kind: 'files-changed'; readonly paths: readonly string[] }
  | { readonly kind: 'roots-changed'; readonly added: readonly string[]; readonly removed: readonly string[] }
  | { readonly kind: 'rescan' }
  | { readonly kind: 'stop' };

/** How far the first reading has come; a file counts when it was read or left out. */
interface CorpusProgress {
  readonly phase: 'listing' | 'learning';
  readonly done: number;
  readonly total: number;
}

/** From the worker to the main thread. */
export type FromCorpusWorker =
  /**
   * All segments, oldest first: a later one masks the files of an earlier one. `ids` names each buffer, because
   * posting makes new objects of the same bytes: what was opened under an id need not be opened again.
   */
  | {
      readonly kind: 'corpus';
      readonly buffers: readonly SharedArrayBuffer[];
      readonly ids: readonly string[];
    }
  | ({ readonly kind: 'progress' } & CorpusProgress)
  | { readonly kind: 'report'; readonly report: CorpusReport }
  /** To be shown to the person, once. */
  | { readonly kind: 'notice'; readonly notice: IndexNotice }
  /** All roots that were given so far are learned; ends what `progress` began. */
  | { readonly kind: 'ready' };
