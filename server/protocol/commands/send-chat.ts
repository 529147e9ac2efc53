import { actionTitles } from '../action-call.ts';
import type { Command } from '../command.ts';
import { commandPlace, placeArguments } from '../command-place.ts';
import { runTask } from '../task.ts';

/** `innerloop.sendChat`: answers the last question of a chat document in place. */
export const sendChat: Command = {
  prepare({ values, workDoneToken: token }, server) {
    const given = placeArguments(values);
    const { session, application } = server;
    return (signal) =>
      runTask(
        {
          title: actionTitles['send-chat'],
          token,
          run: async (report, stop) => {
            const { document, range } = commandPlace(given, session);
            const { uri, version } = document;
            await application.actions.runAction({ name: 'send-chat', uri, version, ...range }, report, stop);
          },
        },
        server,
        signal,
      );
  },
};
