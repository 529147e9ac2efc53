import type { Citation } from '../features/chat/chat-request.ts';

import type { AskedAnswer } from './actions.ts';
import type { CliContext } from './cli-context.ts';
import { LinkedText } from './linked-text.ts';
import { numberOf } from './number-flag.ts';
import { paint, printable } from './paint.ts';
import { ProgressBar } from './progress-bar.ts';
import { assertQuery } from './query.ts';
import type { Output } from './terminal.ts';
import { problemsAsJson, writeProblems } from './write-problems.ts';

/** The flags of `ask`, as the command line gives them. */
export interface AskFlags {
  readonly json?: boolean;
  /** The name of a model of the settings. */
  readonly model?: string;
  readonly maxTokens?: string;
}

/** `innerloop ask QUESTION`: an answer about the workspace around the current folder, as it comes. */
export async function runAsk(given: string, flags: AskFlags, context: CliContext): Promise<number> {
  const { actions, terminal, workingFolder, signal, monotonicMs } = context;
  const maxTokens = numberOf(flags.maxTokens, maxTokensFlag);
  const options = { workingFolder, question: assertQuery(given), model: flags.model, maxTokens };
  const bar = new ProgressBar(terminal.error, monotonicMs);
  const text = new LinkedText(terminal.out);
  let folder = workingFolder;
  try {
    const listener = {
      progress: (done: number, total: number) => bar.report(done, total),
      onText: (piece: string, root: string) => {
        bar.end();
        folder = root;
        if (!flags.json) text.write(piece, root);
      },
    };
    const asked = await actions.ask(options, listener, signal);
    if (flags.json) writeJson(given, asked, terminal.out);
    else {
      text.end(folder);
      writeDoubts(asked.answer.citations, terminal.error);
      writeProblems(asked.problems, terminal.error);
    }
    return flags.model !== undefined && asked.answer.model === undefined ? 1 : 0;
  } finally {
    bar.end();
    text.end(folder);
  }
}

function writeJson(question: string, { answer, indexMs, problems }: AskedAnswer, output: Output): void {
  const { content, citations, model = null, usage = null, traceId } = answer;
  const shown = {
    question,
    content,
    citations,
    model,
    usage,
    traceId,
    indexMs,
    problems: problemsAsJson(problems),
  };
  output.write(`${JSON.stringify(shown, null, 2)}\n`);
}

/** The text was printed as it came, so what is wrong with its places is told below it. */
function writeDoubts(citations: readonly Citation[], output: Output): void {
  for (const { text, problem } of citations)
    if (problem !== undefined)
      output.write(`${paint('yellow', '!', output)} ${printable(`${text} is unverified: ${problem}.`)}\n`);
}

const maxTokensFlag = { name: '--max-tokens', most: 100_000, example: 1000 };
