import { Command, Option } from 'commander';

/** The whole command line, and the commands that want an action. */
export interface Program {
  readonly program: Command;
  readonly serve: Command;
  readonly complete: Command;
  readonly doctor: Command;
}

/** Every command with its flags and help, not yet connected to anything; errors are thrown, not printed. */
export function createProgram(version: string): Program {
  const program = new Command('innerloop')
    .description('Completes code from your own code, in every editor: no key, no network, no model needed.')
    .version(version, '-V, --version', 'print the version')
    .option('--all', 'with --help: the help of all commands')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .exitOverride()
    .configureHelp({ helpWidth })
    .configureOutput({
      outputError: () => undefined,
      getOutHelpWidth: () => helpWidth,
      getErrHelpWidth: () => helpWidth,
    })
    .addHelpText('after', epilogue);
  return { program, serve: addServe(program), complete: addComplete(program), doctor: addDoctor(program) };
}

function addServe(program: Command): Command {
  return program
    .command('serve')
    .summary('talk to an editor (what editors start)')
    .description('Talks LSP to the editor that started it, until the editor leaves.')
    .option('--stdio', 'over standard input and output (the default)')
    .option('--socket <port>', 'over TCP: connect to the editor, which listens on this port of localhost')
    .option('--pipe <name>', "over the editor's named pipe or Unix socket")
    .option('--node-ipc', 'over the channel of the node process that started it')
    .option('--clientProcessId <id>', 'end when the process with this id is gone');
}

function addComplete(program: Command): Command {
  return program
    .command('complete')
    .summary('print the suggestion at a place in a file')
    .description(
      'Learns the workspace of the file, then prints what an editor would be offered at the place.',
    )
    .argument(
      '<FILE:LINE:COL>',
      'the place; line and column count from 1, in characters, as editors show them',
    )
    .option('--json', 'print the answer as JSON')
    .option('--max-lines <n>', 'the most lines that the suggestion may have (default: the settings)')
    .option('--model <name>', 'ask this model of the settings, and no other')
    .option('--cut', 'as if the rest of the line were not written yet')
    .addOption(new Option('--hint', 'print how to connect an editor, too').hideHelp())
    .addHelpText(
      'after',
      '\nHaving nothing to suggest is normal: the reason is printed and the exit code is 0. It is 1 when the\nmodel of --model could not answer.',
    );
}

function addDoctor(program: Command): Command {
  return program
    .command('doctor')
    .summary('check settings, workspace, cache; say what is wrong')
    .description('Checks how innerloop stands in the workspace around the current folder; changes nothing.')
    .option('--json', 'print the findings as JSON')
    .option('--report', 'print a report for a bug tracker: no code, no names')
    .addHelpText('after', '\nThe exit code is 1 when something is broken, 0 otherwise.');
}

const helpWidth = 100;

const epilogue = `
Examples:
  innerloop complete src/main.ts:12:5   the suggestion at line 12, column 5
  innerloop doctor                      what was learned, and which settings file says what
  innerloop serve --stdio               what an editor's configuration starts

Exit codes: 0 fine, also when there is nothing to suggest; 1 it failed or something is broken;
2 the command line was not understood.`;
