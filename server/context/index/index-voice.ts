import type { ErrorCode } from '../../base/error-codes.ts';
import { indexNotice } from '../files/index-notice.ts';
import type { LeftOut } from '../ports.ts';
import type { IndexEvent } from './context-messages.ts';
import type { ContextRoot } from './context-root.ts';
import { indexReport } from './index-report.ts';

/** Says what the index does, and each thing that went wrong once. */
export class IndexVoice {
  readonly #post: (event: IndexEvent) => void;
  readonly #notified = new Set<string>();

  constructor(post: (event: IndexEvent) => void) {
    this.#post = post;
  }

  progress(done: number, total: number): void {
    this.#post({ kind: 'progress', done, total });
  }

  report(roots: readonly ContextRoot[]): void {
    this.#post({ kind: 'report', reports: roots.map(indexReport) });
  }

  spoiled(spoiler: string): void {
    this.#post({ kind: 'spoiled', spoiler });
  }

  /** What a listing could not see. */
  listed(root: string, problem: string | undefined, leftOut: readonly LeftOut[]): void {
    if (problem !== undefined) this.notify('git-cannot-list', { root, detail: problem });
    const folder = leftOut.find(({ reason }) => reason === 'unreadable-folder');
    if (folder !== undefined) this.notify('folder-unreadable', { folder: `${root}/${folder.path}` });
    if (leftOut.some(({ reason }) => reason === 'too-many-files'))
      this.notify('too-many-files', { root, limit: '100,000' });
  }

  notify(code: ErrorCode, holes: Readonly<Record<string, string>>): void {
    const key = `${code} ${holes.root ?? ''}`;
    if (this.#notified.has(key)) return;
    this.#notified.add(key);
    this.#post({ kind: 'notice', notice: indexNotice(code, holes) });
  }
}
