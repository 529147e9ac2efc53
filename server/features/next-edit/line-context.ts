import type { OffsetRange } from '../../syntax/offset-range.ts';
import { isTellingName } from './telling-name.ts';
import { tokenBefore, tokenBehind } from './words-of-code.ts';

/** The tokens around a stretch on its line, from the nearest outwards; where the line begins or ends counts as one. */
export interface LineContext {
  readonly left: readonly string[];
  readonly right: readonly string[];
}

export function lineContext(text: string, { start, end }: OffsetRange): LineContext {
  const left: string[] = [];
  for (let at = start; left.length < mostTokens && left.at(-1) !== lineBorder; ) {
    const token = tokenBefore(text, at);
    left.push(token?.text ?? lineBorder);
    at = token?.start ?? at;
  }
  const right: string[] = [];
  for (let at = end; right.length < mostTokens && right.at(-1) !== lineBorder; ) {
    const token = tokenBehind(text, at);
    right.push(token?.text ?? lineBorder);
    at = token?.end ?? at;
  }
  return { left, right };
}

/** What several contexts have in common, from the nearest token outwards. */
export function commonContext(contexts: readonly LineContext[]): LineContext {
  const [first, ...others] = contexts;
  if (first === undefined) return { left: [], right: [] };
  return others.reduce<LineContext>(
    (common, other) => ({
      left: commonStart(common.left, other.left),
      right: commonStart(common.right, other.right),
    }),
    first,
  );
}

/** How many tokens a context has, and how many of them are names that say something. */
export function sizeOf({ left, right }: LineContext): { readonly tokens: number; readonly words: number } {
  const all = [...left, ...right];
  return { tokens: all.length, words: all.filter(isTellingName).length };
}

function commonStart(one: readonly string[], other: readonly string[]): readonly string[] {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return one.slice(0, length);
}

const lineBorder = '\n';
const mostTokens = 6;
