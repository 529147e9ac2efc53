import { documentKey } from '../../../base/document-key.ts';
import type { SuggestionFacts, SuggestionLog } from '../../../metrics/suggestion-log.ts';
import type { OfferedSuggestion } from './offered-suggestion.ts';
import type { EndedLife, SuggestionLivesParts } from './suggestion-life.ts';

/** Listeners that tell the log what becomes of suggestions. */
export function toldTo(log: SuggestionLog): Omit<SuggestionLivesParts, 'clock'> {
  return {
    onOffered: (offer) => log.tell({ ...factsOf(offer), kind: 'suggestion-offered' }),
    onShown: (offer, by) => log.tell({ ...factsOf(offer), kind: 'suggestion-shown', reason: by }),
    onEnd: ({ offer, how, reason, shownMs, acceptedLength }: EndedLife) =>
      log.tell({ ...factsOf(offer), kind: `suggestion-${how}`, reason, shownMs, acceptedLength }),
  };
}

function factsOf(offer: OfferedSuggestion): Omit<SuggestionFacts, 'kind'> {
  const { suggestion, document, source, profile, trigger, latencyMs } = offer;
  return {
    ...{ id: suggestion.id, source, profile, trigger, latencyMs },
    reason: undefined,
    model: suggestion.model ?? 'embedded',
    language: document.languageId,
    uri: documentKey(document.uri),
    text: suggestion.text,
    shownMs: undefined,
    acceptedLength: undefined,
  };
}
