import { neverAborted } from './base/cancellation.ts';
import type { Clock } from './base/clock.ts';
import type { TextChange, TextDocument } from './base/text-document.ts';
import { type ContextOptions, contextOptionsOf } from './config/feature-options.ts';
import type { Settings } from './config/settings-schema.ts';
import type { ContextBundle, ContextItem, ContextTask, SearchResult } from './context/context-item.ts';
import type { IndexEvent } from './context/index/context-messages.ts';
import type { OpenText } from './context/index/open-texts.ts';
import { noContext, questionTokens } from './context/no-context.ts';
import type { Embedder } from './context/retrievers/embeddings.ts';
import type { DiagnosticNote } from './context/retrievers/scene.ts';
import type { CompletionContext, ContextPlace } from './features/completion/completion-context.ts';
import { type ContextWorker, startContextWorker } from './host/context-worker.ts';
import { pathOf } from './host/file-uri.ts';
import { type FolderWatch, watchFolder } from './host/folder-watcher.ts';
import { ignoredFolders } from './host/ignored-folders.ts';

export interface SessionContextParts {
  readonly version: string;
  readonly cacheDirectory: string;
  /** The bundled entry of the context worker. */
  readonly workerUrl: URL;
  readonly clock: Clock;
  /** Absolute. */
  readonly roots: () => readonly string[];
  /** The documents that the editor has open and that may be read. */
  readonly documents: () => readonly TextDocument[];
  /** Whether the editor tells of files that change on disk. */
  readonly editorWatches: boolean;
  /** Files that changed on disk, where we watch ourselves; for whoever else reads them. */
  readonly onFilesChanged: (paths: readonly string[]) => void;
  readonly onEvent: (event: IndexEvent) => void;
  /** What models may be shown, and the vectors that they make. */
  readonly models: Embedder & Pick<CompletionContext, 'maySend'>;
  readonly log: (line: string) => void;
}

/** A place that a person asks about, by offset. */
export interface AskedPlace {
  readonly document: TextDocument;
  readonly offset: number;
  readonly task: ContextTask;
  readonly maxTokens: number;
  /** What its reader has anyway. */
  readonly visible: { readonly start: number; readonly end: number };
  readonly diagnostics: readonly DiagnosticNote[];
}

/**
 * The context engine of one session: its worker, and what it must be told. The worker is started when something first
 * asks for it, or a few seconds after the start, when the editor has settled.
 * Invariant: at most one worker runs, with the options that the present settings ask for.
 */
export class SessionContext implements CompletionContext {
  readonly #parts: SessionContextParts;
  #settings: Settings | undefined;
  #options: ContextOptions | undefined;
  #rules: string | undefined;
  #worker: ContextWorker | undefined;
  #isDue = false;
  #isDisposed = false;
  readonly #watches = new Map<string, Promise<FolderWatch>>();

  constructor(parts: SessionContextParts) {
    this.#parts = parts;
    parts.clock.sleep(settleMs, neverAborted).then(
      () => this.#startUnasked(),
      () => undefined,
    );
  }

  get maxTokens(): number {
    return this.#options?.enabled === true ? this.#options.maxTokens : 0;
  }

