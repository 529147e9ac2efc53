import { CorpusKeeper } from './corpus-keeper.ts';
import type { CorpusPorts } from './corpus-ports.ts';
import type { CorpusOptions, FromCorpusWorker, ToCorpusWorker } from './worker-messages.ts';

/** The worker's side of the channel. */
export interface CorpusChannel {
  post(message: FromCorpusWorker): void;
  /** Lets the thread end. */
  close(): void;
}

/**
 * Drives a keeper by messages. Changes that come while others are learned are learned together; what was learned is
 * saved once no change has come for a while. Invariant: nothing runs after `stop` but one save.
 */
export class CorpusWorkerLoop {
  readonly #portsFor: (options: CorpusOptions) => CorpusPorts;
  readonly #channel: CorpusChannel;
  readonly #stopped = new AbortController();
  #keeper: CorpusKeeper | undefined;
  #waiting = new Set<string>();
  #isLearning = false;
  /** Whether more may have been learned than the keeper has saved by itself. */
  #isUnsaved = false;
  #quietTimer: ReturnType<typeof setTimeout> | undefined;
  #isScanDue = false;
  #scanTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(portsFor: (options: CorpusOptions) => CorpusPorts, channel: CorpusChannel) {
    this.#portsFor = portsFor;
    this.#channel = channel;
  }

  /** Takes one message in; answers come through the channel. */
  receive(message: ToCorpusWorker): void {
    this.#detach(this.#handle(message));
  }

  /** Owns work that nobody waits for: a failure ends the thread, and the main thread starts it anew. */
  #detach(work: Promise<void>): void {
    work.catch((error: unknown) => {
      if (this.#stopped.signal.aborted) return;
      queueMicrotask(() => {
        throw error;
      });
    });
  }

  async #handle(message: ToCorpusWorker): Promise<void> {
    switch (message.kind) {
      case 'start':
        return this.#start(message.options);
      case 'files-changed':
        for (const path of message.paths) this.#waiting.add(path);
        return this.#learnWaiting();
      case 'roots-changed':
        this.#keeper?.removeRoots(message.removed);
        return this.#addRoots(message.added);
      case 'rescan':
        return this.#rescan();
      case 'stop':
        return this.#stop();
    }
  }

  async #start(options: CorpusOptions): Promise<void> {
    this.#keeper = new CorpusKeeper(this.#portsFor(options), options, (message) =>
      this.#channel.post(message),
    );
    await this.#addRoots(options.roots);
  }

  async #addRoots(roots: readonly string[]): Promise<void> {
    this.#isUnsaved = true;
    await this.#keeper?.addRoots(roots, this.#stopped.signal);
    this.#isUnsaved = false;
    this.#scheduleScan();
    this.#channel.post({ kind: 'ready' });
  }

  async #rescan(): Promise<void> {
    this.#isUnsaved = true;
    await this.#keeper?.rescan(this.#stopped.signal);
    this.#isUnsaved = false;
    this.#scheduleScan();
  }

  async #learnWaiting(): Promise<void> {
    if (this.#isLearning) return;
    this.#isLearning = true;
    try {
      while (this.#waiting.size > 0 && !this.#stopped.signal.aborted) {
        const paths = [...this.#waiting];
        this.#waiting = new Set();
        this.#isUnsaved = true;
        await this.#keeper?.filesChanged(paths, this.#stopped.signal);
      }
    } finally {
      this.#isLearning = false;
    }
    if (this.#stopped.signal.aborted || this.#keeper === undefined) return;
    this.#detach(this.#keeper.tidy(this.#stopped.signal));
    clearTimeout(this.#quietTimer);
    this.#quietTimer = setTimeout(
      () => this.#detach(this.#isScanDue ? this.#rescan() : this.#save()),
      quietMs,
    );
  }

  async #save(): Promise<void> {
    await this.#keeper?.save(this.#stopped.signal);
    this.#isUnsaved = false;
  }

  /** Files that are added to version control later change nothing that a watcher sees, so we look now and then. */
  #scheduleScan(): void {
    this.#isScanDue = false;
    clearTimeout(this.#scanTimer);
    this.#scanTimer = setTimeout(() => {
      this.#isScanDue = true;
    }, scanMs);
  }

  async #stop(): Promise<void> {
    clearTimeout(this.#quietTimer);
    clearTimeout(this.#scanTimer);
    this.#stopped.abort(new Error('the index was stopped'));
    if (this.#isUnsaved) await this.#keeper?.save(new AbortController().signal);
    this.#channel.close();
  }
}

const quietMs = 5_000;
const scanMs = 5 * 60_000;
