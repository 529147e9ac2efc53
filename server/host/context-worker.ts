import { Worker } from 'node:worker_threads';

import { type ErrorCode, UserError } from '../base/error-codes.ts';
import type { TextChange } from '../base/text-document.ts';
import type { ContextBundle, SearchResult } from '../context/context-item.ts';
import type { ContextQuestion, SearchQuestion, SymbolQuestion } from '../context/context-questions.ts';
import type { AnsweredContext, AskedContext } from '../context/index/context-answers.ts';
import type { ContextIndexOptions, IndexEvent } from '../context/index/context-messages.ts';
import type { FromContextWorker, ToContextWorker } from '../context/index/context-worker-loop.ts';
import type { OpenText } from '../context/index/open-texts.ts';
import type { IndexedSymbol } from '../context/indexed-symbol.ts';
import type { Embedder, TextToEmbed } from '../context/retrievers/embeddings.ts';
import type { SourceShape } from '../syntax/source-shape.ts';
import type { SyntaxVerdict } from '../syntax/syntax-verdict.ts';
import type { VerdictQuestion } from '../syntax/text-syntax.ts';
import type { VisibleName } from '../syntax/visible-names.ts';

export interface ContextWorkerOptions extends ContextIndexOptions {
  /** The bundled entry of the worker thread. */
  readonly workerUrl: URL;
  /** What is open now; asked when a thread starts. */
  readonly openTexts: () => readonly OpenText[];
  /** Asks a model for vectors; only called where the options say so. */
  readonly embedder: Embedder;
}

/** The main thread's handle on the context engine; all paths are absolute, with `/`. */
export interface ContextWorker {
  documentOpened(document: OpenText): void;
  documentChanged(path: string, changes: readonly TextChange[]): void;
  documentClosed(path: string): void;
  /** Files that were changed, created or deleted on disk. */
  filesChanged(paths: readonly string[]): void;
  rootsChanged(added: readonly string[], removed: readonly string[]): void;
  rescan(): void;
  /** Undefined where nothing is known, and while a thread that failed is replaced; rejects when aborted. */
  gather(question: ContextQuestion, signal: AbortSignal): Promise<ContextBundle | undefined>;
  search(question: SearchQuestion, signal: AbortSignal): Promise<readonly SearchResult[]>;
  /** The text counts as it is given; undefined where its syntax cannot be told. */
  shapeOf(source: OpenText, signal: AbortSignal): Promise<SourceShape | undefined>;
  namesAt(source: OpenText, offset: number, signal: AbortSignal): Promise<readonly VisibleName[]>;
  /** One for each text; all are `unknown` where nobody can tell. */
  verdicts(question: VerdictQuestion, signal: AbortSignal): Promise<readonly SyntaxVerdict[]>;
  symbols(question: SymbolQuestion, signal: AbortSignal): Promise<readonly IndexedSymbol[]>;
  /** Relative paths of the files of a root, as far as they are listed. */
  paths(root: string, signal: AbortSignal): Promise<readonly string[]>;
  /** Ends the thread, within a second whatever hangs. */
  stop(): Promise<void>;
}

/**
 * Starts the worker; `listener` hears its events. A text that makes the parser trap costs that text's syntax only: the
 * thread saves, ends, and the next one reads the text by its lines. A thread that crashes is started again, a few
 * times. The worker never keeps a finished process alive.
 */
export function startContextWorker(
  options: ContextWorkerOptions,
  listener: (event: IndexEvent) => void,
): ContextWorker {
  return new WatchedContextWorker(options, listener);
}

interface Waiting {
  readonly settle: (answer: AnsweredContext) => void;
}

/** Invariant: at most one thread runs, none once `stop` was called, and every question is settled once. */
class WatchedContextWorker implements ContextWorker {
  readonly #workerUrl: URL;
  readonly #openTexts: () => readonly OpenText[];
  readonly #embedder: Embedder;
  readonly #stopped = new AbortController();
  readonly #listener: (event: IndexEvent) => void;
  readonly #waiting = new Map<number, Waiting>();
  #options: ContextIndexOptions;
  #worker: Worker | undefined;
  #lastId = 0;
  #crashes = 0;
  #traps = 0;
  #end: Promise<void> | undefined;
  /** Resolves once a thread that is replaced has ended. */
  #leaving: Promise<void> = Promise.resolve();

