import { neverAborted } from './base/cancellation.ts';
import { documentKey } from './base/document-key.ts';
import type { ErrorCode } from './base/error-codes.ts';
import { assertNever, type Outcome, ok } from './base/outcome.ts';
import type { TextChange, TextDocument } from './base/text-document.ts';
import { fileStanding } from './compose-file-standing.ts';
import { SessionContext } from './compose-session-context.ts';
import { SessionModels } from './compose-session-models.ts';
import { editorLayer, startLayer } from './config/editor-layers.ts';
import { completionOptionsOf } from './config/feature-options.ts';
import { resolveSettings } from './config/resolve-settings.ts';
import { defaultSettings } from './config/settings-defaults.ts';
import type { SettingsLayer } from './config/settings-layer.ts';
import type { Settings } from './config/settings-schema.ts';
import type { ContextBundle, SearchResult } from './context/context-item.ts';
import type { CorpusOptions, FromCorpusWorker } from './context/corpus/worker-messages.ts';
import type { IndexNotice } from './context/files/index-notice.ts';
import type { IndexEvent } from './context/index/context-messages.ts';
import type { Roots } from './context/ports.ts';
import { type CorpusSegment, trustedCorpusSegment } from './embedded/corpus-segment.ts';
import { EmbeddedModel } from './embedded/embedded-model.ts';
import { Completion } from './features/completion/completion.ts';
import { OpenDocuments } from './features/completion/open-documents.ts';
import type { CompletionRequest, SilenceReason, Suggestion } from './features/completion/suggestion.ts';
import { type CorpusWorker, startCorpusWorker } from './host/corpus-worker.ts';
import { folderPathsOf, pathOf } from './host/file-uri.ts';
import { findRepositoryRoot } from './host/find-root.ts';
import { serverProcess } from './host/server-process.ts';
import { systemClock } from './host/system-clock.ts';
import { openTransport, type TransportChoice } from './host/transports.ts';
import { workspaceRoots } from './host/workspace-roots.ts';
import { builtInPolicy, isPolicyFile, policyFileNames } from './policy/built-in-policy.ts';
import { WorkspacePolicy } from './policy/workspace-policy.ts';
import type {
  Application,
  ClientFacts,
  ContextRequest,
  ProgressHandle,
  ServerStatus,
  UserChannel,
} from './protocol/application.ts';
import { startServer } from './protocol/connection.ts';
import { showLoading } from './protocol/model-loading.ts';

/** What `compose.ts` decides for the session of one editor. */
export interface EditorOptions {
  readonly version: string;
  readonly transport: TransportChoice;
  readonly clientProcessId: number | undefined;
  readonly cacheDirectory: string;
  /** Where it is kept what models cost; absolute. */
  readonly stateDirectory: string;
  /** Where commands that print keys run: never a workspace. */
  readonly keyRunFolder: string;
  /** The bundled entries of the worker threads. */
  readonly workerUrl: URL;
  readonly contextWorkerUrl: URL;
  /** The settings of the user and of these workspace folders, weakest first. */
  readonly settingsLayers: (roots: readonly string[]) => Promise<readonly SettingsLayer[]>;
}

/** Serves one editor until the server ends the process; rejects with a UserError when the editor cannot be reached. */
export async function serveEditor(options: EditorOptions): Promise<never> {
  startServer({
    transport: await openTransport(options.transport),
    createApplication: (facts, user) => new EditorApplication(facts, user, options),
    version: options.version,
    process: serverProcess,
    clock: systemClock,
    clientProcessId: options.clientProcessId,
  });
  return new Promise<never>(() => undefined);
}

/**
 * One editor's session, made of the floors below: documents and files go to the embedded model, requests to the
 * completion pipeline. Invariant: at most one worker runs, with the options that the present settings ask for.
 */
