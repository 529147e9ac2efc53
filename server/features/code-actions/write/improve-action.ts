import { concat, excerptOf, type SourcedText } from '../../../base/sourced-text.ts';
import type { LanguageModel } from '../../../model/language-model.ts';
import type { OffsetRange } from '../../../syntax/offset-range.ts';
import type { ActionCall, ActionResult, ReportProgress } from '../code-action.ts';
import { improvePrompt } from '../improve-prompt.ts';
import { askForChange } from '../model/ask-for-change.ts';
import { itemsAbout } from '../model/related-items.ts';
import type { CursorScene } from '../offers/cursor-scene.ts';
import { subjectWords } from '../offers/subject-words.ts';
import type { ActionPorts } from '../ports.ts';
import { instructionOf } from './instruction.ts';

/** A place that is to be changed by a model. */
export interface WritePlace {
  readonly call: ActionCall;
  readonly scene: CursorScene;
  readonly models: readonly LanguageModel[];
}

/** Changes code as the person asks, in words or in a comment; without either, makes it easier to read. */
export async function improve(
  { call, scene, models }: WritePlace,
  ports: ActionPorts,
  report: ReportProgress,
  signal: AbortSignal,
): Promise<ActionResult> {
  const { document, path, around, comment } = scene;
  const focus = meantRange(scene);
  report('Looking for what is related');
  const context = await itemsAbout({ document, focus }, ports, signal);
  const words = instructionOf(call.argument, scene);
  const isTyped = typeof call.argument === 'string';
  // A comment is text of the file, and goes out only where the file may.
  const instruction =
    words === undefined || isTyped || comment === undefined
      ? (words ?? defaultInstruction)
      : excerptOf(document.uri, words, comment.range);
  return askForChange(
    {
      title: `${words === undefined ? 'Improve' : 'Change'} ${subjectWords(scene)}`,
      ...{ document, path, models, context, focus, prompt: improvePrompt, insertAt: undefined, notes: [] },
      isInDefinition:
        around !== undefined && around.leadStart <= focus.start && focus.end <= around.range.end,
      holes: { path, part: partWords(scene, focus), instruction },
    },
    ports,
    report,
    signal,
  );
}

const defaultInstruction = 'Make this part simpler and easier to read, without changing what it does.';

/** The selection as whole lines; at a bare cursor the function, else the definition, else the line. */
export function meantRange({ document, range, around, definition }: CursorScene): OffsetRange {
  if (range.start === range.end) {
    const whole = around ?? definition;
    if (whole !== undefined) return whole.range;
  }
  return {
    start: document.lineStart(document.lineOf(range.start)),
    end: document.lineEnd(document.lineOf(Math.max(range.start, range.end))),
  };
}

/** Says which lines of the file are meant. */
export function partWords({ document, path, around }: CursorScene, focus: OffsetRange): SourcedText {
  const [first, last] = [document.lineOf(focus.start) + 1, document.lineOf(focus.end) + 1];
  const lines = first === last ? `line ${first}` : `lines ${first} to ${last}`;
  const inside =
    around === undefined ? '' : concat(' (in ', excerptOf(document.uri, around.name, around.range), ')');
  return concat(`Meant: ${path}, ${lines}`, inside, '.\n');
}
