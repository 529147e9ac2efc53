import { UserError } from '../../base/error-codes.ts';
import type { ActionCall, ActionName } from '../../features/code-actions/code-action.ts';
import { actionTitles } from '../action-call.ts';
import { actionDiagnostics } from '../code-action-request.ts';
import type { Command } from '../command.ts';
import { commandPlace, type PlaceArguments, placeArguments } from '../command-place.ts';
import type { Server } from '../handler.ts';
import { runTask } from '../task.ts';

/** A command that does by name what a code action would do at the same place. */
export function namedAction(name: ActionName): Command {
  return {
    prepare({ values, workDoneToken: token }, server) {
      const given = placeArguments(values);
      return (signal) =>
        runTask(
          {
            title: actionTitles[name],
            token,
            run: async (report, stop) => {
              const call = await callFor({ name, given }, server, stop);
              await server.application.actions.runAction(call, report, stop);
            },
          },
          server,
          signal,
        );
    },
  };
}

/** A fix is one of those that would be offered there; all else is told by its name, its place and its instruction. */
async function callFor(
  { name, given }: { readonly name: ActionName; readonly given: PlaceArguments },
  { session, application, clock }: Server,
  signal: AbortSignal,
): Promise<ActionCall> {
  const { document, range, diagnostics } = commandPlace(given, session);
  const { uri, version } = document;
  if (name !== 'fix') {
    return { name, uri, version, ...range, ...(given.words === undefined ? {} : { argument: given.words }) };
  }
  const asked = {
    document,
    range,
    diagnostics: actionDiagnostics(diagnostics, document, session.abilities.positionEncoding),
    only: undefined,
    trigger: 'invoked',
  } as const;
  // Offering waits for nothing that is slow, so a server that has just begun may know more a moment later.
  for (let tries = 0; tries < mostTries; tries += 1) {
    if (tries > 0) await clock.sleep(retryMs, signal);
    const offers = await application.actions.codeActions(asked, signal);
    const offer = offers.find(({ call }) => call.name === name);
    if (offer !== undefined) return offer.call;
  }
  throw new UserError('action-not-here', { action: actionTitles[name].toLowerCase() });
}

const mostTries = 3;
const retryMs = 200;
