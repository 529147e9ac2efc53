import type { IndexReport } from '../../server/context/context-item.ts';
import { type ContextWorker, startContextWorker } from '../../server/host/context-worker.ts';

/** Where a benchmark's index reads from and what keeps it. */
export interface BenchIndexPlace {
  readonly root: string;
  readonly cacheDirectory: string;
  /** The bundled entry of the worker. */
  readonly workerUrl: URL;
}

/** A context worker of its own, over one folder. */
export interface BenchIndex {
  readonly worker: ContextWorker;
  /** The last report when everything is read; rejects when the index fails. */
  readonly ready: Promise<IndexReport>;
  stop(): Promise<void>;
}

/** Starts the context worker as the server does. */
export function startBenchIndex({ root, cacheDirectory, workerUrl }: BenchIndexPlace): BenchIndex {
  const { promise, resolve, reject } = promiseOf<IndexReport>();
  let last: IndexReport | undefined;
  const worker = startContextWorker(
    {
      ...{ roots: [root], cacheDirectory, workerUrl, memoryLimitBytes, maker: 'bench' },
      ...{ excludes: [], folders: [], preferredFiles: [], spoilers: [], openTexts: () => [] },
      ...{ embeddings: false, embedder: { embed: async () => [] } },
    },
    (event) => {
      if (event.kind === 'report') last = event.reports[0];
      else if (event.kind === 'notice') reject(new Error(event.notice.message));
      else if (event.kind === 'ready' && last !== undefined) resolve(last);
    },
  );
  // The thread keeps no process alive, and questions to it neither, so a timer does.
  const timer = setInterval(() => undefined, 1_000_000);
  const stop = () => worker.stop().finally(() => clearInterval(timer));
  return { worker, ready: promise, stop };
}

function promiseOf<Value>() {
  let resolve: (value: Value) => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<Value>((done, failed) => {
    resolve = done;
    reject = failed;
  });
  return { promise, resolve, reject };
}

/** No file is left out for want of memory. */
const memoryLimitBytes = 2 ** 40;
