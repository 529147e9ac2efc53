import type { TracedGate } from '../completion-trace.ts';
import type { GateReason } from '../silence-reason.ts';
import { afterClosing } from './after-closing.ts';
import { completionOff } from './completion-off.ts';
import { deleting } from './deleting.ts';
import { documentTooLarge } from './document-too-large.ts';
import { fileExcluded } from './file-excluded.ts';
import type { Gate, GateScene } from './gate.ts';
import { inComment } from './in-comment.ts';
import { insideWord } from './inside-word.ts';
import { justAccepted } from './just-accepted.ts';
import { lineTooLong } from './line-too-long.ts';
import { manualAfterDismissals } from './manual-after-dismissals.ts';
import { manualOnly } from './manual-only.ts';
import { snoozed } from './snoozed.ts';
import { switchedOff } from './switched-off.ts';
import { typingFast } from './typing-fast.ts';

/** What became of a request at the gates. */
interface Passage {
  /** Why it ends here; undefined where it goes on. */
  readonly reason: GateReason | undefined;
  /** The gates that were asked, in order; who asks by hand meets fewer. */
  readonly gates: readonly TracedGate[];
}

/** Asks one gate after the other, until one is closed. */
export function passGates(scene: GateScene): Passage {
  const gates: TracedGate[] = [];
  for (const { reason, stops, isClosed } of allGates) {
    if (stops === 'automatic' && scene.request.trigger === 'invoked') continue;
    const isPassed = !isClosed(scene);
    gates.push({ gate: reason, isPassed });
    if (!isPassed) return { reason, gates };
  }
  return { reason: undefined, gates };
}

/** What people said comes first, then what is impossible, then the place, then the moment. */
const allGates: readonly Gate[] = [
  completionOff,
  switchedOff,
  snoozed,
  manualOnly,
  manualAfterDismissals,
  documentTooLarge,
  lineTooLong,
  fileExcluded,
  insideWord,
  afterClosing,
  inComment,
  justAccepted,
  deleting,
  typingFast,
];
