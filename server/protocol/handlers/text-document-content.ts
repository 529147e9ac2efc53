import { UserError } from '../../base/error-codes.ts';
import { stringAt } from '../from-lsp.ts';
import type { RequestHandler } from '../handler.ts';

/** `workspace/textDocumentContent`: the text of a preview, which lies nowhere. */
export const textDocumentContent: RequestHandler = {
  method: 'workspace/textDocumentContent',
  prepare(params, { application }) {
    const uri = stringAt(params, 'uri');
    return {
      async run() {
        const text = application.actions.contentOf(uri);
        if (text === undefined) throw new UserError('preview-gone');
        return { text };
      },
    };
  },
};
