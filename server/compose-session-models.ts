import { withSignal } from './base/cancellation.ts';
import { documentKey } from './base/document-key.ts';
import type { UserError } from './base/error-codes.ts';
import { nameOf } from './base/relative-paths.ts';
import { ownWords, SourcedText } from './base/sourced-text.ts';
import type { ComposedModel, ComposedModels } from './compose-models.ts';
import { modelOptionsOf } from './config/feature-options.ts';
import type { Settings } from './config/settings-schema.ts';
import type { ContextItem } from './context/context-item.ts';
import type { TextToEmbed } from './context/retrievers/embeddings.ts';
import type { CompletionModels } from './features/completion/model-completer.ts';
import { namedPathOf, pathOf } from './host/file-uri.ts';
import { systemClock } from './host/system-clock.ts';
import type { BudgetOptions } from './model/budget-governor.ts';
import type { LanguageModel } from './model/language-model.ts';
import { ModelError } from './model/model-error.ts';
import { type FileKnowledge, type FileStanding, OutboundGate } from './policy/outbound-gate.ts';
import type { ModelStatus, ServerStatus } from './protocol/application.ts';

export interface SessionModelsOptions {
  readonly version: string;
  readonly stateDirectory: string;
  readonly keyRunFolder: string;
  readonly isExcluded: (uri: string) => boolean;
  /** How the file at an absolute path stands, links followed. */
  readonly inspect: (path: string, known: FileKnowledge, signal: AbortSignal) => Promise<FileStanding>;
  /** The workspace's folders, absolute. */
  readonly roots: () => readonly string[];
  /** Called once for each kind of failure and model. */
  readonly show: (severity: 'warning' | 'info', error: UserError) => void;
  /** A server has begun to load a model; what it gives is called when that has ended. */
  readonly onLoading: (model: string) => () => void;
  /** The only model to ask, whatever the routes say; undefined leaves it to the routes. */
  readonly onlyModel?: string | undefined;
}

/**
 * The models of one session, an editor's or a command's, rebuilt when the settings about them change, so that what was paused is tried
 * again. Their code is loaded when the settings name the first model. Invariant: a failure of a kind is shown once
 * for each model.
 */
export class SessionModels implements CompletionModels {
  readonly #options: SessionModelsOptions;
  readonly #gate: OutboundGate;
  readonly #shown = new Set<string>();
  #composed: ComposedModels | undefined;
  #built: string | undefined;
  #budget: BudgetOptions = { hostedAutomatic: false, dailyRequests: undefined };
  #version = 0;

