import type { Output } from './terminal.ts';

/** One line that shows how far reading has come; only for people, and only when it takes a while. */
export class ProgressBar {
  readonly #output: Output;
  readonly #monotonicMs: () => number;
  readonly #startMs: number;
  #drawnMs: number | undefined;

  constructor(output: Output, monotonicMs: () => number) {
    this.#output = output;
    this.#monotonicMs = monotonicMs;
    this.#startMs = monotonicMs();
  }

  report(done: number, total: number): void {
    const nowMs = this.#monotonicMs();
    if (!this.#output.isInteractive || nowMs - this.#startMs < patienceMs) return;
    if (this.#drawnMs !== undefined && nowMs - this.#drawnMs < redrawMs) return;
    this.#drawnMs = nowMs;
    this.#output.write(`${clearLine}${barOf(done, total)} reading ${done} of ${total} files`);
  }

  /** Takes the line away again. */
  end(): void {
    if (this.#drawnMs !== undefined) this.#output.write(clearLine);
    this.#drawnMs = undefined;
  }
}

function barOf(done: number, total: number): string {
  const share = total > 0 ? Math.min(1, Math.max(0, done / total)) : 0;
  const full = Math.round(share * width);
  return '█'.repeat(full) + '░'.repeat(width - full);
}

const patienceMs = 300;
const redrawMs = 100;
const width = 24;
const clearLine = '\r\u001b[2K';
