import { searchAnswer } from '../context-answer.ts';
import { numberWithin, queryOf } from '../from-lsp.ts';
import type { RequestHandler } from '../handler.ts';

/** `innerloop/search`: the places in the workspace that words lead to, best first. */
export const search: RequestHandler = {
  method: 'innerloop/search',
  prepare(params, server) {
    const query = queryOf(params);
    const limit = numberWithin(params, 'limit', mostResults) ?? defaultLimit;
    const { positionEncoding } = server.session.abilities;
    return {
      run: async (signal) =>
        searchAnswer(await server.application.search(query, limit, signal), positionEncoding),
    };
  },
};

const defaultLimit = 20;
const mostResults = 100;
