import { actionTitles } from '../action-call.ts';
import type { Command } from '../command.ts';
import { commandPlace, placeArguments } from '../command-place.ts';
import { runTask } from '../task.ts';

/** `innerloop.chat`: opens a chat document about the place where the person is. */
export const openChat: Command = {
  prepare({ values, workDoneToken: token }, server) {
    const given = placeArguments(values);
    const { session, application } = server;
    const uri = given.uri ?? session.place?.uri;
    const isOpen = uri !== undefined && session.document(uri) !== undefined;
    const place = isOpen ? commandPlace(given, session) : undefined;
    // A document that is all that is known of the place is not selected.
    const isPlaced = given.range !== undefined || session.place?.range !== undefined;
    const selection = isPlaced ? place?.range : undefined;
    const opening = { question: given.words, document: place?.document, selection };
    const title = given.words === undefined ? 'Opening a chat' : actionTitles['send-chat'];
    return (signal) =>
      runTask(
        { title, token, run: (_, stop) => application.actions.openChat(opening, stop) },
        server,
        signal,
      );
  },
};
