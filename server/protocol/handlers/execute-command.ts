import { acceptCommand } from '../extensions.ts';
import { stringAt } from '../from-lsp.ts';
import type { RequestHandler } from '../handler.ts';
import { InvalidParams } from '../invalid-params.ts';

/** `workspace/executeCommand`: the commands that `extensions.ts` lists, and no others. */
export const executeCommand: RequestHandler = {
  method: 'workspace/executeCommand',
  prepare(params, server) {
    const command = stringAt(params, 'command');
    const [suggestionId] = Array.isArray(params.arguments) ? params.arguments : [];
    if (command !== acceptCommand) throw new InvalidParams('command');
    if (typeof suggestionId !== 'string') throw new InvalidParams('arguments');
    return {
      async run() {
        server.application.accepted(suggestionId);
        return null;
      },
    };
  },
};
