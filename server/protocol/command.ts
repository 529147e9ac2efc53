import type { Server } from './handler.ts';

/** One command of `workspace/executeCommand`. */
export interface Command {
  /** Throws InvalidParams; must not wait. */
  prepare(given: CommandArguments, server: Server): (signal: AbortSignal) => Promise<null>;
}

interface CommandArguments {
  /** As the client sent them; empty when it sent none. */
  readonly values: readonly unknown[];
  readonly workDoneToken: string | number | undefined;
}
