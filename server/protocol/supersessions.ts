import { documentKey } from '../base/document-key.ts';
import { superseded } from './abort-reasons.ts';
import type { Supersession } from './handler.ts';

interface Running {
  readonly trigger: Supersession['trigger'];
  readonly controller: AbortController;
}

/**
 * The requests under way, by method and document; a new one stops the older ones of its kind.
 * An automatic request never stops one that the user asked for.
 */
export class Supersessions {
  readonly #running = new Map<string, Set<Running>>();

  /** Stops what the new request supersedes, and adds it; the function returned takes it out again. */
  enter(method: string, { uri, trigger }: Supersession, controller: AbortController): () => void {
    const key = `${method} ${documentKey(uri)}`;
    const running = this.#running.get(key) ?? new Set();
    for (const older of running)
      if (trigger === 'invoked' || older.trigger === 'automatic') older.controller.abort(superseded);
    const mine = { trigger, controller };
    running.add(mine);
    this.#running.set(key, running);
    return () => {
      running.delete(mine);
      if (running.size === 0 && this.#running.get(key) === running) this.#running.delete(key);
    };
  }
}
