import type { CompletionTrace } from './completion-trace.ts';
import type { TraceBuilder } from './trace-builder.ts';

/** The traces of the last requests of this session, which "why" asks; they hold code and never leave the memory. */
export class RecentTraces {
  readonly #builders = new Map<string, TraceBuilder>();

  add(builder: TraceBuilder): void {
    this.#builders.set(builder.id, builder);
    for (const oldest of this.#builders.keys()) {
      if (this.#builders.size <= mostTraces) return;
      this.#builders.delete(oldest);
    }
  }

  /** The trace with this id, the newest without one; undefined where there is none, or none any more. */
  get(id?: string): CompletionTrace | undefined {
    const builder = id === undefined ? [...this.#builders.values()].at(-1) : this.#builders.get(id);
    return builder?.trace();
  }
}

const mostTraces = 50;
