import { neverAborted } from './base/cancellation.ts';
import { documentKey } from './base/document-key.ts';
import { type Outcome, ok } from './base/outcome.ts';
import type { TextChange, TextDocument } from './base/text-document.ts';
import type { SessionActions } from './compose-actions.ts';
import { completionOf, liveSession, SessionSuggestions } from './compose-completion.ts';
import type { EditorOptions } from './compose-editor-options.ts';
import { fileStanding } from './compose-file-standing.ts';
import { LazyActions } from './compose-lazy-actions.ts';
import { LazyNextEdit } from './compose-lazy-next-edit.ts';
import type { SessionNextEdit } from './compose-next-edit.ts';
import { SessionContext } from './compose-session-context.ts';
import { SessionCorpus } from './compose-session-corpus.ts';
import { SessionModels } from './compose-session-models.ts';
import { editorLayer, startLayer } from './config/editor-layers.ts';
import { resolveSettings } from './config/resolve-settings.ts';
import { defaultSettings } from './config/settings-defaults.ts';
import type { Settings } from './config/settings-schema.ts';
import type { ContextBundle, SearchResult } from './context/context-item.ts';
import type { IndexEvent } from './context/index/context-messages.ts';
import type { Roots } from './context/ports.ts';
import { EmbeddedModel } from './embedded/embedded-model.ts';
import type { Completion } from './features/completion/completion.ts';
import type { LiveSession } from './features/completion/live-session.ts';
import { OpenDocuments } from './features/completion/open-documents.ts';
import type { SilenceReason } from './features/completion/silence-reason.ts';
import type { CompletionRequest, Suggestion } from './features/completion/suggestion.ts';
import type { EditHistory } from './features/next-edit/edit-history.ts';
import type { SuggestedEdit } from './features/next-edit/suggested-edit.ts';
import { folderPathsOf, namedPathOf, pathOf } from './host/file-uri.ts';
import { findRepositoryRoot } from './host/find-root.ts';
import { previewFolder, workspaceOfChat } from './host/private-documents.ts';
import { serverProcess } from './host/server-process.ts';
import { systemClock } from './host/system-clock.ts';
import { openTransport } from './host/transports.ts';
import { workspaceRoots } from './host/workspace-roots.ts';
import { builtInPolicy, isPolicyFile, policyFileNames } from './policy/built-in-policy.ts';
import { WorkspacePolicy } from './policy/workspace-policy.ts';
import { previewScheme } from './protocol/action-application.ts';
import type { Application, ClientFacts, ContextRequest, ServerStatus } from './protocol/application.ts';
import { startServer } from './protocol/connection.ts';
import { showLoading } from './protocol/model-loading.ts';
import type { UserChannel } from './protocol/user-channel.ts';

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
 * completion pipeline.
 */
