import type { TextDocument } from '../../../server/base/text-document.ts';
import { seededRandom } from '../../../server/evaluation/seeded-random.ts';
import { type Hole, truthOf } from './holes.ts';
import { piecesOf, syntheticReply } from './noise.ts';
import type { OpenPipeline } from './open-pipeline.ts';
import type { SyntheticModel } from './synthetic-model.ts';
import type { VirtualClock } from './virtual-clock.ts';

export interface TypingParts {
  readonly pipeline: OpenPipeline;
  readonly clock: VirtualClock;
  readonly model: SyntheticModel;
}

export interface TypingTask {
  readonly hole: Hole;
  /** The file without what is missing. */
  readonly document: TextDocument;
  readonly languageId: string;
  readonly seed: number;
}

/**
 * Types what is missing at ten characters a second, all of it by hand. Each keystroke asks and gives up what the one
 * before it has asked, as editors do; a model that is asked replies to the place as it is then.
 */
export async function typeHole(
  { hole, document, languageId, seed }: TypingTask,
  { pipeline, clock, model }: TypingParts,
): Promise<{ readonly keystrokes: number; readonly served: number }> {
  const truth = truthOf(hole);
  let now = document;
  let served = 0;
  for (let typed = 0; typed < truth.length; typed++) {
    const offset = hole.start + typed;
    const random = seededRandom(seed + typed);
    model.reply = () => {
      const scene = { text: hole.file.text, start: offset, end: hole.end, languageId };
      const reply = syntheticReply(scene, random);
      return { pieces: piecesOf(reply.text, random), isCutOff: reply.isCutOff };
    };
    const left = new AbortController();
    let isServed = false;
    const asked = pipeline.ask(now, offset, left.signal).then(
      (outcome) => {
        isServed = outcome.kind === 'ok';
      },
      (error: unknown) => {
        if (!left.signal.aborted) throw error;
      },
    );
    await clock.sleep(keystrokeMs, left.signal);
    if (isServed) served += 1;
    left.abort(typedOn);
    await asked;
    const change = { start: offset, end: offset, text: truth.charAt(typed) };
    const after = now.withChange(change, now.version + 1);
    pipeline.changed(now, after, change);
    now = after;
  }
  return { keystrokes: truth.length, served };
}

const keystrokeMs = 100;
const typedOn: Error = new Error('the next character was typed');
