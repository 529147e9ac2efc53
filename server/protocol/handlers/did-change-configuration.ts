import type { NotificationHandler } from '../handler.ts';

/** `workspace/didChangeConfiguration` */
export const didChangeConfiguration: NotificationHandler = {
  method: 'workspace/didChangeConfiguration',
  handle(params, server) {
    server.configurationChanged(params);
  },
};
