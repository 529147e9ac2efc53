import type { DropReason } from '../context/context-item.ts';

/** Why something that was found is not in the context, in plain words. */
export const dropTexts: Readonly<Record<DropReason, string>> = {
  'over-budget': 'no room in the budget',
  overlaps: 'overlaps what is there',
  'already-visible': 'stands in the open file near the cursor',
  excluded: 'excluded: a secret place, or a rule names it',
  avoided: 'to be avoided: a rule names it',
  'not-tracked': 'not tracked by git, so no model is shown it',
  'low-score': 'too little speaks for it',
  gone: 'changed or gone since it was read',
};
