import type { SearchResult } from '../context/context-item.ts';
import { tellingLines } from '../context/telling-lines.ts';
import type { SearchAnswer } from './actions.ts';
import type { CliContext } from './cli-context.ts';
import { countOf, seconds } from './in-words.ts';
import { numberOf } from './number-flag.ts';
import { paint, printable } from './paint.ts';
import { assertQuery } from './query.ts';
import { placeOf, renderPlace } from './render-place.ts';
import { gutterFor, linesOf, quoted } from './source-lines.ts';
import type { Output } from './terminal.ts';
import { withProgress } from './with-progress.ts';
import { problemsAsJson, writeProblems } from './write-problems.ts';

/** The flags of `search`, as the command line gives them. */
export interface SearchFlags {
  readonly limit?: string;
  readonly json?: boolean;
}

/** `innerloop search QUERY`: the places in the workspace that the words lead to, best first. */
export async function runSearch(given: string, flags: SearchFlags, context: CliContext): Promise<number> {
  const { actions, terminal, workingFolder, signal } = context;
  const limit = numberOf(flags.limit, limitFlag) ?? defaultLimit;
  const options = { workingFolder, query: assertQuery(given), limit };
  const answer = await withProgress(context, (progress) => actions.search(options, progress, signal));
  if (flags.json) {
    const { problems, ...rest } = answer;
    const shown = { query: given, ...rest, problems: problemsAsJson(problems) };
    terminal.out.write(`${JSON.stringify(shown, null, 2)}\n`);
    return 0;
  }
  terminal.out.write(renderAnswer(given, answer, terminal.out));
  writeProblems(answer.problems, terminal.error);
  return 0;
}

function renderAnswer(query: string, { results, searchMs, indexMs }: SearchAnswer, output: Output): string {
  const effort = `${searchMs.toFixed(1)} ms, after reading the repository in ${seconds(indexMs)}`;
  if (results.length === 0) {
    return `Nothing was found for "${printable(query)}".\n${paint('dim', effort, output)}\n`;
  }
  const shown = results.map((result) => renderResult(result, query, output)).join('\n\n');
  return `${shown}\n\n${paint('dim', `${countOf(results.length, 'result')} in ${effort}`, output)}\n`;
}

function renderResult(result: SearchResult, query: string, output: Output): string {
  const { path, startLine, text, reason, score } = result;
  const start = { startLine, endLine: startLine + 1 };
  const facts = `score ${Number(score.toPrecision(3))}`;
  const gutter = gutterFor(result.endLine - 1, output);
  const lines = tellingLines(linesOf(text), query, mostLines);
  return [
    renderPlace({ place: placeOf(path, [start]), reason, facts }, output),
    ...lines.map(({ line, text }) => quoted(gutter, startLine + line, text)),
  ].join('\n');
}

const mostLines = 3;
const defaultLimit = 10;
const limitFlag = { name: '--limit', most: 100, example: 20 };
