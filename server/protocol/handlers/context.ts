import { UserError } from '../../base/error-codes.ts';
import { isContextTask } from '../../context/context-task.ts';
import { contextAnswer } from '../context-answer.ts';
import { documentUri, isPresent, numberWithin, offsetOf, positionOf, queryOf } from '../from-lsp.ts';
import type { RequestHandler } from '../handler.ts';
import { InvalidParams } from '../invalid-params.ts';
import type { JsonObject } from '../json-rpc.ts';

/** `innerloop/context`: what a model would be shown at a place or for a question, and what not; nothing is sent. */
export const context: RequestHandler = {
  method: 'innerloop/context',
  prepare(params, server) {
    if (isPresent(params.textDocument) === isPresent(params.query)) {
      throw new InvalidParams('textDocument or query (one of them)');
    }
    const maxTokens = numberWithin(params, 'maxTokens', mostTokens);
    const { abilities } = server.session;
    if (isPresent(params.query)) {
      const request = { query: queryOf(params), task: taskOf(params) ?? 'chat', maxTokens };
      return {
        run: async (signal) =>
          contextAnswer(await server.application.context(request, signal), abilities.positionEncoding),
      };
    }
    const document = server.session.document(documentUri(params));
    const position = positionOf(params);
    const task = taskOf(params) ?? 'completion';
    return {
      async run(signal) {
        if (document === undefined) throw new UserError('document-not-open');
        const offset = offsetOf(document, position, abilities.positionEncoding);
        const bundle = await server.application.context({ document, offset, task, maxTokens }, signal);
        return contextAnswer(bundle, abilities.positionEncoding);
      },
    };
  },
};

function taskOf({ task }: JsonObject) {
  if (!isPresent(task)) return undefined;
  if (!isContextTask(task)) throw new InvalidParams('task');
  return task;
}

const mostTokens = 100_000;
