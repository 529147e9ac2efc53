import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { UserError } from './base/error-codes.ts';
import type {
  CliActions,
  CompleteOptions,
  CompleteResult,
  DoctorFacts,
  LearningProgress,
  Problem,
  ServeOptions,
} from './cli/actions.ts';
import { leftOutWords } from './cli/left-out-words.ts';
import type { CommandContext, CommandWorkspace } from './compose-context.ts';
import type { SessionModels } from './compose-session-models.ts';
import { completionOptionsOf, contextOptionsOf } from './config/feature-options.ts';
import { resolveSettings } from './config/resolve-settings.ts';
import type { ResolvedSettings, SettingsLayer } from './config/settings-layer.ts';
import type { Settings } from './config/settings-schema.ts';
import type { CorpusOptions } from './context/corpus/worker-messages.ts';
import type { LearnedCorpus } from './corpus-worker.ts';
import type { Completion } from './features/completion/completion.ts';

import { findRepositoryRoot } from './host/find-root.ts';
import { cacheFolderPath, dataFolderPath, stateFolderPath } from './host/home-places.ts';
import {
  readUserSettings,
  readWorkspaceSettings,
  userSettingsPath,
  workspaceSettingsPath,
} from './host/settings-files.ts';
import { systemClock } from './host/system-clock.ts';
import { workspaceRoots } from './host/workspace-roots.ts';
import { ModelError } from './model/model-error.ts';
import { builtInPolicy, policyFileNames } from './policy/built-in-policy.ts';
import { WorkspacePolicy } from './policy/workspace-policy.ts';
import { untrusted } from './policy/workspace-trust.ts';

/** Set by the bundler from package.json. */
declare const INNERLOOP_VERSION: string;

/** The bundled entries of the worker threads. */
export interface WorkerUrls {
  readonly corpus: URL;
  readonly context: URL;
}

/** What the command line sets in motion, built from the adapters of this machine. */
export function cliActions(workerUrls: WorkerUrls): CliActions {
  const composing = () => import('./compose-context.ts');
  const around = (folder: string) => commandWorkspace(join(folder, 'any'), folder, workerUrls.context);
  const servedAround = async (folder: string) => {
    const workspace = await around(folder);
    const policy = await policyFor(workspace.root, workspace.settings);
    const places = { stateDirectory: stateFolderPath(person), keyRunFolder: person.homeFolder };
    return { ...workspace, ...places, policy };
  };
  return {
    version: INNERLOOP_VERSION,
    serve: (options) => serve(options, workerUrls),
    complete: (options, progress, signal) => complete(options, workerUrls.context, progress, signal),
    inspect,
    async gatherContext(options, progress, signal) {
      const { contextAtPlace } = await composing();
      const workspace = await commandWorkspace(options.path, dirname(options.path), workerUrls.context);
      return contextAtPlace(workspace, options, progress, signal);
    },
    async gatherContextFor(options, progress, signal) {
      const { contextForQuery } = await composing();
      return contextForQuery(await around(options.workingFolder), options, progress, signal);
    },
    async search(options, progress, signal) {
      const { searchIn } = await composing();
      return searchIn(await around(options.workingFolder), options, progress, signal);
    },
    async ask(options, listener, signal) {
      const { answerQuestion } = await import('./compose-ask.ts');
      return answerQuestion(await servedAround(options.workingFolder), options, listener, signal);
    },
    async buildIndex({ workingFolder }, progress, signal) {
      const { builtIndex } = await composing();
      return builtIndex(await around(workingFolder), progress, signal);
    },
    async serveMcp({ workingFolder }, signal) {
      const { serveMcp } = await import('./compose-mcp.ts');
      return serveMcp(await servedAround(workingFolder), signal);
    },
  };
}

/** The workspace that holds a file: its repository, or else `otherwise`. */
async function commandWorkspace(file: string, otherwise: string, workerUrl: URL): Promise<CommandWorkspace> {
  const root = (await findRepositoryRoot(file)) ?? otherwise;
  const { settings, layers } = await settingsFor(root);
  const problems = layers.flatMap((layer) => layer.problems);
  const cacheDirectory = cacheFolderPath(person);
  return { root, settings, problems, cacheDirectory, version: INNERLOOP_VERSION, workerUrl };
}

const person = { platform: process.platform, env: process.env, homeFolder: homedir() };