  constructor(
    { workerUrl, openTexts, embedder, ...options }: ContextWorkerOptions,
    listener: (event: IndexEvent) => void,
  ) {
    this.#workerUrl = workerUrl;
    this.#openTexts = openTexts;
    this.#embedder = embedder;
    this.#options = options;
    this.#listener = listener;
    this.#start();
  }

  documentOpened(document: OpenText): void {
    this.#send({ kind: 'document-opened', document });
  }

  documentChanged(path: string, changes: readonly TextChange[]): void {
    this.#send({ kind: 'document-changed', path, changes });
  }

  documentClosed(path: string): void {
    this.#send({ kind: 'document-closed', path });
  }

  filesChanged(paths: readonly string[]): void {
    this.#send({ kind: 'files-changed', paths });
  }

  rootsChanged(added: readonly string[], removed: readonly string[]): void {
    const kept = this.#options.roots.filter((root) => !removed.includes(root));
    const roots = [...new Set([...kept, ...added])];
    this.#options = { ...this.#options, roots };
    this.#send({ kind: 'roots-changed', added, removed });
  }

  rescan(): void {
    this.#send({ kind: 'rescan' });
  }

  async gather(question: ContextQuestion, signal: AbortSignal): Promise<ContextBundle | undefined> {
    const answer = await this.#ask((id) => ({ kind: 'gather', id, question }), signal);
    return answer.kind === 'bundle' ? answer.bundle : undefined;
  }

  async search(question: SearchQuestion, signal: AbortSignal): Promise<readonly SearchResult[]> {
    const answer = await this.#ask((id) => ({ kind: 'search', id, question }), signal);
    return answer.kind === 'results' ? answer.results : [];
  }

  async shapeOf(source: OpenText, signal: AbortSignal): Promise<SourceShape | undefined> {
    const answer = await this.#ask((id) => ({ kind: 'shape', id, source }), signal);
    return answer.kind === 'shape' ? answer.shape : undefined;
  }

  async namesAt(source: OpenText, offset: number, signal: AbortSignal): Promise<readonly VisibleName[]> {
    const answer = await this.#ask((id) => ({ kind: 'names', id, source, offset }), signal);
    return answer.kind === 'names' ? answer.names : [];
  }

  async verdicts(question: VerdictQuestion, signal: AbortSignal): Promise<readonly SyntaxVerdict[]> {
    const answer = await this.#ask((id) => ({ kind: 'verdicts', id, question }), signal);
    const verdicts = answer.kind === 'verdicts' ? answer.verdicts : [];
    return question.texts.map((_, index) => verdicts[index] ?? 'unknown');
  }

  async symbols(question: SymbolQuestion, signal: AbortSignal): Promise<readonly IndexedSymbol[]> {
    const answer = await this.#ask((id) => ({ kind: 'symbols', id, question }), signal);
    return answer.kind === 'symbols' ? answer.symbols : [];
  }

  async paths(root: string, signal: AbortSignal): Promise<readonly string[]> {
    const answer = await this.#ask((id) => ({ kind: 'paths', id, root }), signal);
    return answer.kind === 'paths' ? answer.paths : [];
  }

  stop(): Promise<void> {
    this.#end ??= this.#stop();
    return this.#end;
  }

