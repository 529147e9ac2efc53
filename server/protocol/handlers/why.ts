import { isPresent, stringAt } from '../from-lsp.ts';
import type { RequestHandler } from '../handler.ts';

/** `innerloop/why`: what happened in a request for a completion, in data and in words. */
export const why: RequestHandler = {
  method: 'innerloop/why',
  prepare(params, { application }) {
    const traceId = isPresent(params.traceId) ? stringAt(params, 'traceId') : undefined;
    return { run: async () => application.suggestions.why(traceId) };
  },
};
