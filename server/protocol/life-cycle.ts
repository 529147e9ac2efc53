import { rpcErrors } from './json-rpc.ts';

/** What to do with a message in the present phase. */
export type Verdict =
  | { readonly kind: 'accept' }
  | { readonly kind: 'refuse'; readonly code: number }
  | { readonly kind: 'drop' }
  | { readonly kind: 'exit' };

/**
 * The phases of a session as LSP orders them: nothing before `initialize`, nothing after `shutdown`.
 * `initialize` counts from its arrival, so a client that does not wait for the answer is served all the same.
 */
export class LifeCycle {
  #phase: 'fresh' | 'running' | 'shut-down' = 'fresh';

  request(method: string): Verdict {
    if (method === 'initialize') return this.#initialize();
    if (this.#phase === 'fresh') return { kind: 'refuse', code: rpcErrors.serverNotInitialized };
    // Some editors say `shutdown` two or three times.
    if (this.#phase === 'shut-down' && method !== 'shutdown')
      return { kind: 'refuse', code: rpcErrors.invalidRequest };
    if (method === 'shutdown') this.#phase = 'shut-down';
    return { kind: 'accept' };
  }

  notification(method: string): Verdict {
    if (method === 'exit') return { kind: 'exit' };
    return this.#phase === 'running' ? { kind: 'accept' } : { kind: 'drop' };
  }

  /** The answer to `initialize` was an error: the client may try again. */
  initializeFailed(): void {
    if (this.#phase === 'running') this.#phase = 'fresh';
  }

  /** 0 when the client said goodbye first, as LSP wants it. */
  exitCode(): number {
    return this.#phase === 'shut-down' ? 0 : 1;
  }

  #initialize(): Verdict {
    if (this.#phase !== 'fresh') return { kind: 'refuse', code: rpcErrors.invalidRequest };
    this.#phase = 'running';
    return { kind: 'accept' };
  }
}