  /** Brings the worker in line with the settings. */
  async follow(settings: Settings): Promise<void> {
    this.#settings = settings;
    this.#options = contextOptionsOf(settings);
    if (Object.keys(settings.models).length > 0 && this.#options.enabled) this.#isDue = true;
    const { folders, memoryLimitBytes, enabled, embeddings } = this.#options;
    const rules = JSON.stringify([settings['files.exclude'], folders, memoryLimitBytes, enabled, embeddings]);
    if (rules === this.#rules) return this.#startIfDue();
    this.#rules = rules;
    const before = this.#worker;
    this.#worker = undefined;
    await before?.stop();
    this.#startIfDue();
  }

  /** Somebody has asked for something: the worker is started, whatever models are shown. */
  start(): void {
    this.#isDue = true;
    this.#startIfDue();
  }

  /** The worker as it is: a keystroke starts none. */
  runningWorker(): ContextWorker | undefined {
    return this.#worker;
  }

  /** The worker, started on need; undefined before the settings are known. */
  startedWorker(): ContextWorker | undefined {
    this.start();
    return this.#worker;
  }

  #startUnasked(): void {
    if (this.#options?.enabled === true) this.start();
  }

  documentOpened(document: TextDocument): void {
    const open = openTextOf(document);
    if (open !== undefined) this.#worker?.documentOpened(open);
  }

  documentChanged(uri: string, changes: readonly TextChange[]): void {
    const path = pathOf(uri);
    if (path !== undefined) this.#worker?.documentChanged(path, changes);
  }

  documentClosed(uri: string): void {
    const path = pathOf(uri);
    if (path !== undefined) this.#worker?.documentClosed(path);
  }

  filesChanged(paths: readonly string[]): void {
    this.#worker?.filesChanged(paths);
  }

  rootsChanged(added: readonly string[], removed: readonly string[]): void {
    this.#worker?.rootsChanged(added, removed);
    if (this.#worker !== undefined) this.#followWatches();
  }

  /** Another commit may be checked out, or rules may have changed. */
  rescan(): void {
    this.#worker?.rescan();
  }

  async gather(
    { document, offset, maxTokens, start, end }: ContextPlace,
    signal: AbortSignal,
  ): Promise<ContextBundle | undefined> {
    const path = pathOf(document.uri);
    if (path === undefined) return undefined;
    const visible = { startLine: document.lineOf(start), endLine: document.lineOf(end) + 1 };
    const question = { kind: 'place', path, offset, task: 'completion', maxTokens, visible } as const;
    return this.#worker?.gather(question, signal);
  }

  /** For a place that a person asks about; starts the worker. Undefined where nothing is known. */
  async gatherAround(place: AskedPlace, signal: AbortSignal): Promise<ContextBundle | undefined> {
    this.start();
    const { document, offset, task, maxTokens, visible, diagnostics } = place;
    const path = pathOf(document.uri);
    if (path === undefined) return undefined;
    const lines = { startLine: document.lineOf(visible.start), endLine: document.lineOf(visible.end) + 1 };
    const question = { kind: 'place', path, offset, task, maxTokens, visible: lines, diagnostics } as const;
    return this.#worker?.gather(question, signal);
  }

  maySend(item: ContextItem): Promise<boolean> {
    return this.#parts.models.maySend(item);
  }

  /** What a person or another program asks for; starts the worker. */
  async gatherFor(
    asked: {
      readonly task: ContextTask;
      readonly maxTokens: number | undefined;
    } & ({ readonly document: TextDocument; readonly offset: number } | { readonly query: string }),
    signal: AbortSignal,
  ): Promise<ContextBundle> {
    this.start();
    const { task } = asked;
    const isQuery = 'query' in asked;
    const maxTokens = asked.maxTokens ?? (isQuery ? questionTokens : (this.#options?.maxTokens ?? 0));
    const path = isQuery ? undefined : pathOf(asked.document.uri);
    if (isQuery) {
      const question = { kind: 'query', query: asked.query, task, maxTokens } as const;
      return (await this.#worker?.gather(question, signal)) ?? noContext(task, maxTokens);
    }
    if (path === undefined) return noContext(task, maxTokens);
    const question = { kind: 'place', path, offset: asked.offset, task, maxTokens } as const;
    return (await this.#worker?.gather(question, signal)) ?? noContext(task, maxTokens);
  }

  async search(query: string, limit: number, signal: AbortSignal): Promise<readonly SearchResult[]> {
    this.start();
    return (await this.#worker?.search({ query, limit }, signal)) ?? [];
  }

  async dispose(): Promise<void> {
    this.#isDisposed = true;
    const watches = [...this.#watches.values()];
    this.#watches.clear();
    await Promise.all([
      this.#worker?.stop(),
      ...watches.map(async (watch) => (await watch.catch(() => undefined))?.stop()),
    ]);
  }

  #startIfDue(): void {
    const [settings, options] = [this.#settings, this.#options];
    const isWanted = this.#isDue && !this.#isDisposed && this.#worker === undefined;
    if (!isWanted || settings === undefined || options === undefined) return;
    const { version, cacheDirectory, workerUrl, roots, documents, onEvent, models } = this.#parts;
    const { folders, memoryLimitBytes, embeddings } = options;
    const openTexts = () => documents().flatMap((document) => openTextOf(document) ?? []);
    this.#worker = startContextWorker(
      {
        ...{ roots: roots(), cacheDirectory, memoryLimitBytes, excludes: settings['files.exclude'], folders },
        ...{ preferredFiles: openTexts().map(({ path }) => path), maker: version, spoilers: [] },
        ...{ workerUrl, openTexts, embeddings, embedder: models },
      },
      onEvent,
    );
    this.#followWatches();
  }

  /** Watches the roots where the editor does not. */
  #followWatches(): void {
    if (this.#parts.editorWatches || this.#isDisposed) return;
    const roots = this.#parts.roots();
    for (const [root, watch] of this.#watches) {
      if (roots.includes(root)) continue;
      this.#watches.delete(root);
      watch.then((each) => each.stop()).catch(() => undefined);
    }
    for (const root of roots) {
      if (!this.#watches.has(root)) this.#watches.set(root, this.#watch(root));
    }
  }

  async #watch(root: string): Promise<FolderWatch> {
    const ignored = await ignoredFolders(root, neverAborted);
    return watchFolder(root, {
      ignored,
      onChange: (paths) => {
        this.filesChanged(paths);
        this.#parts.onFilesChanged(paths);
      },
      onRescan: () => this.rescan(),
      onFailure: (detail) => this.#parts.log(`not-watched detail=${detail}`),
    });
  }
}

function openTextOf({ uri, languageId, text }: TextDocument): OpenText | undefined {
  const path = pathOf(uri);
  return path === undefined ? undefined : { path, languageId, text };
}

/** An editor that starts has more urgent things to do. */
const settleMs = 4_000;
