import { UserError } from '../../base/error-codes.ts';
import { callOfItem } from '../code-action-answer.ts';
import { stringAt } from '../from-lsp.ts';
import type { RequestHandler } from '../handler.ts';
import { workspaceEdit } from '../workspace-edit.ts';

/** `codeAction/resolve`: the edit of an action that no model writes; items without one to come are given back. */
export const codeActionResolve: RequestHandler = {
  method: 'codeAction/resolve',
  prepare(item, { session, application, user }) {
    stringAt(item, 'title');
    const call = callOfItem(item);
    return {
      async run(signal) {
        if (call === undefined) return item;
        try {
          const change = await application.actions.resolveAction(call, signal);
          if (change === undefined) return item;
          if (change.remark !== undefined) user.show('info', change.remark);
          const { abilities } = session;
          const versionOf = (uri: string) => session.document(uri)?.version;
          return { ...item, edit: workspaceEdit(change, { abilities, confirmation: 'given', versionOf }) };
        } catch (error) {
          // Few editors show the error of this request.
          if (error instanceof UserError) user.show('warning', `${error.message} ${error.remedy}`);
          throw error;
        }
      },
    };
  },
};