async function serve({ transport, clientProcessId }: ServeOptions, workerUrls: WorkerUrls): Promise<number> {
  const { serveEditor } = await import('./compose-editor.ts');
  const settingsLayers = async (roots: readonly string[]) => [
    await readUserSettings(userSettingsPath(person)),
    ...(await Promise.all(roots.map(workspaceLayer))),
  ];
  return serveEditor({
    version: INNERLOOP_VERSION,
    transport,
    clientProcessId,
    cacheDirectory: cacheFolderPath(person),
    stateDirectory: stateFolderPath(person),
    dataDirectory: dataFolderPath(person),
    ownActionsFolder: join(dirname(userSettingsPath(person)), 'actions'),
    keyRunFolder: person.homeFolder,
    settingsLayers,
    workerUrl: workerUrls.corpus,
    contextWorkerUrl: workerUrls.context,
  });
}

async function complete(
  options: CompleteOptions,
  contextWorkerUrl: URL,
  progress: LearningProgress,
  signal: AbortSignal,
): Promise<CompleteResult> {
  const { path, document } = options;
  const root = (await findRepositoryRoot(path)) ?? dirname(path);
  const { settings, layers } = await settingsFor(root);
  const learned = await learn(root, settings, [path], progress, signal);

  const problems: Problem[] = [...layers.flatMap((layer) => layer.problems), ...learned.problems];
  const asks = await completionFor(options, { root, settings, learned, problems });
  const wantsContext = contextOptionsOf(settings).enabled && (asks.hasModels || options.wantsContext);
  const answer = (context?: CommandContext) => answered(options, { ...asks, problems, context }, signal);
  if (!wantsContext)
    return { ...(await answer()), learnedFiles: learned.report.files, learnMs: learned.learnMs };
  const { withCommandContext } = await import('./compose-context.ts');
  const workspace = { root, settings, problems: [], cacheDirectory: cacheFolderPath(person) };
  const result = await withCommandContext(
    { ...workspace, version: INNERLOOP_VERSION, workerUrl: contextWorkerUrl },
    document,
    signal,
    answer,
  );
  return { ...result, learnedFiles: learned.report.files, learnMs: learned.learnMs };
}

interface Asks {
  readonly completionWith: (context: CommandContext | undefined) => Completion;
  readonly models: SessionModels;
  readonly hasModels: boolean;
  readonly problems: Problem[];
  readonly context: CommandContext | undefined;
}

async function answered(
  { document, offset, wantsContext }: CompleteOptions,
  { completionWith, models, hasModels, problems, context }: Asks,
  signal: AbortSignal,
): Promise<Omit<CompleteResult, 'learnedFiles' | 'learnMs'>> {
  const completion = completionWith(context);
  const known = problems.length;
  const request = { document, offset, trigger: 'invoked' } as const;
  // The first question warms the code up; the second takes as long as one in an editor. Models are asked once.
  if (!hasModels) await completion.complete(request, signal);
  // Of the second one there is nothing to tell: its answer is known already.
  const firstTrace = hasModels ? undefined : completion.why();
  let begun = performance.now();
  let outcome = await completion.complete(request, signal);
  if (models.isLoading) {
    await models.loaded(signal);
    problems.length = known;
    begun = performance.now();
    outcome = await completion.complete(request, signal);
  }
  const suggestMs = performance.now() - begun;
  return {
    outcome,
    suggestMs,
    trace: firstTrace ?? completion.why(),
    context: wantsContext ? await context?.lastBundle(document, offset, signal) : undefined,
    // With a model of others, a small repository is no loss.
    problems: hasModels ? problems.filter(({ code }) => code !== 'little-to-learn-from') : problems,
  };
}

interface CompletionSurroundings {
  readonly root: string;
  readonly settings: Settings;
  readonly learned: Learned;
  /** What goes wrong with models is added here. */
  readonly problems: Problem[];
}

async function completionFor(
  { document, maxLines, model: onlyModel }: CompleteOptions,
  { root, settings, learned, problems }: CompletionSurroundings,
): Promise<Pick<Asks, 'completionWith' | 'models' | 'hasModels'>> {
  const [{ EmbeddedModel }, { corpusSegmentFrom }, { Completion }, { SessionModels }, { fileStanding }] =
    await Promise.all([
      import('./embedded/embedded-model.ts'),
      import('./embedded/corpus-segment.ts'),
      import('./features/completion/completion.ts'),
      import('./compose-session-models.ts'),
      import('./compose-file-standing.ts'),
    ]);
  const policy = await policyFor(root, settings);
  const isExcluded = (uri: string) => policy.exclusionOf(fileURLToPath(uri)) !== undefined;
  const model = new EmbeddedModel();
  model.setSegments(
    learned.segments
      .map(({ buffer }) => corpusSegmentFrom(buffer))
      .filter((segment) => segment !== undefined),
  );
  model.documentOpened(document);
  const models = new SessionModels({
    version: INNERLOOP_VERSION,
    stateDirectory: stateFolderPath(person),
    keyRunFolder: person.homeFolder,
    isExcluded,
    inspect: (path, known, signal) =>
      fileStanding({ path, known }, settings['files.exclude'], isExcluded, signal),
    roots: () => [root],
    show: (_, error) => problems.push(error),
    onLoading: (model) => {
      process.stderr.write(`${model} is being loaded by its server, which may take a while …\n`);
      return () => undefined;
    },
    onlyModel,
  });
  await models.follow(settings);
  if (onlyModel !== undefined) await assertModel(onlyModel, settings, problems);
  const options = { ...completionOptionsOf(settings), ...(maxLines === undefined ? {} : { maxLines }) };
  const completionWith = (context: CommandContext | undefined) =>
    new Completion({
      model,
      models,
      ...(context === undefined
        ? {}
        : {
            context: {
              maxTokens: contextOptionsOf(settings).maxTokens,
              gather: (place, signal) => context.gather(place, signal),
              maySend: (item) => models.maySend(item),
            },
          }),
      clock: systemClock,
      isExcluded,
      options: () => (onlyModel === undefined ? options : { ...options, embedded: false }),
    });
  return { completionWith, models, hasModels: models.route(document.languageId, 'invoked').length > 0 };
}