class EditorApplication implements Application {
  readonly #options: EditorOptions;
  readonly #user: UserChannel;
  readonly #model = new EmbeddedModel();
  readonly #documents: OpenDocuments;
  readonly #models: SessionModels;
  readonly #context: SessionContext;
  readonly #corpus: SessionCorpus;
  readonly #completion: Completion;
  readonly #live: LiveSession;
  readonly suggestions: SessionSuggestions;
  readonly actions = new LazyActions(() => this.#loadActions());
  readonly #nextEdit = new LazyNextEdit((history) => this.#loadNextEdit(history));
  readonly #roots: Set<string>;
  readonly #initializationOptions: unknown;
  /** Resolves when the client has sent its settings for the first time. */
  readonly #configured: Promise<void>;
  #resolveConfigured: () => void = () => undefined;
  #clientSettings: unknown;
  #settings: Settings = defaultSettings;
  #policy: WorkspacePolicy;
  /** Whether a workspace folder is one that is read: a home folder, for instance, is not. */
  #hasUsableRoot = false;
  /** Resolves when the settings of the start are in force. */
  readonly #begun: Promise<void>;
  /** Work on settings and worker, one piece after the other. */
  #queue: Promise<void> = Promise.resolve();

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
    this.#corpus = new SessionCorpus({
      cacheDirectory: options.cacheDirectory,
      workerUrl: options.workerUrl,
      user,
      model: this.#model,
      roots: () => [...this.#roots],
      openUris: () => this.#documents.uris(),
    });
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
      onFilesChanged: (paths) => this.#corpus.filesChanged(paths),
      onEvent: (event) => this.#takeIndexEvent(event),
      models: this.#models,
      log: (line) => user.log(line),
    });
    this.#completion = completionOf({
      ...{ model: this.#model, models: this.#models, context: this.#context, isExcluded },
      documents: this.#documents,
      pathOf: (uri) => this.#pathOf(uri),
      settings: () => this.#settings,
    });
    this.#live = liveSession({ completion: this.#completion, user, stateDirectory: options.stateDirectory });
    this.suggestions = this.#suggestionsOf(this.#live);
    this.#later(() => this.#begin(facts.sendsConfiguration));
    this.#begun = this.#queue;
  }

  async complete(
    request: CompletionRequest,
    signal: AbortSignal,
  ): Promise<Outcome<readonly Suggestion[], SilenceReason>> {
    const begun = systemClock.monotonicMs();
    this.#live.requested(request);
    const one = await this.#completion.complete(request, signal);
    const outcome = one.kind === 'ok' ? ok([one.value]) : one;
    const latencyMs = Math.round(systemClock.monotonicMs() - begun);
    this.#live.answered(request, { outcome, profile: this.#settings['completion.profile'], latencyMs });
    return outcome;
  }

  accepted(suggestionId: string): void {
    this.#completion.accepted(suggestionId);
    this.#live.accepted(suggestionId);
  }

  inlineEdits(
    document: TextDocument,
    offset: number,
    signal: AbortSignal,
  ): Promise<readonly SuggestedEdit[]> {
    return this.#nextEdit.suggest(document, offset, signal);
  }

  editShown(id: string): void {
    this.#nextEdit.shown(id);
  }

  editAccepted(id: string): void {
    this.#nextEdit.accepted(id);
  }

  documentOpened(document: TextDocument): void {
    this.#documents.opened(document);
    if (!this.#isExcluded(document.uri)) this.#context.documentOpened(document);
    this.actions.loaded?.documentOpened(document);
    this.#later(() => this.#adoptRootOf(document.uri));
  }

  documentChanged(before: TextDocument, after: TextDocument, changes: readonly TextChange[]): void {
    this.#documents.changed(before, after, changes);
    this.#completion.documentChanged(before, after, changes);
    this.#live.documentChanged(before, after, changes);
    if (!this.#isExcluded(after.uri)) {
      this.#context.documentChanged(after.uri, changes);
      this.#nextEdit.documentChanged(before, after, changes);
    }
    this.actions.loaded?.documentChanged(before, after, changes);
  }

  documentSaved(document: TextDocument): void {
    this.filesChanged([document.uri]);
  }

  documentClosed(uri: string): void {
    this.#documents.closed(uri);
    this.#completion.documentClosed(uri);
    this.#live.documentClosed(uri);
    this.#context.documentClosed(uri);
    this.#nextEdit.documentClosed(uri);
    this.actions.loaded?.documentClosed(uri);
  }

  foldersChanged(addedUris: readonly string[], removedUris: readonly string[]): void {
    const added = folderPathsOf(addedUris);
    const removed = folderPathsOf(removedUris);
    for (const root of removed) this.#roots.delete(root);
    for (const root of added) this.#roots.add(root);
    this.#later(async () => {
      await this.#follow();
      this.#corpus.rootsChanged(added, removed);
      this.#context.rootsChanged(added, removed);
    });
  }

  filesChanged(uris: readonly string[]): void {
    const paths = uris.map(pathOf).filter((path) => path !== undefined);
    if (paths.some((path) => isPolicyFile(path) || path.endsWith('/.innerloop/config.jsonc')))
      this.#later(() => this.#follow());
    if (paths.length === 0) return;
    this.#corpus.filesChanged(paths);
    this.#context.filesChanged(paths);
  }

  configurationChanged(settings: unknown): void {
    this.#clientSettings = settings;
    this.#resolveConfigured();
    this.#later(() => this.#follow());
  }

  async status(): Promise<ServerStatus> {
    return { index: this.#corpus.learned, ...(await this.#models.status()) };
  }

  async dispose(): Promise<void> {
    const { offered, accepted, silent } = this.#completion.counts();
    this.#user.log(`completion offered=${offered} accepted=${accepted} silent=${JSON.stringify(silent)}`);
    await Promise.all([
      this.#live.dispose(),
      this.#corpus.stop(),
      this.#context.dispose(),
      this.actions.loaded?.dispose(),
    ]);
  }

  context(request: ContextRequest, signal: AbortSignal): Promise<ContextBundle> {
    return this.#context.gatherFor(request, signal);
  }

  search(query: string, limit: number, signal: AbortSignal): Promise<readonly SearchResult[]> {
    return this.#context.search(query, limit, signal);
  }

  #suggestionsOf(session: LiveSession): SessionSuggestions {
    return new SessionSuggestions({
      session,
      dataDirectory: this.#options.dataDirectory,
      isExcluded: (uri) => this.#isExcluded(uri),
      pathOf: (uri) => this.#pathOf(uri),
    });
  }

  /** Relative to its workspace folder, or the name alone. */
  #pathOf(uri: string): string {
    const path = namedPathOf(uri) ?? documentKey(uri);
    const root = [...this.#roots].find((each) => path.startsWith(`${each}/`));
    return root === undefined ? path.slice(path.lastIndexOf('/') + 1) : path.slice(root.length + 1);
  }

  async #loadActions(): Promise<SessionActions> {
    const { SessionActions } = await import('./compose-actions.ts');
    // Before that no model is known, and nothing may be read.
    await this.#begun;
    const { cacheDirectory, dataDirectory, ownActionsFolder } = this.#options;
    return new SessionActions({
      ...{ user: this.#user, models: this.#models, context: this.#context },
      ...{ cacheDirectory, dataDirectory, ownActionsFolder },
      roots: () => [...this.#roots],
      isExcluded: (uri) => this.#isExcluded(uri),
      documentAt: (uri) => this.#documents.get(uri),
      openUris: () => this.#documents.uris(),
    });
  }

  async #loadNextEdit(history: EditHistory): Promise<SessionNextEdit> {
    const { SessionNextEdit } = await import('./compose-next-edit.ts');
    await this.#begun;
    return new SessionNextEdit({
      ...{ history, context: this.#context },
      roots: () => [...this.#roots],
      isExcluded: (uri) => this.#isExcluded(uri),
      documentAt: (uri) => this.#documents.get(uri),
    });
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
    await this.#corpus.follow(this.#settings);
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
    this.#completion.forget();
    this.#models.rulesChanged();
  }

  /** A file opened without a workspace brings its repository along, and a chat the workspace that it is about. */
  async #adoptRootOf(uri: string): Promise<void> {
    const path = pathOf(uri);
    if (path === undefined || this.#hasUsableRoot) return;
    const root =
      (await workspaceOfChat(path, this.#options.dataDirectory)) ?? (await findRepositoryRoot(path));
    if (root === undefined || (await rootsWith([]).refusalOf(root)) !== undefined) return;
    this.#roots.add(root);
    await this.#follow();
    this.#corpus.rootsChanged([root], []);
    this.#context.rootsChanged([root], []);
  }

  /** Its progress is not shown: nobody waits for it, and what completion learns shows one already. */
  #takeIndexEvent(event: IndexEvent): void {
    if (event.kind === 'notice') this.#corpus.showNotice(event.notice);
    else if (event.kind === 'ready') this.#user.log('indexed');
  }

  #isExcluded(uri: string): boolean {
    const path = namedPathOf(uri) ?? documentKey(uri);
    return this.#isPreview(uri, path) || this.#policy.exclusionOf(path) !== undefined;
  }

  /** A preview holds lines of the files that it changes, whatever their rules are. */
  #isPreview(uri: string, path: string): boolean {
    const folder = previewFolder(this.#options.cacheDirectory).replaceAll('\\', '/');
    return uri.startsWith(`${previewScheme}:`) || path.startsWith(`${folder}/`);
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
