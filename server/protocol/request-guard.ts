import { type CancellationToken, ResponseError } from 'vscode-jsonrpc';

import { UserError } from '../base/error-codes.ts';
import { cancelled, superseded } from './abort-reasons.ts';
import type { FailureLog } from './failure-log.ts';
import type { NotificationHandler, PreparedRequest, RequestHandler, Server } from './handler.ts';
import { InvalidParams } from './invalid-params.ts';
import { type JsonObject, rpcErrors } from './json-rpc.ts';
import { Supersessions } from './supersessions.ts';

/**
 * The one guard around every handler: each request is answered exactly once and at once when it is cancelled or
 * superseded, whatever its handler does; no error leaves with the user's content in it; none ends the process.
 */
export class RequestGuard {
  readonly #server: () => Server;
  readonly #failures: FailureLog;
  readonly #supersessions = new Supersessions();
  readonly #running = new Set<AbortController>();

  constructor(server: () => Server, failures: FailureLog) {
    this.#server = server;
    this.#failures = failures;
  }

  /** The answer; rejects with a ResponseError only. */
  async answer(handler: RequestHandler, params: JsonObject, token: CancellationToken): Promise<unknown> {
    try {
      // Before anything is awaited, so that the snapshot is the one of the request's arrival.
      const prepared = handler.prepare(params, this.#server());
      return await this.#run(handler.method, prepared, token);
    } catch (error) {
      throw this.#responseError(handler.method, error);
    }
  }

  /** Cancels what is under way: after `shutdown` nobody wants it. */
  end(): void {
    for (const controller of [...this.#running]) controller.abort(cancelled);
  }

  notify(handler: NotificationHandler, params: JsonObject): void {
    try {
      handler.handle(params, this.#server());
    } catch (error) {
      this.#failures.report(handler.method, error);
    }
  }

  async #run(method: string, prepared: PreparedRequest, token: CancellationToken): Promise<unknown> {
    const { supersession } = prepared;
    const controller = new AbortController();
    const { signal } = controller;
    this.#running.add(controller);
    const leave = supersession && this.#supersessions.enter(method, supersession, controller);
    const listening = token.onCancellationRequested(() => controller.abort(cancelled));
    if (token.isCancellationRequested) controller.abort(cancelled);
    try {
      return await this.#untilAborted(method, prepared, signal);
    } catch (error) {
      if (supersession !== undefined && signal.reason === superseded) return supersession.answer;
      throw signal.aborted ? signal.reason : error;
    } finally {
      this.#running.delete(controller);
      listening.dispose();
      leave?.();
    }
  }

  async #untilAborted(method: string, prepared: PreparedRequest, signal: AbortSignal): Promise<unknown> {
    if (signal.aborted) throw signal.reason;
    const aborted = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    });
    const work = prepared.run(signal);
    try {
      return await Promise.race([work, aborted]);
    } catch (error) {
      if (signal.aborted) this.#server().detached.own(method, work);
      throw error;
    }
  }

  #responseError(method: string, error: unknown): ResponseError<void> {
    if (error === cancelled) return new ResponseError(rpcErrors.requestCancelled, 'Cancelled.');
    if (error instanceof InvalidParams) return new ResponseError(rpcErrors.invalidParams, error.message);
    if (error instanceof UserError) {
      const isStale = error.code === 'code-changed-meanwhile';
      const code = isStale ? rpcErrors.contentModified : rpcErrors.requestFailed;
      return new ResponseError(code, `${error.message} ${error.remedy}`);
    }
    this.#failures.report(method, error);
    return new ResponseError(rpcErrors.internalError, 'Something went wrong inside innerloop.');
  }
}