  constructor(options: SessionModelsOptions) {
    this.#options = options;
    this.#gate = new OutboundGate({
      isExcluded: options.isExcluded,
      inspect: async (uri, known) => {
        const path = namedPathOf(uri);
        // A buffer without a file has no name that anybody could have excluded.
        if (path === undefined) return { isTracked: undefined, isExcluded: /^file:/i.test(uri) };
        return options.inspect(path, known, AbortSignal.timeout(inspectMs));
      },
      clock: systemClock,
    });
  }

  get version(): number {
    return this.#version;
  }

  async follow(settings: Settings): Promise<void> {
    const options = modelOptionsOf(settings);
    const wanted = JSON.stringify(options);
    if (wanted === this.#built) return;
    this.#built = wanted;
    this.#budget = options.budget;
    this.#version += 1;
    this.#shown.clear();
    if (Object.keys(options.models).length === 0) {
      this.#composed = undefined;
      return;
    }
    const { composeModels } = await import('./compose-models.ts');
    const { version, stateDirectory, keyRunFolder, roots, onLoading } = this.#options;
    this.#composed = composeModels(options, {
      version,
      stateDirectory,
      keyRunFolder,
      roots,
      policy: this.#gate,
      onLoading,
      onProblem: (error) => this.failed(error),
    });
  }

  route(languageId: string, trigger: 'invoked' | 'automatic'): readonly LanguageModel[] {
    if (this.#composed === undefined) return [];
    const { onlyModel } = this.#options;
    if (onlyModel !== undefined) return [this.#composed.models.get(onlyModel)?.model ?? []].flat();
    const { models, refusal } = this.#composed.routeFor('completion', languageId, trigger);
    if (refusal !== undefined) this.failed(refusal);
    return models.filter(({ isPaused }) => !isPaused);
  }

  isLocal({ name }: LanguageModel): boolean {
    return this.#composed?.models.get(name)?.config.isLoopback ?? false;
  }

  /** The models that a person's questions go to, for a language; the editor's name of it may be empty. */
  chatRoute(languageId: string): readonly LanguageModel[] {
    const { onlyModel } = this.#options;
    if (onlyModel !== undefined) return [this.named(onlyModel) ?? []].flat();
    const { models = [], refusal } = this.#composed?.routeFor('chat', languageId, 'invoked') ?? {};
    if (refusal !== undefined) this.failed(refusal);
    return models;
  }

  /** The model that the settings call so, whether a route names it or not. */
  named(name: string): LanguageModel | undefined {
    return this.#composed?.models.get(name)?.model;
  }

  async describe(uri: string): Promise<{ readonly path: string; readonly repository: string }> {
    await this.#gate.settle(uri);
    const path = pathOf(uri) ?? documentKey(uri);
    const root = this.#options.roots().find((each) => path.startsWith(`${each}/`));
    if (root === undefined) return { path: nameOf(path), repository: '' };
    return { path: path.slice(root.length + 1), repository: nameOf(root) };
  }

  /** Resolves once it is known whether anything of a file may be sent that the context engine has found. */
  maySend({ uri, retriever }: Pick<ContextItem, 'uri' | 'retriever'>): Promise<boolean> {
    return this.mayShow(uri, retriever === 'dependencies' ? 'dependency' : 'listed');
  }

  /** Whether anything of a file may be shown to a model; what is known of it already is not asked again. */
  async mayShow(uri: string, known: FileKnowledge): Promise<boolean> {
    await this.#gate.settle(uri, known);
    return this.#gate.refusalOf(uri) === undefined;
  }

  /** Vectors by the first model of the route that answers; undefined for a text that may not be sent. */
  async embed(
    texts: readonly TextToEmbed[],
    signal: AbortSignal,
  ): Promise<readonly (readonly number[] | undefined)[]> {
    const maySend = await Promise.all(
      texts.map(async ({ uri, isListed }) => {
        if (uri === undefined) return true;
        await this.#gate.settle(uri, isListed ? 'listed' : 'nothing');
        return this.#gate.refusalOf(uri) === undefined;
      }),
    );
    const sent = texts.filter((_, at) => maySend[at]).map(sourcedText);
    for (const model of this.#composed?.routeFor('embedding', '', 'invoked').models ?? []) {
      if (sent.length === 0 || model.isPaused) continue;
      const vectors = await model
        .embed(sent, { feature: 'embedding', trigger: 'invoked' }, signal)
        .catch((error: unknown) => this.#embeddingFailed(error, signal));
      if (vectors === undefined) continue;
      const waiting = [...vectors];
      return texts.map((_, at) => (maySend[at] ? waiting.shift() : undefined));
    }
    return [];
  }

  #embeddingFailed(error: unknown, signal: AbortSignal): undefined {
    signal.throwIfAborted();
    if (!(error instanceof ModelError)) throw error;
    this.failed(error);
  }

  /** Whether a server is reading a model into memory. */
  get isLoading(): boolean {
    return this.#loading().length > 0;
  }

  /** Resolves when no server reads a model into memory any more. */
  async loaded(signal: AbortSignal): Promise<void> {
    await withSignal(Promise.all(this.#loading()), signal);
  }

  #loading(): readonly Promise<void>[] {
    return [...(this.#composed?.models.values() ?? [])].flatMap(({ model }) => model.loading ?? []);
  }

  /** Excludes have changed, in the settings or in a file. */
  rulesChanged(): void {
    this.#gate.rulesChanged();
  }

  failed(error: UserError): void {
    const isQuiet = error instanceof ModelError && quietKinds.has(error.kind);
    const key = error instanceof ModelError ? `${error.kind} ${error.model}` : error.message;
    if (isQuiet || this.#shown.has(key)) return;
    this.#shown.add(key);
    const isChoice = error instanceof ModelError && choices.has(error.kind);
    this.#options.show(isChoice ? 'info' : 'warning', error);
  }

  /** How the models stand, and what was spent today by every server of this user. */
  async status(): Promise<Omit<ServerStatus, 'index'>> {
    // Without its log, the rest of the status is still worth telling.
    const spent = await this.#composed?.spentToday().catch(() => undefined);
    return {
      models: [...(this.#composed?.models.values() ?? [])].map(modelStatus),
      limits: {
        hostedAutomatic: this.#budget.hostedAutomatic,
        dailyRequests: this.#budget.dailyRequests ?? null,
        hostedRequestsToday: spent?.hostedRequests ?? 0,
      },
      spentToday: spent?.rows ?? [],
    };
  }
}

function sourcedText({ text, uri }: TextToEmbed): SourcedText {
  return uri === undefined ? ownWords(text) : new SourcedText([{ text, uri }]);
}

function modelStatus({ config, model }: ComposedModel): ModelStatus {
  const { pause } = model;
  const idle = model.loading === undefined ? 'ready' : 'loading';
  return {
    name: config.name,
    model: config.modelId,
    host: config.host,
    isLoopback: config.isLoopback,
    state: pause === undefined ? idle : 'paused',
    reason: pause === undefined ? null : `${pause.error.message} ${pause.error.remedy}`,
    pausedMs: pause?.remainingMs ?? null,
  };
}

/** git answers from its index; a disk that hangs must not hold a keystroke. */
const inspectMs = 2_000;

/** Those that follow from another one, which was shown, or that a status shows. */
const quietKinds: ReadonlySet<ModelError['kind']> = new Set([
  'paused',
  'loading',
  'filtered',
  'excluded-text',
]);
/** What the person has decided, or may decide now: nothing is wrong. */
const choices: ReadonlySet<ModelError['kind']> = new Set(['hosted-off', 'daily-limit', 'file-untracked']);
