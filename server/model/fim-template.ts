import { ownWords, type SourcedText } from '../base/sourced-text.ts';
import { type FimFamilyName, fimFamily } from './fim-family.ts';
import type { FimParts } from './fim-parts.ts';
import type { FillInMiddleRequest } from './language-model.ts';
import { neutralizeMarkers } from './neutralize-markers.ts';

/** A prompt for servers that take it raw, and the texts that end its completion. */
export interface FimPrompt {
  readonly prompt: SourcedText;
  readonly stop: readonly string[];
}

/** Writes a request as the models of a family were trained to read it; the user's text cannot pose as a marker. */
export function renderFimPrompt(family: FimFamilyName, request: FillInMiddleRequest): FimPrompt {
  const { markers, stop, render } = fimFamily(family);
  return { prompt: render(partsOf(request, markers)), stop: [...new Set([...stop, ...markers])] };
}

function partsOf(request: FillInMiddleRequest, markers: readonly string[]): FimParts {
  const clean = (text: SourcedText) => neutralizeMarkers(text, markers);
  const cleanLine = (text: string) =>
    clean(ownWords(text.replaceAll(/[\r\n]+/g, ' ')))
      .parts.map((part) => part.text)
      .join('');
  return {
    prefix: clean(request.prefix),
    suffix: clean(request.suffix),
    path: cleanLine(request.path),
    languageId: cleanLine(request.languageId),
    repository: cleanLine(request.repository),
    context: request.context.map(({ path, text }) => ({ path: cleanLine(path), text: clean(text) })),
  };
}