class EditorApplication implements Application {
  readonly #options: EditorOptions;
  readonly #user: UserChannel;
  readonly #model = new EmbeddedModel();
  readonly #documents: OpenDocuments;
  readonly #models: SessionModels;
  readonly #context: SessionContext;
  readonly #completion: Completion;
  readonly #roots: Set<string>;
  readonly #initializationOptions: unknown;
  /** Resolves when the client has sent its settings for the first time. */
  readonly #configured: Promise<void>;
  #resolveConfigured: () => void = () => undefined;
  #clientSettings: unknown;
  #settings: Settings = defaultSettings;
  #policy: WorkspacePolicy;
  #worker: CorpusWorker | undefined;
  /** What the running worker was told of the settings. */
  #workerRules: string | undefined;
  /** Whether a workspace folder is one that is read: a home folder, for instance, is not. */
  #hasUsableRoot = false;
  readonly #shownNotices = new Set<ErrorCode>();
  /** Those in use, oldest first, by the worker's name for each. */
  #segments: ReadonlyMap<string, CorpusSegment> = new Map();
  #progress: ProgressHandle | undefined;
  #learned: ServerStatus['index'] = null;
  /** Work on settings and worker, one piece after the other. */
  #queue: Promise<void> = Promise.resolve();
  #isDisposed = false;

