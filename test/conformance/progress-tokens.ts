import { z } from 'zod';

import { misfits, type Shape } from './shape.ts';

const token = z.union([z.string(), z.number()]);
const announcing = z.looseObject({
  token: token.optional(),
  workDoneToken: token.optional(),
  partialResultToken: token.optional(),
});
const progress = z.object({ token, value: z.unknown() });
const workDone = z.looseObject({ kind: z.enum(['begin', 'report', 'end']) });

type Stage = 'announced' | 'begun' | 'ended' | 'partial results';

/** Follows `$/progress`: known tokens only, and for each work begin, reports, end in this order. */
export class ProgressTokens {
  readonly #stages = new Map<string | number, Stage>();
  readonly #workDoneProgress: Shape;

  constructor(workDoneProgress: Shape) {
    this.#workDoneProgress = workDoneProgress;
  }

  /** Takes in the tokens that the parameters of a request announce. */
  learn(params: unknown): void {
    const found = announcing.safeParse(params);
    if (!found.success) return;
    // `$/progress` has a `token` too, together with a `value`; only `window/workDoneProgress/create` has it alone.
    const created = 'value' in found.data ? undefined : found.data.token;
    for (const begun of [created, found.data.workDoneToken])
      if (begun !== undefined) this.#stages.set(begun, 'announced');
    if (found.data.partialResultToken !== undefined)
      this.#stages.set(found.data.partialResultToken, 'partial results');
  }

  /** What is wrong with the parameters of a `$/progress`. */
  faults(params: unknown): readonly string[] {
    const sent = progress.safeParse(params);
    if (!sent.success) return ['has no token'];
    const stage = this.#stages.get(sent.data.token);
    if (stage === undefined) return [`nobody announced the token ${JSON.stringify(sent.data.token)}`];
    if (stage === 'partial results') return [];
    const shape = misfits(this.#workDoneProgress, sent.data.value, 'value');
    const value = workDone.safeParse(sent.data.value);
    if (!value.success) return shape;
    const { kind } = value.data;
    const expected: Stage = kind === 'begin' ? 'announced' : 'begun';
    this.#stages.set(sent.data.token, kind === 'end' ? 'ended' : 'begun');
    return [...shape, ...(stage === expected ? [] : [`${kind} when it was ${stage}`])];
  }
}