  #ask(messageOf: (id: number) => AskedContext, signal: AbortSignal): Promise<AnsweredContext> {
    this.#lastId += 1;
    const id = this.#lastId;
    if (signal.aborted) return Promise.reject(signal.reason);
    if (this.#worker === undefined) return Promise.resolve({ kind: 'failed', id });
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.#waiting.delete(id);
        this.#send({ kind: 'cancel', id });
        reject(signal.reason);
      };
      signal.addEventListener('abort', leave, { once: true });
      this.#waiting.set(id, {
        settle: (answer) => {
          signal.removeEventListener('abort', leave);
          resolve(answer);
        },
      });
      this.#send(messageOf(id));
    });
  }

  #start(): void {
    const worker = new Worker(this.#workerUrl, {
      workerData: workerMark,
      resourceLimits: { maxOldGenerationSizeMb, maxYoungGenerationSizeMb },
      stdin: false,
      env: process.env,
    });
    this.#worker = worker;
    let failure = 'the thread ended';
    worker.on('message', (message: FromContextWorker) => {
      if (this.#worker === worker) this.#take(message);
    });
    worker.on('error', (error) => {
      failure = error instanceof Error ? error.name : 'unknown failure';
    });
    worker.on('exit', () => this.#ended(worker, failure));
    this.#send({ kind: 'start', options: this.#options });
    for (const document of this.#openTexts()) this.#send({ kind: 'document-opened', document });
    worker.unref();
  }

  #take(message: FromContextWorker): void {
    if (message.kind === 'embed') {
      this.#embed(message.id, message.texts);
      return;
    }
    if ('id' in message) {
      const waiting = this.#waiting.get(message.id);
      this.#waiting.delete(message.id);
      waiting?.settle(message);
      return;
    }
    if (message.kind === 'spoiled') this.#replace(message.spoiler);
    this.#listener(message);
  }

  /** Without an answer, there is no vector: what the keywords found stays. */
  #embed(id: number, texts: readonly TextToEmbed[]): void {
    const worker = this.#worker;
    const answer = (vectors: readonly (readonly number[] | undefined)[]) => {
      if (this.#worker === worker) this.#send({ kind: 'embedded', id, vectors });
    };
    this.#embedder.embed(texts, this.#stopped.signal).then(answer, () => answer([]));
  }

  /** Each text is known to trap from then on, so each is met once. */
  #replace(spoiler: string): void {
    const worker = this.#worker;
    this.#traps += 1;
    this.#options = { ...this.#options, spoilers: [...this.#options.spoilers, spoiler] };
    if (worker === undefined || this.#end !== undefined) return;
    this.#failAll();
    this.#worker = undefined;
    this.#leaving = endOf(worker, saveMs).then(() => {
      if (this.#end !== undefined) return;
      if (this.#traps > mostTraps) this.#notify('context-failed', 'too many files cannot be parsed');
      else this.#start();
    });
  }

  #ended(worker: Worker, failure: string): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    this.#failAll();
    if (this.#end !== undefined) return;
    this.#crashes += 1;
    const isLast = this.#crashes > maxRestarts;
    this.#notify(isLast ? 'context-failed' : 'context-restarted', failure);
    if (!isLast) this.#start();
  }

  #failAll(): void {
    for (const [id, waiting] of this.#waiting) waiting.settle({ kind: 'failed', id });
    this.#waiting.clear();
  }

  #notify(code: Extract<ErrorCode, 'context-failed' | 'context-restarted'>, detail: string): void {
    const { message, remedy } = new UserError(code, { detail });
    this.#listener({ kind: 'notice', notice: { code, message, remedy } });
  }

  #send(message: ToContextWorker): void {
    this.#worker?.postMessage(message);
  }

  async #stop(): Promise<void> {
    const worker = this.#worker;
    this.#stopped.abort(new Error('the context engine was stopped'));
    this.#failAll();
    if (worker === undefined) await atMost(this.#leaving, stopMs);
    else await endOf(worker, stopMs);
  }
}

/** Asks a thread to save and end, and ends it when it does not in time. */
async function endOf(worker: Worker, patienceMs: number): Promise<void> {
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  worker.postMessage({ kind: 'stop' } satisfies ToContextWorker);
  worker.ref();
  await atMost(ended, patienceMs);
  await worker.terminate();
}

async function atMost(work: Promise<void>, patienceMs: number): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, patienceMs);
  });
  await Promise.race([work, late]);
  clearTimeout(timer);
}

/** What context-worker.ts expects as `workerData`. */
const workerMark = 'innerloop-context-worker';
const maxRestarts = 2;
const mostTraps = 20;
const stopMs = 800;
/** Nobody waits for a thread that is replaced, and what it read need not be read again. */
const saveMs = 10_000;
/** MB of heap; what tree-sitter holds and the index itself are outside of it. */
const maxOldGenerationSizeMb = 1_024;
const maxYoungGenerationSizeMb = 32;
