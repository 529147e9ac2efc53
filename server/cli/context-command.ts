import { UserError } from '../base/error-codes.ts';
import { nearestWord } from '../base/nearest-word.ts';
import type { ContextTask } from '../context/context-item.ts';
import { contextTasks, isContextTask } from '../context/context-task.ts';

import type { GatheredContext } from './actions.ts';
import type { CliContext } from './cli-context.ts';
import { seconds } from './in-words.ts';
import { readNamedPlace } from './named-place.ts';
import { numberOf } from './number-flag.ts';
import { paint } from './paint.ts';
import { assertQuery } from './query.ts';
import { folded, renderContext, sumsOf, unfolded } from './render-context.ts';
import type { Terminal } from './terminal.ts';
import { withProgress } from './with-progress.ts';
import { problemsAsJson, writeProblems } from './write-problems.ts';

/** The flags of `context`, as the command line gives them. */
export interface ContextFlags {
  readonly query?: string;
  readonly task?: string;
  readonly maxTokens?: string;
  readonly full?: boolean;
  readonly json?: boolean;
}

/**
 * `innerloop context FILE:LINE:COL` or `--query TEXT`: what a model would be shown, why, and what not. Gives the exit
 * code; throws UserErrors for bad places, queries and flags.
 */
export async function runContext(
  place: string | undefined,
  flags: ContextFlags,
  context: CliContext,
): Promise<number> {
  const gathered = await gather(place, flags, context);
  if (flags.json) {
    const { bundle, indexMs, problems } = gathered;
    const answer = { ...bundle, indexMs, problems: problemsAsJson(problems) };
    context.terminal.out.write(`${JSON.stringify(answer, null, 2)}\n`);
  } else writeText(gathered, flags, context.terminal);
  return 0;
}

async function gather(
  place: string | undefined,
  flags: ContextFlags,
  context: CliContext,
): Promise<GatheredContext> {
  const { actions, workingFolder, signal } = context;
  const { query } = flags;
  if ((place === undefined) === (query === undefined)) throw eitherOr(place);
  const maxTokens = numberOf(flags.maxTokens, maxTokensFlag);
  const task = taskOf(flags.task) ?? (place === undefined ? 'chat' : 'completion');
  if (place !== undefined) {
    const named = await readNamedPlace(place, workingFolder);
    return withProgress(context, (progress) =>
      actions.gatherContext({ ...named, task, maxTokens }, progress, signal),
    );
  }
  const options = { workingFolder, query: assertQuery(query ?? ''), task, maxTokens };
  return withProgress(context, (progress) => actions.gatherContextFor(options, progress, signal));
}

function eitherOr(place: string | undefined): UserError {
  const detail =
    place === undefined ? 'Neither a place nor a query is given' : 'Both a place and a query are given';
  const hint = 'Write innerloop context FILE:LINE:COL, or innerloop context --query "TEXT".';
  return new UserError('command-misspelled', { detail, hint });
}

function taskOf(given: string | undefined): ContextTask | undefined {
  if (given === undefined || isContextTask(given)) return given;
  const nearest = nearestWord(given, contextTasks);
  const hint =
    nearest === undefined ? `The tasks are: ${contextTasks.join(', ')}.` : `Did you mean ${nearest}?`;
  throw new UserError('task-unknown', { task: given, hint });
}

function writeText({ bundle, indexMs, problems }: GatheredContext, flags: ContextFlags, terminal: Terminal) {
  const { out, error } = terminal;
  const picture = renderContext(bundle, flags.full ? unfolded : folded, out);
  const sums = `${sumsOf(bundle)}, after reading the repository in ${seconds(indexMs)}.`;
  if (bundle.items.length === 0) out.write('There is no context to give.\n\n');
  if (picture !== '') out.write(`${picture}\n\n`);
  out.write(`${paint('dim', sums, out)}\n`);
  if (!bundle.isComplete) error.write(`${paint('yellow', '!', error)} ${incomplete}\n`);
  writeProblems(problems, error);
}

const incomplete = 'Not every file had been read when this was put together; something may be missing.';
const maxTokensFlag = { name: '--max-tokens', most: 100_000, example: 2048 };
