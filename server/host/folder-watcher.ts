import { realpath } from 'node:fs/promises';
import { sep } from 'node:path';
import { isMainThread } from 'node:worker_threads';

import type { AsyncSubscription, Event } from '@parcel/watcher';

import { createdFiles } from './created-files.ts';
import { watchGitFolder } from './git-folder-watch.ts';

/** What is watched, and who hears of it. Nothing is heard any more once `stop` was called or watching failed. */
export interface FolderWatchOptions {
  /** Folders by their paths relative to the root; what lies in a `.git` or `node_modules` is never reported. */
  readonly ignored: readonly string[];
  /** Absolute paths of what was created, changed or deleted; a path that is gone may have been a folder's. */
  onChange(paths: readonly string[]): void;
  /** Anything may have changed: folders were moved, or the repository has another commit or index. */
  onRescan(): void;
  /** Nothing is watched any more; completes "cannot watch the folder: …". */
  onFailure(detail: string): void;
}

/** A folder that is watched. */
export interface FolderWatch {
  stop(): Promise<void>;
}

/** As much of the watcher's package as is needed. */
export type WatcherPackage = Pick<typeof import('@parcel/watcher'), 'subscribe'>;

/**
 * Watches a workspace folder where the editor does not. The package that does it is optional and native: where it
 * is not installed or the system refuses, `onFailure` says so, and the caller looks now and then instead. It belongs
 * on the main thread: the package aborts the process when a thread ends that has not stopped watching.
 */
export async function watchFolder(
  root: string,
  options: FolderWatchOptions,
  load: () => Promise<WatcherPackage> = () => import('@parcel/watcher'),
): Promise<FolderWatch> {
  const realRoot = await realpath(root).catch(() => root);
  const watch = new WatchedFolder({ root, realRoot, ...options }, load);
  await watch.start();
  return watch;
}

interface Watched extends FolderWatchOptions {
  readonly root: string;
  /** The system tells of names with links followed. */
  readonly realRoot: string;
}

/** Invariant: reports, restarts and the end come one after the other, in the order of their causes. */
class WatchedFolder implements FolderWatch {
  readonly #watched: Watched;
  readonly #load: () => Promise<WatcherPackage>;
  #subscription: AsyncSubscription | undefined;
  #stopGitWatch: () => void = () => undefined;
  #isOver = false;
  #work: Promise<void> = Promise.resolve();

  constructor(watched: Watched, load: () => Promise<WatcherPackage>) {
    this.#watched = watched;
    this.#load = load;
  }

  async start(): Promise<void> {
    if (!isMainThread) return this.#fail('only the main thread can');
    await this.#subscribe();
    if (this.#isOver) return;
    const stopGitWatch = await watchGitFolder(this.#watched.root, this.#watched.onRescan);
    if (this.#isOver) stopGitWatch();
    else this.#stopGitWatch = stopGitWatch;
  }

  async stop(): Promise<void> {
    this.#isOver = true;
    this.#stopGitWatch();
    this.#work = this.#work.then(() => this.#unsubscribe());
    await this.#work;
  }

  async #subscribe(): Promise<void> {
    const packaged = await this.#load().catch(() => undefined);
    if (packaged === undefined)
      return this.#fail('the package @parcel/watcher is not there for this platform');
    const { realRoot, ignored } = this.#watched;
    try {
      const ignore = [...ignoredEverywhere, ...ignored.filter((folder) => !patternSigns.test(folder))];
      this.#subscription = await packaged.subscribe(realRoot, (error, events) => this.#hear(error, events), {
        ignore,
      });
    } catch (error) {
      this.#fail(detailOf(error));
    }
  }

  #hear(error: Error | null, events: readonly Event[]): void {
    this.#work = this.#work.then(async () => {
      if (this.#isOver) return;
      if (error === null) await this.#report(events);
      else if (/re-?scanned/.test(error.message)) this.#watched.onRescan();
      else {
        this.#fail(detailOf(error));
        await this.#unsubscribe();
      }
    });
  }

  async #report(events: readonly Event[]): Promise<void> {
    const own = events.filter(({ path }) => !this.#isIgnored(path));
    const created = await createdFiles(own.filter(({ type }) => type === 'create').map(({ path }) => path));
    if (this.#isOver) return;
    if (created.kind === 'tree') return this.#startAgain();
    const others = own.filter(({ type }) => type !== 'create').map(({ path }) => path);
    const paths = [...others, ...created.files].map((path) => this.#named(path));
    if (paths.length > 0) this.#watched.onChange(paths);
  }

  /**
   * On Linux, what lies in the folders of a folder that was moved is reported under its old name for ever, and what
   * was written into new folders before they were watched is not reported.
   */
  async #startAgain(): Promise<void> {
    await this.#unsubscribe();
    await this.#subscribe();
    if (!this.#isOver) this.#watched.onRescan();
  }

  async #unsubscribe(): Promise<void> {
    const subscription = this.#subscription;
    this.#subscription = undefined;
    // It complains when the folder is gone.
    await subscription?.unsubscribe().catch(() => undefined);
  }

  #fail(detail: string): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#stopGitWatch();
    this.#watched.onFailure(detail);
  }

  #isIgnored(path: string): boolean {
    const parts = path.slice(this.#watched.realRoot.length + 1).split(sep);
    if (parts.some((part) => part === '.git' || part === 'node_modules')) return true;
    const relative = `${parts.join('/')}/`;
    return this.#watched.ignored.some((folder) => relative.startsWith(`${folder}/`));
  }

  /** A path as the caller names it. */
  #named(path: string): string {
    return this.#watched.root + path.slice(this.#watched.realRoot.length);
  }
}

/** In words of ours: what the package says holds paths. */
function detailOf(error: unknown): string {
  const text = error instanceof Error ? error.message : '';
  if (/no space left|inotify_add_watch/i.test(text)) return 'the system watches too many folders already';
  if (/too many open files|inotify_init/i.test(text)) return 'the system has too many watchers already';
  return 'the system refuses';
}

/** For the package, a name with one of these is a pattern, which may match all else; we leave such names out later. */
const patternSigns = /[!*?+@|(){}[\]\\]/;
const ignoredEverywhere = ['**/.git', '**/.git/**', '**/node_modules', '**/node_modules/**'];
