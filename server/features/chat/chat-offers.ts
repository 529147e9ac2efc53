import type { OffsetRange } from '../../syntax/offset-range.ts';
import { answerBlocks } from './answer-code.ts';
import { parseChat } from './chat-document.ts';

/** What can be done in a chat document, for code actions and code lenses alike. */
export interface ChatOffer {
  /** The name of its action. */
  readonly name: 'send-chat' | 'stop-chat' | 'apply-answer';
  readonly title: string;
  /** Where it stands above a line. */
  readonly offset: number;
  /** Where the cursor has to be for it. */
  readonly range: OffsetRange;
}

/** What is offered in a chat document: to apply the code of its answers, and to send the question that stands open. */
export function chatOffers(text: string): readonly ChatOffer[] {
  const { question } = parseChat(text);
  const applying = answerBlocks(text).map(({ range }): ChatOffer => {
    return { name: 'apply-answer', title: 'Apply this code', offset: range.start, range };
  });
  if (question === undefined) return applying;
  return [...applying, { name: 'send-chat', title: 'Send', offset: question.start, range: wholeOf(text) }];
}

/** The same while an answer is being written. */
export function offersWhileAnswering(text: string): readonly ChatOffer[] {
  const offset = parseChat(text).turns.at(-1)?.start ?? 0;
  return [{ name: 'stop-chat', title: 'Stop the answer', offset, range: wholeOf(text) }];
}

function wholeOf(text: string): OffsetRange {
  return { start: 0, end: text.length };
}
