import type { Clock } from '../base/clock.ts';
import type { Application } from './application.ts';
import type { DetachedWork } from './detached-work.ts';
import type { JsonObject } from './json-rpc.ts';
import type { Session } from './session.ts';
import type { UserChannel } from './user-channel.ts';
import type { WorkDoneProgress } from './work-done-progress.ts';

/** What handlers work on; there is one per connection. */
export interface Server {
  readonly session: Session;
  readonly application: Application;
  readonly clock: Clock;
  readonly user: UserChannel;
  readonly progress: WorkDoneProgress;
  /** The owner of work that goes on after its request was answered. */
  readonly detached: DetachedWork;
  /** Aborted by `shutdown`, for work that its request no longer stops. */
  readonly ending: AbortSignal;
  /** Takes up the client's settings again. */
  configurationChanged(params: JsonObject): void;
}

/** A request that was understood, with the snapshot of its arrival. */
export interface PreparedRequest {
  run(signal: AbortSignal): Promise<unknown>;
  /** Present where a newer request about the same document makes this one worthless. */
  readonly supersession?: Supersession;
}

export interface Supersession {
  readonly uri: string;
  readonly trigger: 'invoked' | 'automatic';
  /** The answer of a request that was superseded. */
  readonly answer: unknown;
}

/** One method: convert, call, convert back. */
export interface RequestHandler {
  readonly method: string;
  /** Throws InvalidParams; must not wait. */
  prepare(params: JsonObject, server: Server): PreparedRequest;
}

/** The same for a notification; errors it throws are counted, nobody is answered. */
export interface NotificationHandler {
  readonly method: string;
  handle(params: JsonObject, server: Server): void;
}
