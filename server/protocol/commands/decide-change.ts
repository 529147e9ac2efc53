import type { Command } from '../command.ts';
import type { Server } from '../handler.ts';
import { InvalidParams } from '../invalid-params.ts';
import { runTask } from '../task.ts';

/** `innerloop.applyChange`: applies a change that was shown, the newest when none is named. */
export const applyChange: Command = decision('Applying', ({ application }, id) =>
  application.actions.applyChange(id),
);

/** `innerloop.discardChange`: forgets a change that was shown, the newest when none is named. */
export const discardChange: Command = decision('Discarding', ({ application }, id) =>
  application.actions.discardChange(id),
);

function decision(title: string, decide: (server: Server, id: string | undefined) => Promise<void>): Command {
  return {
    prepare({ values: [id], workDoneToken: token }, server) {
      if (id !== undefined && id !== null && typeof id !== 'string') throw new InvalidParams('arguments');
      return (signal) =>
        runTask({ title, token, run: () => decide(server, id ?? undefined) }, server, signal);
    },
  };
}
