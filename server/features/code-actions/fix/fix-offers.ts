import type { ActionDiagnostic, ActionOffer, OfferRequest } from '../code-action.ts';
import { callOf } from '../offers/offers.ts';
import { actionKinds } from '../offers/requested-kinds.ts';
import { fixArgument } from './fix-argument.ts';
import type { ReadyFix } from './ready-fix.ts';

/** A diagnostic, and the fixes of it that are known without a model. */
export interface DiagnosedFixes {
  readonly diagnostic: ActionDiagnostic;
  readonly ready: readonly ReadyFix[];
}

/** The fixes of the diagnostics at a place: those that are known first, then one that a model writes for each. */
export function fixOffers(
  request: OfferRequest,
  diagnosed: readonly DiagnosedFixes[],
  hasModel: boolean,
): readonly ActionOffer[] {
  const ready = diagnosed.flatMap(({ diagnostic, ready }) =>
    ready.map(({ title, isPreferred }) =>
      offer(request, diagnostic, { title, isPreferred, usesModel: false }),
    ),
  );
  const written = hasModel
    ? diagnosed.map(({ diagnostic }) =>
        offer(request, diagnostic, { title: titleFor(diagnostic), isPreferred: false, usesModel: true }),
      )
    : [];
  return [...ready.slice(0, mostReady), ...written.slice(0, mostWritten)];
}

const mostReady = 3;
const mostWritten = 2;

function offer(
  request: OfferRequest,
  diagnostic: ActionDiagnostic,
  shown: Pick<ActionOffer, 'title' | 'isPreferred' | 'usesModel'>,
): ActionOffer {
  const argument = fixArgument(diagnostic, shown.usesModel ? undefined : shown.title);
  const call = callOf(request, 'fix', argument);
  return { ...shown, kind: actionKinds.fix, call, fixes: [diagnostic.original] };
}

function titleFor({ message }: ActionDiagnostic): string {
  const [first = ''] = message.split(/\r\n|\r|\n/, 1);
  const short = first.trim().replace(/\.$/, '');
  return `Fix: ${short.length <= longestMessage ? short : `${short.slice(0, longestMessage - 1)}…`}`;
}

const longestMessage = 50;
