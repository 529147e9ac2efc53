import { Worker } from 'node:worker_threads';

import { UserError } from '../base/error-codes.ts';
import type { CorpusOptions, FromCorpusWorker, ToCorpusWorker } from '../context/corpus/worker-messages.ts';

/** How the worker is started. */
export interface CorpusWorkerOptions extends CorpusOptions {
  /** The bundled entry of the worker thread. */
  readonly workerUrl: URL;
}

/** The main thread's handle on the worker that learns the workspace. */
export interface CorpusWorker {
  /** Absolute paths of files that were changed, created or deleted. */
  filesChanged(paths: readonly string[]): void;
  rootsChanged(added: readonly string[], removed: readonly string[]): void;
  /** Looks at all roots again, for instance after a branch was switched. */
  rescan(): void;
  /** Ends the thread, within a second whatever hangs; calling it again waits for the same end. */
  stop(): Promise<void>;
}

/**
 * Starts the worker; `listener` hears all that it posts. A worker that crashes is started once more, with a notice;
 * what it learned before stays with the listener. The worker never keeps a finished process alive.
 */
export function startCorpusWorker(
  options: CorpusWorkerOptions,
  listener: (message: FromCorpusWorker) => void,
): CorpusWorker {
  return new WatchedWorker(options, listener);
}

/** Invariant: at most one thread runs, and none once `stop` was called. */
class WatchedWorker implements CorpusWorker {
  readonly #workerUrl: URL;
  readonly #listener: (message: FromCorpusWorker) => void;
  #options: CorpusOptions;
  #worker: Worker | undefined;
  #crashes = 0;
  #end: Promise<void> | undefined;

  constructor({ workerUrl, ...options }: CorpusWorkerOptions, listener: (message: FromCorpusWorker) => void) {
    this.#workerUrl = workerUrl;
    this.#options = options;
    this.#listener = listener;
    this.#start();
  }

  filesChanged(paths: readonly string[]): void {
    this.#send({ kind: 'files-changed', paths });
  }

  rootsChanged(added: readonly string[], removed: readonly string[]): void {
    const roots = this.#options.roots.filter((root) => !removed.includes(root)).concat(added);
    this.#options = { ...this.#options, roots };
    this.#send({ kind: 'roots-changed', added, removed });
  }

  rescan(): void {
    this.#send({ kind: 'rescan' });
  }

  stop(): Promise<void> {
    this.#end ??= this.#stop();
    return this.#end;
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
    lives += 1;
    const life = lives;
    worker.on('message', (message: FromCorpusWorker) => this.#listener(ofLife(life, message)));
    worker.on('error', (error) => {
      failure = failureName(error);
    });
    worker.on('exit', () => this.#ended(worker, failure));
    this.#send({ kind: 'start', options: this.#options });
    worker.unref();
  }

  #ended(worker: Worker, failure: string): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    if (this.#end !== undefined) return;
    this.#crashes += 1;
    const isLast = this.#crashes > maxRestarts;
    this.#notify(isLast ? 'index-failed' : 'index-restarted', failure);
    if (!isLast) this.#start();
  }

  #notify(code: 'index-failed' | 'index-restarted', detail: string): void {
    const { message, remedy } = new UserError(code, { detail });
    this.#listener({ kind: 'notice', notice: { code, message, remedy } });
  }

  #send(message: ToCorpusWorker): void {
    this.#worker?.postMessage(message);
  }

  async #stop(): Promise<void> {
    const worker = this.#worker;
    if (worker === undefined) return;
    const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, stopMs);
    });
    this.#send({ kind: 'stop' });
    worker.ref();
    await Promise.race([ended, late]);
    clearTimeout(timer);
    await worker.terminate();
  }
}

/** Threads that this process has started; ids of segments begin anew in each, so they are told apart by it. */
let lives = 0;

/** The message with ids that no other thread of this process gives. */
function ofLife(life: number, message: FromCorpusWorker): FromCorpusWorker {
  if (message.kind !== 'corpus') return message;
  return { ...message, ids: message.ids.map((id) => `${life}.${id}`) };
}

/** The name of an error, never its message, which may hold a path or code. */
function failureName(error: unknown): string {
  if (error instanceof Error && 'code' in error) return String(error.code);
  return error instanceof Error ? error.name : 'unknown failure';
}

/** What corpus-worker.ts expects as `workerData`. */
const workerMark = 'innerloop-corpus-worker';
const maxRestarts = 1;
const stopMs = 800;
/** MB of heap; segments are shared memory, which no limit of a thread counts. */
const maxOldGenerationSizeMb = 768;
const maxYoungGenerationSizeMb = 32;
