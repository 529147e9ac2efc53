import { runProgram } from '../../server/cli/run-program.ts';
import type { ScriptedContext } from './scripted-context.ts';

/** Runs one command line; gives its exit code and what it printed. */
export async function runCommandLine(argv: readonly string[], context: ScriptedContext) {
  const exitCode = await runProgram(argv, context);
  return { exitCode, out: context.terminal.out.text, error: context.terminal.error.text };
}

/** A text with its escape characters as a sign that can be read. */
export function visible(text: string): string {
  return text.replaceAll('\u001b', '␛');
}
