import { UserError } from '../base/error-codes.ts';
import { whyText } from '../features/completion/why-text.ts';
import type { CliContext } from './cli-context.ts';
import { completeAtPlace, hasFailed } from './complete-command.ts';
import { problemsAsJson, writeProblems } from './write-problems.ts';

/** The flags of `why`, as the command line gives them. */
export interface WhyFlags {
  readonly json?: boolean;
  readonly cut?: boolean;
  /** The name of a model of the settings. */
  readonly model?: string;
}

/**
 * `innerloop why FILE:LINE:COL`: what happens in a request at a place, step by step. Gives the exit code; throws
 * UserErrors for bad places.
 */
export async function runWhy(given: string, flags: WhyFlags, context: CliContext): Promise<number> {
  const { result } = await completeAtPlace(given, flags, context);
  const { trace, problems } = result;
  if (trace === undefined) throw new UserError('why-unknown');
  const { out, error } = context.terminal;
  const text = whyText(trace);
  if (flags.json)
    out.write(
      `${JSON.stringify({ position: given, trace, text, problems: problemsAsJson(problems) }, null, 2)}\n`,
    );
  else {
    out.write(text);
    writeProblems(problems, error);
  }
  return hasFailed(result, flags) ? 1 : 0;
}