  constructor(facts: ClientFacts, user: UserChannel, options: EditorOptions) {
    this.#options = options;
    this.#user = user;
    this.#roots = new Set(folderPathsOf(facts.folderUris));
    this.#configured = new Promise((resolve) => {
      this.#resolveConfigured = resolve;
    });
    this.#initializationOptions = facts.initializationOptions;
    this.#policy = new WorkspacePolicy(builtInPolicy([], []));
    const isExcluded = (uri: string) => this.#isExcluded(uri);
    this.#documents = new OpenDocuments(this.#model, isExcluded, setImmediate);
    this.#models = new SessionModels({
      version: options.version,
      stateDirectory: options.stateDirectory,
      keyRunFolder: options.keyRunFolder,
      isExcluded,
      inspect: (path, known, signal) =>
        fileStanding({ path, known }, this.#settings['files.exclude'], isExcluded, signal),
      roots: () => [...this.#roots],
      show: (severity, { message, remedy }) => user.showOnce(severity, `innerloop: ${message} ${remedy}`),
      onLoading: (model) => showLoading(model, user),
    });
    this.#context = new SessionContext({
      version: options.version,
      cacheDirectory: options.cacheDirectory,
      workerUrl: options.contextWorkerUrl,
      clock: systemClock,
      roots: () => [...this.#roots],
      documents: () => this.#documents.readable(),
      editorWatches: facts.watchesFiles,
      onFilesChanged: (paths) => this.#worker?.filesChanged(paths),
      onEvent: (event) => this.#takeIndexEvent(event),
      models: this.#models,
      log: (line) => user.log(line),
    });
    this.#completion = new Completion({
      model: this.#model,
      models: this.#models,
      context: this.#context,
      clock: systemClock,
      isExcluded,
      options: () => completionOptionsOf(this.#settings),
    });
    this.#later(() => this.#begin(facts.sendsConfiguration));
  }

  async complete(
    request: CompletionRequest,
    signal: AbortSignal,
  ): Promise<Outcome<readonly Suggestion[], SilenceReason>> {
    const outcome = await this.#completion.complete(request, signal);
    return outcome.kind === 'ok' ? ok([outcome.value]) : outcome;
  }

  accepted(suggestionId: string): void {
    this.#completion.accepted(suggestionId);
  }

  documentOpened(document: TextDocument): void {
    this.#documents.opened(document);
    if (!this.#isExcluded(document.uri)) this.#context.documentOpened(document);
    this.#later(() => this.#adoptRootOf(document.uri));
  }

  documentChanged(before: TextDocument, after: TextDocument, changes: readonly TextChange[]): void {
    this.#documents.changed(before, after, changes);
    if (!this.#isExcluded(after.uri)) this.#context.documentChanged(after.uri, changes);
  }

  documentSaved(document: TextDocument): void {
    this.filesChanged([document.uri]);
  }

  documentClosed(uri: string): void {
    this.#documents.closed(uri);
    this.#context.documentClosed(uri);
  }

  foldersChanged(addedUris: readonly string[], removedUris: readonly string[]): void {
    const added = folderPathsOf(addedUris);
    const removed = folderPathsOf(removedUris);
    for (const root of removed) this.#roots.delete(root);
    for (const root of added) this.#roots.add(root);
    this.#later(async () => {
      await this.#follow();
      this.#worker?.rootsChanged(added, removed);
      this.#context.rootsChanged(added, removed);
    });
  }

  filesChanged(uris: readonly string[]): void {
    const paths = uris.map(pathOf).filter((path) => path !== undefined);
    if (paths.some((path) => isPolicyFile(path) || path.endsWith('/.innerloop/config.jsonc')))
      this.#later(() => this.#follow());
    if (paths.length === 0) return;
    this.#worker?.filesChanged(paths);
    this.#context.filesChanged(paths);
  }

  configurationChanged(settings: unknown): void {
    this.#clientSettings = settings;
    this.#resolveConfigured();
    this.#later(() => this.#follow());
  }

  async status(): Promise<ServerStatus> {
    return { index: this.#learned, ...(await this.#models.status()) };
  }

  async dispose(): Promise<void> {
    this.#isDisposed = true;
    const { offered, accepted, silent } = this.#completion.counts();
    this.#user.log(`completion offered=${offered} accepted=${accepted} silent=${JSON.stringify(silent)}`);
    await Promise.all([this.#worker?.stop(), this.#context.dispose()]);
  }

  context(request: ContextRequest, signal: AbortSignal): Promise<ContextBundle> {
    return this.#context.gatherFor(request, signal);
  }

  search(query: string, limit: number, signal: AbortSignal): Promise<readonly SearchResult[]> {
    return this.#context.search(query, limit, signal);
  }

  /** Nothing is read before the client has said what it excludes, if it says so within a second. */
  async #begin(sendsConfiguration: boolean): Promise<void> {
    await this.#followRules();
    const late = systemClock.sleep(configurationDeadlineMs, neverAborted);
    if (sendsConfiguration) await Promise.race([this.#configured, late]);
    await this.#follow();
  }

  /** Brings settings, policy and worker in line with what the layers say now. */
  async #follow(): Promise<void> {
    await this.#followRules();
    await this.#models.follow(this.#settings);
    await this.#context.follow(this.#settings);
    const options = this.#indexOptions();
    const rules = JSON.stringify([options.excludes, options.memoryLimitBytes]);
    if (rules === this.#workerRules) return;
    this.#workerRules = rules;
    await this.#worker?.stop();
    this.#takeCorpus([], []);
    if (this.#isDisposed) return;
    this.#worker = startCorpusWorker({ ...options, workerUrl: this.#options.workerUrl }, (message) =>
      this.#take(message),
    );
  }

  async #followRules(): Promise<void> {
    this.#settings = await this.#resolveSettings();
    await this.#followPolicy();
  }

  async #resolveSettings(): Promise<Settings> {
    const files = await this.#options.settingsLayers([...this.#roots]);
    const { settings, layers } = await resolveSettings([
      ...files,
      startLayer(this.#initializationOptions),
      editorLayer(this.#clientSettings),
    ]);
    for (const { message, remedy } of layers.flatMap(({ problems }) => problems)) {
      this.#user.showOnce('warning', `${message} ${remedy}`);
    }
    return settings;
  }

  async #followPolicy(): Promise<void> {
    const excludes = this.#settings['files.exclude'];
    const roots = rootsWith(excludes);
    const policy = new WorkspacePolicy(builtInPolicy(excludes, []));
    let hasUsableRoot = false;
    for (const root of this.#roots) {
      policy.set(root, (await roots.policyOf(root)).policy);
      hasUsableRoot ||= (await roots.refusalOf(root)) === undefined;
    }
    this.#hasUsableRoot = hasUsableRoot;
    this.#policy = policy;
    this.#documents.rulesChanged();
    this.#models.rulesChanged();
  }

  /** A file opened without a workspace brings its repository along. */
  async #adoptRootOf(uri: string): Promise<void> {
    const path = pathOf(uri);
    if (path === undefined || this.#hasUsableRoot) return;
    const root = await findRepositoryRoot(path);
    if (root === undefined || (await rootsWith([]).refusalOf(root)) !== undefined) return;
    this.#roots.add(root);
    await this.#follow();
    this.#worker?.rootsChanged([root], []);
    this.#context.rootsChanged([root], []);
  }

  /** Its progress is not shown: nobody waits for it, and what completion learns shows one already. */
  #takeIndexEvent(event: IndexEvent): void {
    if (event.kind === 'notice') this.#showNotice(event.notice);
    else if (event.kind === 'ready') this.#user.log('indexed');
  }

  #take(message: FromCorpusWorker): void {
    switch (message.kind) {
      case 'corpus':
        this.#takeCorpus(message.buffers, message.ids);
        return;
      case 'progress':
        this.#progress ??= this.#user.beginProgress('innerloop');
        this.#progress.report(
          Math.floor((100 * message.done) / Math.max(1, message.total)),
          `${message.phase} ${message.total} files`,
        );
        return;
      case 'ready':
        this.#endProgress('ready');
        return;
      case 'notice':
        this.#showNotice(message.notice);
        return;
      case 'report':
        this.#learned = { files: message.report.files, sourceBytes: message.report.sourceBytes };
        this.#user.log(`learned files=${message.report.files} sourceBytes=${message.report.sourceBytes}`);
        return;
      default:
        assertNever(message);
    }
  }

  /** Segments that were opened before are taken over as they are, so that nothing is built twice. */
  #takeCorpus(buffers: readonly SharedArrayBuffer[], ids: readonly string[]): void {
    const segments = new Map<string, CorpusSegment>();
    for (const [index, buffer] of buffers.entries()) {
      const id = ids[index] ?? '';
      const segment = this.#segments.get(id) ?? trustedCorpusSegment(buffer);
      if (segment !== undefined) segments.set(id, segment);
    }
    this.#segments = segments;
    this.#model.setSegments([...segments.values()]);
  }

  #endProgress(message: string): void {
    this.#progress?.end(message);
    this.#progress = undefined;
  }

  /** Each code is shown once, because its text changes with every file that is learned. */
  #showNotice({ code, message, remedy }: IndexNotice): void {
    if (code === 'index-failed') this.#endProgress('failed');
    if (this.#shownNotices.has(code)) return;
    this.#shownNotices.add(code);
    // Nothing is wrong here, and some editors stop at a text that is longer than a line.
    if (code === 'little-to-learn-from') this.#showLittle(message);
    else this.#user.showOnce('warning', `${message} ${remedy}`);
  }

  /** With a model of others there is nothing to be missed. */
  #showLittle(message: string): void {
    if (this.#settings['routes.completion'].length === 0) this.#user.showOnce('info', message);
  }

  #indexOptions(): CorpusOptions {
    return {
      roots: [...this.#roots],
      cacheDirectory: this.#options.cacheDirectory,
      memoryLimitBytes: this.#settings['embedded.memoryLimitMb'] * 1024 * 1024,
      excludes: this.#settings['files.exclude'],
      preferredFiles: this.#documents
        .uris()
        .map(pathOf)
        .filter((path) => path !== undefined),
    };
  }

  #isExcluded(uri: string): boolean {
    const path = pathOf(uri) ?? documentKey(uri);
    return this.#policy.exclusionOf(path) !== undefined;
  }

  /** Owns the promise of work that nobody waits for; what fails is said once and stops nothing. */
  #later(work: () => Promise<void>): void {
    this.#queue = this.#queue.then(work).catch((error: unknown) => {
      this.#user.log(`failed name=${error instanceof Error ? error.name : 'unknown'}`);
    });
  }
}

function rootsWith(excludes: readonly string[]): Roots {
  return workspaceRoots({ fileNames: policyFileNames, policy: builtInPolicy }, excludes);
}

/** How long the first reading waits for the client's settings. */
const configurationDeadlineMs = 1_000;
