import { UserError } from '../../../base/error-codes.ts';
import { concat, excerptOf, type SourcedText } from '../../../base/sourced-text.ts';
import type { ActionResult, ReportProgress } from '../code-action.ts';
import { implementPrompt } from '../implement-prompt.ts';
import { askForChange } from '../model/ask-for-change.ts';
import { itemsAbout } from '../model/related-items.ts';
import type { CursorScene } from '../offers/cursor-scene.ts';
import { isUnimplemented } from '../offers/is-unimplemented.ts';
import type { ActionPorts } from '../ports.ts';
import type { WritePlace } from './improve-action.ts';
import { instructionOf } from './instruction.ts';

/** Writes a function that has only its signature, or the code that a comment asks for, below the comment. */
export async function implement(
  { call, scene, models }: WritePlace,
  ports: ActionPorts,
  report: ReportProgress,
  signal: AbortSignal,
): Promise<ActionResult> {
  const { document, path } = scene;
  const goal = goalOf(scene, instructionOf(call.argument, scene), typeof call.argument === 'string');
  if (goal === undefined) throw new UserError('action-no-function', { path });
  report('Looking for what is related');
  const { focus } = goal;
  const context = await itemsAbout({ document, focus }, ports, signal);
  return askForChange(
    {
      ...{ title: goal.title, document, path, models, context, focus, prompt: implementPrompt, notes: [] },
      ...{ isInDefinition: goal.insertAt === undefined, insertAt: goal.insertAt },
      holes: { path, task: goal.task },
    },
    ports,
    report,
    signal,
  );
}

interface Goal {
  readonly title: string;
  readonly focus: { readonly start: number; readonly end: number };
  readonly insertAt: number | undefined;
  readonly task: SourcedText;
}

/** A function that waits to be written comes before the comment above it, which tells how. */
function goalOf(scene: CursorScene, instruction: string | undefined, isTyped: boolean): Goal | undefined {
  const { document, shape, comment } = scene;
  const named = shape === undefined ? undefined : waitingFunction(scene);
  const wish =
    instruction === undefined ? '' : isTyped ? instruction : (fromComment(scene, instruction) ?? '');
  if (named !== undefined) {
    const name = excerptOf(document.uri, named.name, named.range);
    const task = concat('Write the body of ', name, '.', ...(wish === '' ? [] : [' ', wish]));
    return { title: `Implement ${named.name}`, focus: named.range, insertAt: undefined, task };
  }
  if (comment === undefined || instruction === undefined) return undefined;
  const line = document.lineOf(comment.range.end) + 1;
  const task = concat(`Write the code that goes below line ${line}, as asked there:\n`, wish);
  return { title: 'Implement from the comment', focus: comment.range, insertAt: comment.range.end, task };
}

function fromComment({ document, comment }: CursorScene, text: string): SourcedText | undefined {
  return comment === undefined ? undefined : excerptOf(document.uri, text, comment.range);
}

/** The function at the place, or the one that the comment at the place stands above. */
function waitingFunction({ shape, around, comment, document }: CursorScene) {
  if (shape === undefined) return undefined;
  const below =
    comment?.isAtPlace === true ? nextFunction(document.text, shape.functions, comment.range.end) : undefined;
  return [around, below].find((each) => each !== undefined && isUnimplemented(shape, each, document.text));
}

function nextFunction<Each extends { readonly range: { readonly start: number } }>(
  text: string,
  functions: readonly Each[],
  end: number,
): Each | undefined {
  return functions.find(({ range }) => range.start >= end && /^[\w\s]*$/.test(text.slice(end, range.start)));
}
