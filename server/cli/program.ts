import { Command, Option } from 'commander';

/** The whole command line, and the commands that want an action. */
export interface Program {
  readonly program: Command;
  readonly serve: Command;
  readonly complete: Command;
  readonly ask: Command;
  readonly doctor: Command;
  readonly context: Command;
  readonly search: Command;
  readonly index: Command;
  readonly mcp: Command;
  readonly why: Command;
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
  return {
    program,
    serve: addServe(program),
    complete: addComplete(program),
    ask: addAsk(program),
    doctor: addDoctor(program),
    context: addContext(program),
    search: addSearch(program),
    index: addIndex(program),
    mcp: addMcp(program),
    why: addWhy(program),
  };
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
    .option('--context', 'print the context that a model was given, or would be, too')
    .option('--cut', 'as if the rest of the line were not written yet')
    .addOption(new Option('--hint', 'print how to connect an editor, too').hideHelp())
    .addHelpText(
      'after',
      '\nHaving nothing to suggest is normal: the reason is printed and the exit code is 0. It is 1 when the\nmodel of --model could not answer.',
    );
}

function addAsk(program: Command): Command {
  return program
    .command('ask')
    .summary('answer a question about the code')
    .description(
      'Answers a question about the workspace around the current folder: with a model of "routes.chat", or with the places that the index finds. @path/to/file, @path:10-20, #name, @diff and @tests point at code.',
    )
    .argument('<QUESTION...>', 'the question')
    .option('--json', 'print the answer, its places and what was wrong with them as JSON')
    .option('--model <name>', 'ask this model of the settings, and no other')
    .option('--max-tokens <n>', 'the most tokens that the model may say (default: 2048)')
    .addHelpText(
      'after',
      '\nPlaces that an answer names are looked at: wrong ones are told below it. The exit code is 1 when the\nmodel of --model could not answer.',
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

/** Hidden, as the two below: plain --help is for the first day. */
function addContext(program: Command): Command {
  return program
    .command('context', { hidden: true })
    .description(
      'Prints the context that a model would be given at a place in a file, or for a question in words: each item with its reason, what was left out and why, and what every retriever found. Nothing is sent.',
    )
    .argument('[FILE:LINE:COL]', 'the place; line and column count from 1, in characters')
    .option('--query <text>', 'words or a question instead of a place')
    .option(
      '--task <task>',
      'completion, chat, tests or fix (default: completion at a place, chat for a query)',
    )
    .option('--max-tokens <n>', 'the most tokens of context, up to 100000 (default: the settings)')
    .option('--full', 'print all lines of each item, and all that was left out')
    .option('--json', 'print the context and how it came about as JSON');
}

function addSearch(program: Command): Command {
  return program
    .command('search', { hidden: true })
    .description(
      'Searches the workspace around the current folder for words, names or a sentence; best places first.',
    )
    .argument('<QUERY...>', 'what to look for')
    .option('--limit <n>', 'the most results, up to 100 (default: 10)')
    .option('--json', 'print the results as JSON')
    .addHelpText('after', '\nFinding nothing is normal: the exit code is 0.');
}

function addIndex(program: Command): Command {
  return program
    .command('index', { hidden: true })
    .description(
      'Builds the index of the workspace around the current folder, or brings it up to date; prints what is in it, and what was left out and why.',
    )
    .option('--json', 'print the report as JSON');
}

function addMcp(program: Command): Command {
  return program
    .command('mcp', { hidden: true })
    .description(
      'Serves search, context and symbols of the workspace around the current folder to other tools, by the Model Context Protocol on standard input and output. Nothing is changed, and what is excluded is never shown.',
    );
}

function addWhy(program: Command): Command {
  return program
    .command('why', { hidden: true })
    .description(
      'Asks for a completion at a place in a file, as an editor would, and tells what happens on the way: what could have kept it silent, the models, the context, what was cut, and where the time goes.',
    )
    .argument('<FILE:LINE:COL>', 'the place; line and column count from 1, in characters')
    .option('--model <name>', 'ask this model of the settings, and no other')
    .option('--cut', 'as if the rest of the line were not written yet')
    .option('--json', 'print what happened as JSON')
    .addHelpText('after', '\nThe exit code is 1 when the model of --model could not answer.');
}

const helpWidth = 100;

const epilogue = `
Examples:
  innerloop complete src/main.ts:12:5   the suggestion at line 12, column 5
  innerloop ask "Where is X computed?"  an answer, with the places in the code
  innerloop doctor                      what was learned, and which settings file says what
  innerloop serve --stdio               what an editor's configuration starts

\`innerloop --help --all\` explains every flag, and the commands context, search,
index, mcp and why.

Exit codes: 0 fine, also when there is nothing to suggest; 1 it failed or something is broken;
2 the command line was not understood.`;
