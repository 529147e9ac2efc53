import type { Command } from '../command.ts';
import type { Server } from '../handler.ts';
import { runTask } from '../task.ts';

/** `innerloop.why`: opens what happened in the last request for a completion, in plain words. */
export const showWhy: Command = reading('Why', async ({ application }) =>
  application.actions.showText('Why', application.suggestions.why().text),
);

/** `innerloop.explainSuggestion`: says where the suggestion that was shown last comes from. */
export const explainSuggestion: Command = reading('Explaining', async ({ application, user }) =>
  user.show('info', application.suggestions.explainSuggestion()),
);

/** `innerloop.recordCase`: writes the last request into a fixture file, and says where it lies. */
export const recordCase: Command = reading('Recording', async ({ application, user }) =>
  user.show('info', `Recorded in ${await application.suggestions.recordCase()}`),
);

function reading(title: string, run: (server: Server) => Promise<void>): Command {
  return {
    prepare({ workDoneToken: token }, server) {
      return (signal) => runTask({ title, token, run: () => run(server) }, server, signal);
    },
  };
}
