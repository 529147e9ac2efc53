import type { NotificationHandler } from '../handler.ts';

/** `window/workDoneProgress/cancel`: the person pressed the button of a progress indicator. */
export const workDoneProgressCancel: NotificationHandler = {
  method: 'window/workDoneProgress/cancel',
  handle({ token }, { progress }) {
    progress.cancel(token);
  },
};
