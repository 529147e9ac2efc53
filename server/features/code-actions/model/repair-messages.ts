import { ownWords } from '../../../base/sourced-text.ts';
import type { RepairTurn } from '../../../edits/repair-loop.ts';
import type { ChatMessage } from '../../../model/language-model.ts';

/** A reply that was refused and what is wrong with it, as a conversation goes on with them. */
export function repairMessages({ reply, repair }: RepairTurn): readonly ChatMessage[] {
  return [
    { role: 'assistant', content: ownWords(reply) },
    { role: 'user', content: repair },
  ];
}
