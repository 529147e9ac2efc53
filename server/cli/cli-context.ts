import type { CliActions } from './actions.ts';
import type { Terminal } from './terminal.ts';

/** What every command gets; tests pass one of their own. */
export interface CliContext {
  readonly actions: CliActions;
  readonly terminal: Terminal;
  /** Aborts when the user presses Ctrl-C. */
  readonly signal: AbortSignal;
  readonly workingFolder: string;
  /** The script that node runs, for the lines that connect an editor. */
  readonly entryPath: string;
  readonly person: Person;
  readonly node: NodeFacts;
  /** Milliseconds on a scale that never jumps. */
  monotonicMs(): number;
}

/** What a report must not give away. */
export interface Person {
  readonly homeFolder: string;
  readonly userName: string;
}

export interface NodeFacts {
  /** Without the leading `v`. */
  readonly version: string;
  readonly platform: string;
  readonly architecture: string;
}
