import type { TextDocument } from '../../../server/base/text-document.ts';
import type { FilterScene } from '../../../server/features/completion/filters/filter.ts';
import { shapeAt } from '../../../server/features/completion/shape.ts';
import { type Judge, silent } from './answer-judge.ts';
import type { Answer, FilterEffect } from './case-results.ts';
import { filteredText, filterNames } from './filter-chain.ts';
import type { Hole } from './holes.ts';
import type { SyntheticReply } from './noise.ts';
import { usualOptions } from './open-pipeline.ts';

/** What leaving out each filter changes at this hole; only those that change something. */
export function filterEffects(
  {
    hole,
    document,
    reply,
  }: { readonly hole: Hole; readonly document: TextDocument; readonly reply: SyntheticReply },
  judge: Judge,
): readonly FilterEffect[] {
  const scene = sceneAt(document, hole.start, reply.isCutOff);
  const whole = filteredText(reply.text, scene);
  const answerOf = (text: string | undefined): Answer =>
    text === undefined
      ? silent('dropped')
      : judge.answer(hole, { text, replace: { start: hole.start, end: hole.start } });
  return filterNames.flatMap((filter) => {
    const without = filteredText(reply.text, scene, filter);
    if (without === whole) return [];
    const isSilenceRight = hole.start === hole.end;
    return [{ filter, isSilenceRight, withIt: answerOf(whole), withoutIt: answerOf(without) }];
  });
}

function sceneAt(document: TextDocument, offset: number, isCutOff: boolean): FilterScene {
  const line = document.lineOf(offset);
  const linePrefix = document.text.slice(document.lineStart(line), offset);
  const lineSuffix = document.text.slice(offset, document.lineEnd(line));
  return {
    ...{ document, offset, linePrefix, lineSuffix, isCutOff },
    shape: shapeAt(document, offset, usualOptions.maxLines),
    source: 'model',
    removed: [],
    isExcludedLine: () => false,
  };
}
