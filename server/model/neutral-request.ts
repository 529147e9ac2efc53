import type { SourcedText } from '../base/sourced-text.ts';

import { fimFamily } from './fim-family.ts';
import type { FillInMiddleRequest } from './language-model.ts';
import type { ModelConfig } from './model-config.ts';
import { neutralizeMarkers } from './neutralize-markers.ts';

/**
 * The request with markers broken that stand in the user's text, for servers that put it into a template of their
 * own: those of the model's family, and the usual ones of turns and gaps, since a name may not tell the family.
 */
export function neutralRequest(request: FillInMiddleRequest, { template }: ModelConfig): FillInMiddleRequest {
  const markers = [...usualMarkers, ...(template === undefined ? [] : fimFamily(template).markers)];
  const clean = (text: SourcedText) => neutralizeMarkers(text, markers);
  return {
    ...request,
    prefix: clean(request.prefix),
    suffix: clean(request.suffix),
    context: request.context.map(({ path, text }) => ({ path, text: clean(text) })),
  };
}

/** Markers of turns and gaps that many models know. */
export const usualMarkers = [
  '<|im_start|>',
  '<|im_end|>',
  '<|endoftext|>',
  '<|fim_prefix|>',
  '<|fim_suffix|>',
  '<|fim_middle|>',
  '<fim_prefix>',
  '<fim_suffix>',
  '<fim_middle>',
  '[PREFIX]',
  '[SUFFIX]',
  '[INST]',
  '[/INST]',
  '<｜fim▁begin｜>',
  '<｜fim▁hole｜>',
  '<｜fim▁end｜>',
] as const;
