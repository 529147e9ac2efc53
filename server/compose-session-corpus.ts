import type { ErrorCode } from './base/error-codes.ts';
import { assertNever } from './base/outcome.ts';
import type { Settings } from './config/settings-schema.ts';
import type { CorpusOptions, FromCorpusWorker } from './context/corpus/worker-messages.ts';
import type { IndexNotice } from './context/files/index-notice.ts';
import { type CorpusSegment, trustedCorpusSegment } from './embedded/corpus-segment.ts';
import type { EmbeddedModel } from './embedded/embedded-model.ts';
import { type CorpusWorker, startCorpusWorker } from './host/corpus-worker.ts';
import { pathOf } from './host/file-uri.ts';
import type { ServerStatus } from './protocol/application.ts';
import type { ProgressHandle, UserChannel } from './protocol/user-channel.ts';

export interface SessionCorpusParts {
  readonly cacheDirectory: string;
  /** The bundled entry of the worker thread. */
  readonly workerUrl: URL;
  readonly user: UserChannel;
  readonly model: EmbeddedModel;
  /** Absolute. */
  readonly roots: () => readonly string[];
  /** The URIs of the documents that are open. */
  readonly openUris: () => readonly string[];
}

/**
 * What the embedded model learns of the workspace in one session: its worker, and what the worker has found.
 * Invariant: at most one worker runs, with the options that the present settings ask for.
 */
export class SessionCorpus {
  readonly #parts: SessionCorpusParts;
  readonly #shownNotices = new Set<ErrorCode>();
  #worker: CorpusWorker | undefined;
  /** What the running worker was told of the settings. */
  #rules: string | undefined;
  /** Whether completions come from what is learned alone. */
  #isOnlyModel = true;
  /** Those in use, oldest first, by the worker's name for each. */
  #segments: ReadonlyMap<string, CorpusSegment> = new Map();
  #progress: ProgressHandle | undefined;
  #learned: ServerStatus['index'] = null;
  #isStopped = false;

  constructor(parts: SessionCorpusParts) {
    this.#parts = parts;
  }

  /** What was learned; null until the first report. */
  get learned(): ServerStatus['index'] {
    return this.#learned;
  }

  /** Brings the worker in line with the settings. */
  async follow(settings: Settings): Promise<void> {
    this.#isOnlyModel = settings['routes.completion'].length === 0;
    const options = this.#options(settings);
    const rules = JSON.stringify([options.excludes, options.memoryLimitBytes]);
    if (rules === this.#rules) return;
    this.#rules = rules;
    await this.#worker?.stop();
    this.#takeCorpus([], []);
    if (this.#isStopped) return;
    this.#worker = startCorpusWorker({ ...options, workerUrl: this.#parts.workerUrl }, (message) =>
      this.#take(message),
    );
  }

  filesChanged(paths: readonly string[]): void {
    this.#worker?.filesChanged(paths);
  }

  rootsChanged(added: readonly string[], removed: readonly string[]): void {
    this.#worker?.rootsChanged(added, removed);
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#worker?.stop();
  }

  /** Shows what a worker has to say; each code once, because its text changes with every file that is learned. */
  showNotice({ code, message, remedy }: IndexNotice): void {
    if (code === 'index-failed') this.#endProgress('failed');
    if (this.#shownNotices.has(code)) return;
    this.#shownNotices.add(code);
    // Nothing is wrong here, and some editors stop at a text that is longer than a line.
    if (code === 'little-to-learn-from') this.#showLittle(message);
    else this.#parts.user.showOnce('warning', `${message} ${remedy}`);
  }

  /** With a model of others there is nothing to be missed. */
  #showLittle(message: string): void {
    if (this.#isOnlyModel) this.#parts.user.showOnce('info', message);
  }

  #take(message: FromCorpusWorker): void {
    const { user } = this.#parts;
    switch (message.kind) {
      case 'corpus':
        this.#takeCorpus(message.buffers, message.ids);
        return;
      case 'progress':
        this.#progress ??= user.beginProgress('innerloop');
        this.#progress.report(
          Math.floor((100 * message.done) / Math.max(1, message.total)),
          `${message.phase} ${message.total} files`,
        );
        return;
      case 'ready':
        this.#endProgress('ready');
        return;
      case 'notice':
        this.showNotice(message.notice);
        return;
      case 'report':
        this.#learned = { files: message.report.files, sourceBytes: message.report.sourceBytes };
        user.log(`learned files=${message.report.files} sourceBytes=${message.report.sourceBytes}`);
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
    this.#parts.model.setSegments([...segments.values()]);
  }

  #endProgress(message: string): void {
    this.#progress?.end(message);
    this.#progress = undefined;
  }

  #options(settings: Settings): CorpusOptions {
    const { roots, openUris, cacheDirectory } = this.#parts;
    return {
      roots: roots(),
      cacheDirectory,
      memoryLimitBytes: settings['embedded.memoryLimitMb'] * 1024 * 1024,
      excludes: settings['files.exclude'],
      preferredFiles: openUris()
        .map(pathOf)
        .filter((path) => path !== undefined),
    };
  }
}
