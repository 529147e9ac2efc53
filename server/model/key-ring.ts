import { neverAborted, withSignal } from '../base/cancellation.ts';
import type { Clock } from '../base/clock.ts';
import { UserError } from '../base/error-codes.ts';

import type { ModelConfig } from './model-config.ts';
import { ModelError } from './model-error.ts';
import type { KeySource } from './ports.ts';

/**
 * The keys of all models. A command that prints one runs once for all who wait for it, outlives them, because it may
 * ask the person for a finger, and is left alone for a while after it failed.
 */
export class KeyRing {
  readonly #source: KeySource;
  readonly #clock: Clock;
  readonly #printed = new Map<string, Printed>();

  constructor(source: KeySource, clock: Clock) {
    this.#source = source;
    this.#clock = clock;
  }

  /** The key to send, or undefined where none is needed; rejects with a ModelError, or with the signal's reason. */
  async keyOf(config: ModelConfig, signal: AbortSignal): Promise<string | undefined> {
    const { key, name, host } = config;
    switch (key.kind) {
      case 'none':
        return undefined;
      case 'environment': {
        const value = this.#source.fromEnvironment(key.name);
        if (value !== undefined || !key.isRequired) return value;
        const detail = `the environment variable ${key.name} is not set`;
        const hint = 'Set it where the editor is started, too, or use "keyCommand".';
        throw new ModelError('key-missing', { holes: { model: name, host, detail, hint } });
      }
      case 'command':
        return withSignal(this.#soon(this.#printedBy(key.command, config), config), signal);
    }
  }

  /** The endpoint refused the key, which may have expired: the command is to print another. */
  refused({ name }: ModelConfig): void {
    this.#printed.delete(name);
  }

  /** A program that asks the person for something takes its time; its key serves a later request. */
  #soon(key: Promise<string>, { name, host }: ModelConfig): Promise<string> {
    const timer = new AbortController();
    const late = this.#clock.sleep(patienceMs, timer.signal).then(() => {
      const detail = 'the command that prints it has not ended yet';
      const hint = 'Answer what it asks; it is not started again meanwhile.';
      throw new ModelError('key-missing', { holes: { model: name, host, detail, hint } });
    });
    return Promise.race([key, late]).finally(() => {
      timer.abort();
      late.catch(() => undefined);
    });
  }

  #printedBy(command: readonly string[], config: ModelConfig): Promise<string> {
    const known = this.#printed.get(config.name);
    if (known !== undefined && this.#clock.monotonicMs() < known.until) return known.key;
    const key = this.#source.fromCommand(command, neverAborted).catch((error: unknown) => {
      printed.until = this.#clock.monotonicMs() + failedMs;
      throw error instanceof UserError ? withoutKey(error, config) : error;
    });
    const printed: Printed = { key, until: Number.POSITIVE_INFINITY };
    // Whoever waits hears of it; when everybody has left, nobody needs to.
    key.catch(() => undefined);
    this.#printed.set(config.name, printed);
    return key;
  }
}

function withoutKey({ message, remedy }: UserError, { name, host }: ModelConfig): ModelError {
  const detail = message.charAt(0).toLowerCase() + message.slice(1).replace(/\.$/, '');
  return new ModelError('key-missing', { holes: { model: name, host, detail, hint: remedy } });
}

interface Printed {
  readonly key: Promise<string>;
  until: number;
}

/** How long one request waits for a command. */
const patienceMs = 3_000;
/** Between two runs of a command that fails: it may open a window each time. */
const failedMs = 30_000;
