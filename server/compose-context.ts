import { withSignal } from './base/cancellation.ts';
import { UserError } from './base/error-codes.ts';
import type { TextDocument } from './base/text-document.ts';
import type {
  BuiltIndex,
  GatheredContext,
  LearningProgress,
  PlaceContextOptions,
  Problem,
  QueryContextOptions,
  SearchAnswer,
  SearchOptions,
} from './cli/actions.ts';
import { contextOptionsOf } from './config/feature-options.ts';
import type { Settings } from './config/settings-schema.ts';
import type { ContextBundle, IndexReport } from './context/context-item.ts';
import type { IndexEvent } from './context/index/context-messages.ts';
import type { OpenText } from './context/index/open-texts.ts';
import { noContext, questionTokens } from './context/no-context.ts';
import type { ContextPlace } from './features/completion/completion-context.ts';
import { type ContextWorker, type ContextWorkerOptions, startContextWorker } from './host/context-worker.ts';
import { pathOf } from './host/file-uri.ts';
import { storedBytes } from './host/segment-store.ts';

/** A workspace for a command: its root, and what the settings say there. */
export interface CommandWorkspace {
  /** Absolute. */
  readonly root: string;
  readonly settings: Settings;
  readonly problems: readonly Problem[];
  readonly cacheDirectory: string;
  readonly version: string;
  /** The bundled entry of the context worker. */
  readonly workerUrl: URL;
}

/** The engine over a workspace, once everything in it was read. */
export interface CommandIndex {
  readonly worker: ContextWorker;
  readonly report: IndexReport | undefined;
  /** What went wrong so far; more may come. */
  readonly problems: Problem[];
  readonly indexMs: number;
}

export function contextAtPlace(
  workspace: CommandWorkspace,
  { path, document, offset, task, maxTokens }: PlaceContextOptions,
  progress: LearningProgress,
  signal: AbortSignal,
): Promise<GatheredContext> {
  const tokens = maxTokens ?? contextOptionsOf(workspace.settings).maxTokens;
  const open = { path, languageId: document.languageId, text: document.text };
  return withIndex({ workspace, open }, progress, signal, async ({ worker, problems, indexMs }) => {
    const question = { kind: 'place', path, offset, task, maxTokens: tokens } as const;
    const bundle = await warm(() => worker.gather(question, signal));
    return { bundle: bundle ?? noContext(task, tokens), problems, indexMs };
  });
}

export function contextForQuery(
  workspace: CommandWorkspace,
  { query, task, maxTokens }: QueryContextOptions,
  progress: LearningProgress,
  signal: AbortSignal,
): Promise<GatheredContext> {
  const tokens = maxTokens ?? questionTokens;
  return withIndex({ workspace }, progress, signal, async ({ worker, problems, indexMs }) => {
    const question = { kind: 'query', query, task, maxTokens: tokens } as const;
    const bundle = await warm(() => worker.gather(question, signal));
    return { bundle: bundle ?? noContext(task, tokens), problems, indexMs };
  });
}

export function searchIn(
  workspace: CommandWorkspace,
  { query, limit }: SearchOptions,
  progress: LearningProgress,
  signal: AbortSignal,
): Promise<SearchAnswer> {
  return withIndex({ workspace }, progress, signal, async ({ worker, problems, indexMs }) => {
    await worker.search({ query, limit }, signal);
    const begun = performance.now();
    const results = await worker.search({ query, limit }, signal);
    return { results, indexMs, searchMs: performance.now() - begun, problems };
  });
}

export function builtIndex(
  workspace: CommandWorkspace,
  progress: LearningProgress,
  signal: AbortSignal,
): Promise<BuiltIndex> {
  return withIndex({ workspace }, progress, signal, async ({ report, problems, indexMs }) => {
    const [problem] = problems;
    if (report === undefined)
      throw problem instanceof Error
        ? problem
        : new UserError('context-failed', { detail: problem?.message ?? 'no report' });
    const diskBytes = await storedBytes(workspace.cacheDirectory, 'context', workspace.root);
    return { report, diskBytes, tookMs: indexMs, problems };
  });
}

