import type { RunOutcome } from '../case-outcomes.ts';

/** A project that is to be run. */
export interface RunScene {
  readonly folder: string;
  /** The file of tests, relative to the folder. */
  readonly tests: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** A real test runner, and how what it says is read. */
export interface TestRunner {
  /** Prints its version; fails where the runner is missing. */
  readonly version: readonly string[];
  readonly run: (scene: RunScene) => Promise<RunOutcome>;
  /** What a compiler says against a file of tests where the runner itself asks none; empty where all is well. */
  readonly compile?: (scene: RunScene) => Promise<string>;
}
