import type { ErrorCode } from '../../base/error-codes.ts';
import { indexNotice } from '../files/index-notice.ts';
import type { Segment } from '../ports.ts';
import type { CorpusReport } from './corpus-report.ts';
import type { FromCorpusWorker } from './worker-messages.ts';

/**
 * What a keeper says to the main thread.
 * Invariants: a segment keeps its id as long as it lives; the same is said once of each root.
 */
export class CorpusOutlet {
  readonly #post: (message: FromCorpusWorker) => void;
  readonly #ids = new WeakMap<Segment, string>();
  #lastId = 0;
  readonly #notified = new Set<string>();

  constructor(post: (message: FromCorpusWorker) => void) {
    this.#post = post;
  }

  corpus(segments: readonly Segment[]): void {
    const ids = segments.map((segment) => this.#idOf(segment));
    this.#post({ kind: 'corpus', buffers: segments.map(({ buffer }) => buffer), ids });
  }

  report(report: CorpusReport): void {
    this.#post({ kind: 'report', report });
  }

  notify(code: ErrorCode, holes: Readonly<Record<string, string>>): void {
    const key = `${code} ${holes.root ?? ''}`;
    if (this.#notified.has(key)) return;
    this.#notified.add(key);
    this.#post({ kind: 'notice', notice: indexNotice(code, holes) });
  }

  listing(): void {
    this.#post({ kind: 'progress', phase: 'listing', done: 0, total: 0 });
  }

  /** A function that says how much of `total` is done, once for each percent. */
  learning(total: number): (done: number) => void {
    let shown = -1;
    return (done) => {
      const percent = Math.floor((100 * done) / Math.max(1, total));
      if (percent === shown) return;
      shown = percent;
      this.#post({ kind: 'progress', phase: 'learning', done, total });
    };
  }

  #idOf(segment: Segment): string {
    const known = this.#ids.get(segment);
    if (known !== undefined) return known;
    this.#lastId += 1;
    this.#ids.set(segment, String(this.#lastId));
    return String(this.#lastId);
  }
}
