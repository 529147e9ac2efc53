import type { RequestHandler } from '../handler.ts';

/** `innerloop/status`: how index, models, limits and spending stand. */
export const status: RequestHandler = {
  method: 'innerloop/status',
  prepare(_params, server) {
    return { run: () => server.application.status() };
  },
};
