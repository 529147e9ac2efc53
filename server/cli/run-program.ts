import { CommanderError } from 'commander';

import { UserError } from '../base/error-codes.ts';
import { nearestWord } from '../base/nearest-word.ts';

import { type AskFlags, runAsk } from './ask-command.ts';
import type { CliContext } from './cli-context.ts';
import { type CompleteFlags, runComplete } from './complete-command.ts';
import { type ContextFlags, runContext } from './context-command.ts';
import { type DoctorFlags, runDoctor } from './doctor-command.ts';
import { helpPages } from './help-pages.ts';
import { type IndexFlags, runIndex } from './index-command.ts';
import { runMcp } from './mcp-command.ts';
import { createProgram } from './program.ts';
import { reportUserError } from './report-user-error.ts';
import { runSearch, type SearchFlags } from './search-command.ts';
import { type ServeFlags, serveOptions } from './serve-arguments.ts';
import { runWhy, type WhyFlags } from './why-command.ts';

/**
 * Runs one command line and says how it ended: 0 fine, 1 failed, 2 not understood, 130 stopped by Ctrl-C.
 * Errors made for users are printed; others are bugs and pass through.
 */
export async function runProgram(argv: readonly string[], context: CliContext): Promise<number> {
  if (asksForAllHelp(argv)) {
    context.terminal.out.write(helpPages(context.actions.version));
    return 0;
  }
  try {
    return await parseAndRun(argv, context);
  } catch (error) {
    if (context.signal.aborted) return 130;
    return report(error, context);
  }
}

async function parseAndRun(argv: readonly string[], context: CliContext): Promise<number> {
  const { actions, terminal } = context;
  const {
    program,
    serve,
    complete,
    ask,
    doctor,
    context: contextCommand,
    search,
    index,
    mcp,
    why,
  } = createProgram(actions.version);
  for (const command of [program, ...program.commands]) {
    command.configureOutput({
      writeOut: (text) => terminal.out.write(text),
      writeErr: (text) => terminal.error.write(text),
    });
  }
  let exitCode = 0;
  serve.action(async (flags: ServeFlags) => {
    exitCode = await actions.serve(serveOptions(flags));
  });
  complete.action(async (place: string, flags: CompleteFlags) => {
    exitCode = await runComplete(place, flags, context);
  });
  ask.action(async (words: readonly string[], flags: AskFlags) => {
    exitCode = await runAsk(words.join(' '), flags, context);
  });
  doctor.action(async (flags: DoctorFlags) => {
    exitCode = await runDoctor(flags, context);
  });
  contextCommand.action(async (place: string | undefined, flags: ContextFlags) => {
    exitCode = await runContext(place, flags, context);
  });
  search.action(async (words: readonly string[], flags: SearchFlags) => {
    exitCode = await runSearch(words.join(' '), flags, context);
  });
  index.action(async (flags: IndexFlags) => {
    exitCode = await runIndex(flags, context);
  });
  mcp.action(async () => {
    exitCode = await runMcp(context);
  });
  why.action(async (place: string, flags: WhyFlags) => {
    exitCode = await runWhy(place, flags, context);
  });
  await program.parseAsync(argv, { from: 'user' });
  return exitCode;
}

function asksForAllHelp(argv: readonly string[]): boolean {
  return argv.length === 2 && argv.includes('--all') && (argv.includes('--help') || argv.includes('-h'));
}

function report(error: unknown, { terminal }: CliContext): number {
  if (error instanceof CommanderError && error.exitCode === 0) return 0;
  // Without a command the library prints the help and throws this.
  if (error instanceof CommanderError && error.code === 'commander.help') return 2;
  const shown = error instanceof CommanderError ? misspelled(error) : error;
  if (!(shown instanceof UserError)) throw shown;
  return reportUserError(shown, terminal.error);
}

/** The library's message is "error: what\n(Did you mean …?)". */
function misspelled(error: CommanderError): UserError {
  const [what = '', ownGuess = ''] = error.message.replace(/^error: /, '').split('\n');
  const detail = what.charAt(0).toUpperCase() + what.slice(1);
  const isCommand = error.code === 'commander.unknownCommand';
  const guess = isCommand ? guessOfCommand(what) : ownGuess;
  const hint = guess === '' ? 'See `innerloop --help --all`.' : guess.replace(/^\(|\)$/g, '');
  return new UserError('command-misspelled', { detail, hint });
}

/** Among all commands: the library guesses among those that plain help lists. */
function guessOfCommand(what: string): string {
  const [, given = ''] = /'(.*)'/s.exec(what) ?? [];
  const nearest = nearestWord(
    given,
    createProgram('').program.commands.map((command) => command.name()),
  );
  return nearest === undefined ? '' : `Did you mean ${nearest}?`;
}
