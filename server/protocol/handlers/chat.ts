import type { ChatRequest } from '../../features/chat/chat-request.ts';
import { actionTitles } from '../action-call.ts';
import { chatAnswer, chatRequest } from '../chat-conversion.ts';
import { tokenAt } from '../from-lsp.ts';
import type { RequestHandler, Server } from '../handler.ts';

/** `innerloop/chat`: answers a question about the code; its text streams under the client's token. */
export const chat: RequestHandler = {
  method: 'innerloop/chat',
  prepare(params, server) {
    const request = chatRequest(params, server.session);
    const textToken = tokenAt(params, 'partialResultToken');
    const token = tokenAt(params, 'workDoneToken');
    return {
      async run(signal) {
        const answer = (until: AbortSignal) => answerTo({ request, textToken }, server, until);
        if (token === undefined) return answer(signal);
        const shown = server.progress.begin({ title: actionTitles['send-chat'], token, cancellable: true });
        try {
          return await answer(AbortSignal.any([signal, shown.cancelled]));
        } finally {
          shown.end('');
        }
      },
    };
  },
};

interface Asked {
  readonly request: ChatRequest;
  /** Where the text goes as it comes; undefined where the client does not want it. */
  readonly textToken: string | number | undefined;
}

async function answerTo(
  { request, textToken }: Asked,
  { application, progress }: Server,
  signal: AbortSignal,
): Promise<object> {
  const onText = (text: string) => {
    if (textToken !== undefined && !signal.aborted) progress.partialResult(textToken, { content: text });
  };
  return chatAnswer(await application.actions.chat(request, onText, signal));
}
