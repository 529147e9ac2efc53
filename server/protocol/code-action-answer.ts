import type { Command, WorkspaceEdit } from 'vscode-languageserver';

import type { ActionCall, ActionName, ActionOffer } from '../features/code-actions/code-action.ts';
import { actionCallFrom } from './action-call.ts';
import { type ClientAbilities, codeActionTagModelMade } from './client-abilities.ts';
import { actionCommand } from './extensions.ts';
import { isJsonObject, type JsonObject } from './json-rpc.ts';

/** How an offer becomes what the client can take. */
export type OfferForm =
  /** The client asks for its edit when it is chosen. */
  | 'resolved-edit'
  /** The client can neither ask for the edit nor be given it later, so the offer brings it along. */
  | 'eager-edit'
  /** The server does the work when the client runs the command. */
  | 'command'
  /** Nothing that the client could do with it. */
  | 'none';

/** Edits that no model writes need no preview and no progress, so they go the short way. */
export function offerForm({ usesModel, call }: ActionOffer, abilities: ClientAbilities): OfferForm {
  const { codeAction, edits, showDocument } = abilities;
  // No editor shows a file that an edit has created; the server asks for that when it does the work.
  const isShownAfter = call.name === 'generate-tests' && edits.apply && showDocument;
  const isEdit = !usesModel && editActions.has(call.name) && !isShownAfter;
  if (isEdit && codeAction.literals && codeAction.resolvesEdit) return 'resolved-edit';
  if (edits.apply || readActions.has(call.name)) return 'command';
  return isEdit && codeAction.literals ? 'eager-edit' : 'none';
}

/** An offer that the server carries out. */
export function commandAnswer(offer: ActionOffer, abilities: ClientAbilities): object {
  const command = commandFor(offer.title, offer.call);
  return abilities.codeAction.literals ? { ...literal(offer, abilities), command } : command;
}

/** An offer that brings its edit along. */
export function eagerAnswer(offer: ActionOffer, edit: WorkspaceEdit, abilities: ClientAbilities): object {
  return { ...literal(offer, abilities), edit };
}

/** An offer whose edit the client asks for when it is chosen. */
export function lazyAnswer(offer: ActionOffer, abilities: ClientAbilities): object {
  return { ...literal(offer, abilities), data: { source: dataSource, call: offer.call } };
}

/** The call that an item of ours carries; undefined for the items of others and for those without an edit to come. */
export function callOfItem({ data }: JsonObject): ActionCall | undefined {
  return isJsonObject(data) && data.source === dataSource ? actionCallFrom(data.call) : undefined;
}

/** The command that carries a call. */
export function commandFor(title: string, call: ActionCall): Command {
  return { title, command: actionCommand, arguments: [call] };
}

/** Whose result is an edit whenever no model is asked. */
const editActions: ReadonlySet<ActionName> = new Set(['generate-tests', 'fix', 'document']);

/** Whose result is only read, so that they are of use where nothing can be applied. */
const readActions: ReadonlySet<ActionName> = new Set(['explain']);

const dataSource = 'innerloop';

function literal(
  { title, kind, isPreferred, usesModel, fixes }: ActionOffer,
  { codeAction }: ClientAbilities,
) {
  return {
    title,
    kind,
    ...(fixes.length > 0 ? { diagnostics: fixes } : {}),
    ...(isPreferred && codeAction.isPreferred ? { isPreferred } : {}),
    ...(usesModel && codeAction.tagsModelMade ? { tags: [codeActionTagModelMade] } : {}),
  };
}
