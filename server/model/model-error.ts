import { type ErrorCode, UserError } from '../base/error-codes.ts';

/** What can go wrong between us and a model; the list is closed, and each kind is the error code `model-<kind>`. */
export type ModelErrorKind =
  | 'unreachable'
  | 'certificate'
  | 'proxy'
  | 'redirected'
  | 'plain-http'
  | 'auth'
  | 'forbidden'
  | 'not-found'
  | 'bad-request'
  | 'too-long'
  | 'rate-limited'
  | 'quota'
  | 'overloaded'
  | 'loading'
  | 'server-error'
  | 'not-a-model'
  | 'garbled'
  | 'broken-off'
  | 'too-slow'
  | 'stalled'
  | 'too-much'
  | 'filtered'
  | 'excluded-text'
  | 'cannot'
  | 'paused'
  | 'key-missing'
  | 'hosted-off'
  | 'daily-limit'
  | 'uncounted'
  | 'file-untracked'
  | 'misconfigured';

/** What a kind means for the requests after it. */
interface Consequence {
  /** `once`: this request only. `count`: several in a row pause the endpoint. `pause`: it pauses at once. */
  readonly health: 'once' | 'count' | 'pause';
  /** Whether asking again soon may help; only chat does, and only before its first token. */
  readonly isRetryable: boolean;
}

const consequences: Readonly<Record<ModelErrorKind, Consequence>> = {
  unreachable: { health: 'count', isRetryable: true },
  certificate: { health: 'pause', isRetryable: false },
  proxy: { health: 'count', isRetryable: true },
  redirected: { health: 'pause', isRetryable: false },
  'plain-http': { health: 'once', isRetryable: false },
  auth: { health: 'pause', isRetryable: false },
  forbidden: { health: 'pause', isRetryable: false },
  'not-found': { health: 'pause', isRetryable: false },
  'bad-request': { health: 'count', isRetryable: false },
  'too-long': { health: 'once', isRetryable: false },
  'rate-limited': { health: 'pause', isRetryable: true },
  quota: { health: 'pause', isRetryable: false },
  overloaded: { health: 'pause', isRetryable: true },
  loading: { health: 'pause', isRetryable: true },
  'server-error': { health: 'count', isRetryable: true },
  'not-a-model': { health: 'count', isRetryable: false },
  garbled: { health: 'count', isRetryable: false },
  'broken-off': { health: 'count', isRetryable: true },
  'too-slow': { health: 'count', isRetryable: false },
  stalled: { health: 'count', isRetryable: false },
  'too-much': { health: 'count', isRetryable: false },
  filtered: { health: 'once', isRetryable: false },
  'excluded-text': { health: 'once', isRetryable: false },
  cannot: { health: 'once', isRetryable: false },
  paused: { health: 'once', isRetryable: true },
  'key-missing': { health: 'once', isRetryable: false },
  'hosted-off': { health: 'once', isRetryable: false },
  'daily-limit': { health: 'once', isRetryable: false },
  uncounted: { health: 'once', isRetryable: false },
  'file-untracked': { health: 'once', isRetryable: false },
  misconfigured: { health: 'once', isRetryable: false },
};

export interface ModelErrorFacts {
  /** What fills the holes of the code's texts; `model` and `host` are always among them. */
  readonly holes: Readonly<Record<string, string>>;
  /** How long the server asked to be left alone. */
  readonly retryAfterMs?: number | undefined;
  readonly cause?: unknown;
}

/** A failure of a model or on the way to it, with a sentence and a remedy; it never quotes what was sent or came. */
export class ModelError extends UserError {
  readonly kind: ModelErrorKind;
  /** The settings' name of the model. */
  readonly model: string;
  readonly retryAfterMs: number | undefined;

  constructor(kind: ModelErrorKind, { holes, retryAfterMs, cause }: ModelErrorFacts) {
    super(`model-${kind}` satisfies ErrorCode, holes, cause === undefined ? {} : { cause });
    this.name = 'ModelError';
    this.kind = kind;
    this.model = holes.model ?? '';
    this.retryAfterMs = retryAfterMs;
  }

  get isRetryable(): boolean {
    return consequences[this.kind].isRetryable;
  }

  get health(): Consequence['health'] {
    return consequences[this.kind].health;
  }
}