/** The engine as completion asks it in a command. */
export interface CommandContext {
  gather(place: ContextPlace, signal: AbortSignal): Promise<ContextBundle | undefined>;
  /** What the model was given, or what one would be given if none was asked. */
  lastBundle(document: TextDocument, offset: number, signal: AbortSignal): Promise<ContextBundle | undefined>;
}

/** Lets `use` complete with context; the document counts as the editor would have it. */
export function withCommandContext<Result>(
  workspace: CommandWorkspace,
  document: TextDocument,
  signal: AbortSignal,
  use: (context: CommandContext) => Promise<Result>,
): Promise<Result> {
  const open = openTextOf(document);
  const subject = open === undefined ? { workspace } : { workspace, open };
  return withIndex(
    subject,
    () => undefined,
    signal,
    ({ worker }) => {
      let last: ContextBundle | undefined;
      const gather = async (
        { document: asked, offset, maxTokens, start, end }: ContextPlace,
        own: AbortSignal,
      ) => {
        const path = openTextOf(asked)?.path ?? '';
        const visible = { startLine: asked.lineOf(start), endLine: asked.lineOf(end) + 1 };
        const question = { kind: 'place', path, offset, task: 'completion', maxTokens, visible } as const;
        last = await worker.gather(question, own);
        return last;
      };
      const { maxTokens } = contextOptionsOf(workspace.settings);
      return use({
        gather,
        async lastBundle(asked, offset, own) {
          const whole = { document: asked, offset, maxTokens, start: 0, end: asked.text.length };
          return last ?? (await gather(whole, own));
        },
      });
    },
  );
}

interface IndexSubject {
  readonly workspace: CommandWorkspace;
  /** The file that the question is about, as it is to be read. */
  readonly open?: OpenText;
}

/** Reads the index of a workspace, lets `use` ask it, and keeps it for the next time. */
export async function withIndex<Result>(
  { workspace, open }: IndexSubject,
  progress: LearningProgress,
  signal: AbortSignal,
  use: (index: CommandIndex) => Promise<Result>,
): Promise<Result> {
  const begun = performance.now();
  const problems: Problem[] = [...workspace.problems];
  let report: IndexReport | undefined;
  let settle: () => void = () => undefined;
  const settled = new Promise<void>((resolve) => {
    settle = resolve;
  });
  const worker = startContextWorker(workerOptions(workspace, open), (event) => {
    if (event.kind === 'progress') progress(event.done, event.total);
    else if (event.kind === 'report') [report] = event.reports;
    else if (event.kind === 'notice') problems.push(event.notice);
    if (event.kind === 'ready' || isFinal(event)) settle();
  });
  // The worker keeps no process alive, but a command waits for it.
  const waiting = setInterval(() => undefined, 1_000);
  try {
    await withSignal(settled, signal);
    return await use({ worker, report, problems, indexMs: performance.now() - begun });
  } finally {
    clearInterval(waiting);
    await worker.stop();
  }
}

function openTextOf({ uri, languageId, text }: TextDocument): OpenText | undefined {
  const path = pathOf(uri);
  return path === undefined ? undefined : { path, languageId, text };
}

/** Whether nothing more can be expected: the folder is none that is read, or the thread has failed for good. */
function isFinal(event: IndexEvent): boolean {
  return (
    event.kind === 'notice' &&
    (event.notice.code === 'context-failed' || event.notice.code === 'root-refused')
  );
}

function workerOptions(
  { root, settings, cacheDirectory, version, workerUrl }: CommandWorkspace,
  open: OpenText | undefined,
): ContextWorkerOptions {
  const { folders, memoryLimitBytes } = contextOptionsOf(settings);
  return {
    ...{ roots: [root], cacheDirectory, memoryLimitBytes, excludes: settings['files.exclude'], folders },
    ...{ preferredFiles: open === undefined ? [] : [open.path], maker: version, spoilers: [], workerUrl },
    openTexts: () => (open === undefined ? [] : [open]),
    // Commands ask keywords and syntax; a model is asked by `complete` alone.
    embeddings: false,
    embedder: { embed: async () => [] },
  };
}

/** The first answer warms the code up; the second takes as long as one in an editor. */
async function warm<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  await ask();
  return ask();
}
