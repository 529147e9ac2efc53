import { actionCallFrom, actionTitles } from '../action-call.ts';
import type { Command } from '../command.ts';
import { InvalidParams } from '../invalid-params.ts';
import { runTask } from '../task.ts';

/** `innerloop.action`: carries out what a code action or a code lens of ours stands for. */
export const runAction: Command = {
  prepare({ values: [value], workDoneToken: token }, server) {
    const call = actionCallFrom(value);
    if (call === undefined) throw new InvalidParams('arguments');
    const { application } = server;
    const title = actionTitles[call.name];
    return (signal) =>
      runTask(
        { title, token, run: (report, stop) => application.actions.runAction(call, report, stop) },
        server,
        signal,
      );
  },
};