/** Throws why the model of that name cannot be asked: what is wrong with its entry, or that there is none. */
async function assertModel(name: string, { models }: Settings, problems: readonly Problem[]): Promise<void> {
  const own = problems.find((problem) => isAbout(problem, name));
  if (own instanceof UserError) throw own;
  if (Object.hasOwn(models, name)) return;
  const { unknownModel } = await import('./compose-models.ts');
  throw unknownModel(name, Object.keys(models));
}

function isAbout(problem: Problem, name: string): boolean {
  if (problem instanceof ModelError) return problem.model === name;
  return problem.message.includes(`"models.${name}"`) || problem.message.includes(`"models.${name}.`);
}

async function inspect(
  folder: string,
  progress: LearningProgress,
  signal: AbortSignal,
): Promise<DoctorFacts> {
  const root = (await findRepositoryRoot(join(folder, 'any'))) ?? folder;
  const settings = await settingsFor(root);
  const { modelsFacts } = await import('./compose-model-facts.ts');
  const [{ report, problems, learnMs }, models] = await Promise.all([
    learn(root, settings.settings, [], progress, signal),
    modelsFacts(settings.settings, { version: INNERLOOP_VERSION, person, root }, signal),
  ]);
  return {
    settings,
    models,
    cacheFolder: cacheFolderPath(person),
    workspace: {
      root,
      learnedFiles: report.files,
      learnedBytes: report.sourceBytes,
      learnMs,
      memoryMb: report.memoryBytes / bytesPerMb,
      leftOut: report.leftOut.map(({ reason, count }) => ({ reason: leftOutWords[reason], files: count })),
      problems,
    },
  };
}

async function settingsFor(root: string): Promise<ResolvedSettings> {
  return resolveSettings([await readUserSettings(userSettingsPath(person)), await workspaceLayer(root)]);
}

function workspaceLayer(root: string): Promise<SettingsLayer> {
  const rights = untrusted.isTrusted(pathToFileURL(root).href) ? 'full-but-endpoints' : 'tighten-only';
  return readWorkspaceSettings(workspaceSettingsPath(root), rights);
}

async function policyFor(root: string, settings: Settings): Promise<WorkspacePolicy> {
  const excludes = settings['files.exclude'];
  const policy = new WorkspacePolicy(builtInPolicy(excludes, []));
  const maker = { fileNames: policyFileNames, policy: builtInPolicy };
  policy.set(root, (await workspaceRoots(maker, excludes).policyOf(root)).policy);
  return policy;
}

interface Learned extends LearnedCorpus {
  readonly problems: readonly Problem[];
  readonly learnMs: number;
}

async function learn(
  root: string,
  settings: Settings,
  preferredFiles: readonly string[],
  progress: LearningProgress,
  signal: AbortSignal,
): Promise<Learned> {
  const options: CorpusOptions = {
    roots: [root],
    cacheDirectory: cacheFolderPath(person),
    memoryLimitBytes: settings['embedded.memoryLimitMb'] * bytesPerMb,
    excludes: settings['files.exclude'],
    preferredFiles,
  };
  const { learnCorpus } = await import('./corpus-worker.ts');
  const problems: Problem[] = [];
  const begun = performance.now();
  const corpus = await learnCorpus(
    options,
    (message) => {
      if (message.kind === 'progress') progress(message.done, message.total);
      else if (message.kind === 'notice') problems.push(message.notice);
    },
    signal,
  );
  return { ...corpus, problems, learnMs: performance.now() - begun };
}

const bytesPerMb = 1024 * 1024;
