import ignore from 'ignore';

import { languageOf } from '../../../syntax/languages.ts';
import type { ActionOffer, OfferRequest } from '../code-action.ts';
import { callOf } from '../offers/offers.ts';
import type { CustomAction } from './custom-action.ts';

/** The actions of a person's own that fit a place, by their titles. */
export function customOffers(
  request: OfferRequest,
  path: string,
  actions: readonly CustomAction[],
): readonly ActionOffer[] {
  return actions
    .filter((action) => fits(action, request, path))
    .toSorted((one, other) => (one.title < other.title ? -1 : 1))
    .map((action) => ({
      ...{ title: action.title, kind: action.kind, isPreferred: false, usesModel: true, fixes: [] },
      call: callOf(request, 'custom', action.path),
    }));
}

function fits(
  { languages, files, needsSelection }: CustomAction,
  request: OfferRequest,
  path: string,
): boolean {
  const { document, range } = request;
  if (needsSelection && range.start === range.end) return false;
  const known = [document.languageId, languageOf(path, document.languageId)];
  if (languages.length > 0 && !languages.some((each) => known.includes(each))) return false;
  return (
    files.length === 0 ||
    ignore()
      .add([...files])
      .ignores(path)
  );
}
