import type { SourcedText } from '../base/sourced-text.ts';
import type { ChangeOutcome } from './checked-change.ts';
import type { EditReply } from './edit-gate.ts';
import { type EditRefusal, refusal } from './refusal.ts';

/** A reply that was refused, and what the model is told of it. */
export interface RepairTurn {
  readonly reply: string;
  readonly repair: SourcedText;
}

export interface AskedReply {
  readonly text: string;
  /** The model met its limit, failed amid its answer, or was stopped. */
  readonly isTruncated: boolean;
}

/**
 * Asks a model for an edit. `history` is empty at first; later it holds the last reply and what is wrong with it, never
 * more, since each attempt begins from the file as it is. Undefined when no model says anything.
 */
export type AskForEdit = (
  history: readonly RepairTurn[],
  signal: AbortSignal,
) => Promise<AskedReply | undefined>;

/** Takes a reply to a change or refuses it; the edit gate does. */
export type AdmitReply = (reply: EditReply, signal: AbortSignal) => Promise<ChangeOutcome>;

/** How often a model is asked for one edit: the third attempt is the last that pays. */
const mostAttempts = 3;

/**
 * Asks for an edit until one is admitted, at most three times: a model that can repair its reply is told what is wrong.
 * The last refusal comes back when none is admitted, and earlier when a model repeats itself.
 */
export async function askUntilAdmitted(
  ask: AskForEdit,
  admit: AdmitReply,
  signal: AbortSignal,
): Promise<ChangeOutcome> {
  let last: EditRefusal = refusal('no-answer');
  let history: readonly RepairTurn[] = [];
  const seen = new Set<string>();
  for (let attempt = 1; attempt <= mostAttempts; attempt++) {
    const reply = await ask(history, signal);
    signal.throwIfAborted();
    if (reply === undefined || seen.has(reply.text.trim())) break;
    seen.add(reply.text.trim());
    const outcome = await admit({ ...reply, kept: last.kept }, signal);
    signal.throwIfAborted();
    if (outcome.kind === 'change') return outcome;
    last = outcome.refusal;
    if (last.repair === undefined) break;
    history = [{ reply: reply.text, repair: last.repair }];
  }
  return { kind: 'refused', refusal: last };
}
