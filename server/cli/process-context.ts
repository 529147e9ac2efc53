import { homedir, userInfo } from 'node:os';
import { resolve } from 'node:path';

import type { CliActions } from './actions.ts';
import type { CliContext } from './cli-context.ts';
import { terminalOf } from './terminal.ts';

/** The context of this process: its streams, folder, person and Ctrl-C. */
export function processContext(actions: CliActions): CliContext {
  const controller = new AbortController();
  // The second Ctrl-C finds no listener and ends the process.
  process.once('SIGINT', () => controller.abort());
  return {
    actions,
    terminal: terminalOf(process.stdout, process.stderr, process.env),
    signal: controller.signal,
    workingFolder: process.cwd(),
    entryPath: resolve(process.argv[1] ?? 'innerloop'),
    person: { homeFolder: homedir(), userName: userName() },
    node: { version: process.versions.node, platform: process.platform, architecture: process.arch },
    monotonicMs: () => performance.now(),
  };
}

/** A container may run under an id that has no name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return '';
  }
}
