import type { CursorScene } from '../offers/cursor-scene.ts';

/** What the person wants: the words that came with the call, else the comment at the place that asks for something. */
export function instructionOf(
  argument: unknown,
  { comment }: Pick<CursorScene, 'comment'>,
): string | undefined {
  if (typeof argument === 'string' && argument.trim() !== '') return argument.trim();
  return comment?.isInstruction === true ? comment.text : undefined;
}
