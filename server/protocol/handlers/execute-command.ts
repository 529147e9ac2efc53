import { commands } from '../commands/all-commands.ts';
import { stringAt, tokenAt } from '../from-lsp.ts';
import type { RequestHandler } from '../handler.ts';
import { InvalidParams } from '../invalid-params.ts';

/** `workspace/executeCommand`: the commands that `extensions.ts` lists, and no others. */
export const executeCommand: RequestHandler = {
  method: 'workspace/executeCommand',
  prepare(params, server) {
    const command = commands.get(stringAt(params, 'command'));
    if (command === undefined) throw new InvalidParams('command');
    const values = Array.isArray(params.arguments) ? params.arguments : [];
    return { run: command.prepare({ values, workDoneToken: tokenAt(params, 'workDoneToken') }, server) };
  },
};
