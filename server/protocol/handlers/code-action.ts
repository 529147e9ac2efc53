import { UserError } from '../../base/error-codes.ts';
import type { ActionOffer } from '../../features/code-actions/code-action.ts';
import { askedDocument } from '../asked-document.ts';
import { commandAnswer, eagerAnswer, lazyAnswer, offerForm } from '../code-action-answer.ts';
import {
  actionDiagnostics,
  type CodeActionContext,
  codeActionContext,
  isWanted,
} from '../code-action-request.ts';
import { documentUri, offsetRangeOf, rangeAt } from '../from-lsp.ts';
import type { RequestHandler, Server } from '../handler.ts';
import { workspaceEdit } from '../workspace-edit.ts';

/** `textDocument/codeAction`: what can be done at a place; no model is asked for it. */
export const codeAction: RequestHandler = {
  method: 'textDocument/codeAction',
  prepare(params, server) {
    const uri = documentUri(params);
    const lspRange = rangeAt(params, 'range');
    const context = codeActionContext(params);
    const document = askedDocument(uri, server);
    const { session, application } = server;
    const { positionEncoding } = session.abilities;
    const range = document && offsetRangeOf(document, lspRange, positionEncoding);
    if (context.trigger === 'invoked' && session.document(uri) !== undefined)
      session.visit({ uri, range, diagnostics: context.diagnostics });
    return {
      supersession: { uri, trigger: context.trigger, answer: [] },
      async run(signal) {
        if (document === undefined || range === undefined) return [];
        const diagnostics = actionDiagnostics(context.diagnostics, document, positionEncoding);
        const { only, trigger } = context;
        const offers = await application.actions.codeActions(
          { document, range, diagnostics, only, trigger },
          signal,
        );
        const fitting = offers.filter((offer) => fits(offer, context));
        return (await Promise.all(fitting.map((offer) => answerFor(offer, server, signal)))).flat();
      },
    };
  },
};

/** Where nobody pressed a key only a fix is offered, so that no light bulb is always on. */
function fits({ kind, fixes }: ActionOffer, { only, trigger }: CodeActionContext): boolean {
  const isQuiet = isWanted(kind, ['quickfix']) && fixes.length > 0;
  return (trigger === 'invoked' || isQuiet) && isWanted(kind, only);
}

/** One answer or none. */
async function answerFor(
  offer: ActionOffer,
  server: Server,
  signal: AbortSignal,
): Promise<readonly object[]> {
  const { session, application } = server;
  const { abilities } = session;
  const form = offerForm(offer, abilities);
  if (form === 'none') return [];
  if (form === 'command') return [commandAnswer(offer, abilities)];
  if (form === 'resolved-edit') return [lazyAnswer(offer, abilities)];
  const change = await application.actions.resolveAction(offer.call, signal).catch(nothingToOffer);
  if (change === undefined) return [];
  const versionOf = (uri: string) => session.document(uri)?.version;
  return [
    eagerAnswer(offer, workspaceEdit(change, { abilities, confirmation: 'given', versionOf }), abilities),
  ];
}

/** What cannot be done here is not offered; the others still are. */
function nothingToOffer(error: unknown): undefined {
  if (!(error instanceof UserError)) throw error;
}
