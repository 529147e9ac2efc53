import { UserError } from '../base/error-codes.ts';

import type { CliActions } from './actions.ts';
import { reportUserError } from './report-user-error.ts';
import { parseServeArguments } from './serve-arguments.ts';
import { terminalOf } from './terminal.ts';

/**
 * Runs the command line of this process (without node and script) and resolves with its exit code.
 * What editors start goes to `serve` without loading the rest. Errors made for users are printed; others are
 * bugs and pass through.
 */
export async function runCli(argv: readonly string[], actions: CliActions): Promise<number> {
  try {
    const options = parseServeArguments(argv);
    if (options !== undefined) return await actions.serve(options);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return reportUserError(error, terminalOf(process.stdout, process.stderr, process.env).error);
  }
  const { runProgram } = await import('./run-program.ts');
  const { processContext } = await import('./process-context.ts');
  return runProgram(argv, processContext(actions));
}
