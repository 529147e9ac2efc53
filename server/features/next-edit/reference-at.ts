import type { RenamedThing } from './renamed-thing.ts';
import { tokenBefore, tokenBehind } from './words-of-code.ts';

/**
 * Whether a name can mean a thing by what stands around it: a member is asked for behind a dot, anything else is not;
 * what stands before a colon or an equals sign within brackets names something else.
 */
export function isReferenceAt(
  text: string,
  start: number,
  name: string,
  { isMember, owner }: Pick<RenamedThing, 'isMember' | 'owner'>,
): boolean {
  const before = tokenBefore(text, start);
  const isAsked = isDotBefore(text, start);
  if (isMember !== isAsked) return false;
  if (isMember) return owner === undefined || ownerBefore(text, start) === owner;
  const behind = tokenBehind(text, start + name.length);
  const opens = before === undefined || '{(,'.includes(before.text);
  if (opens && behind?.text === '=' && text[behind.end] !== '=' && isInBrackets(text, start)) return false;
  if (opens && behind?.text === ':' && text[behind.end] !== ':') return false;
  // `{ a }` and `{ a, b }` may be a name of its own, or a key.
  return !(
    opens &&
    before?.text !== '(' &&
    (behind === undefined || ',}'.includes(behind.text)) &&
    isInBraces(text, start)
  );
}

function isDotBefore(text: string, start: number): boolean {
  let at = start - 1;
  while (/\s/.test(text[at] ?? '') && at > start - longestGap) at -= 1;
  if (text[at] === '.') return text[at - 1] !== '.';
  return (text[at] === '>' && text[at - 1] === '-') || (text[at] === ':' && text[at - 1] === ':');
}

function ownerBefore(text: string, start: number): string | undefined {
  return /([\p{L}\p{N}_$]+)\s*\??\.\s*$/u.exec(text.slice(Math.max(0, start - longestGap), start))?.[1];
}

function isInBrackets(text: string, at: number): boolean {
  return openerBefore(text, at) === '(';
}

function isInBraces(text: string, at: number): boolean {
  return openerBefore(text, at) === '{';
}

/** The bracket that is open at an offset, if it is not far. */
function openerBefore(text: string, offset: number): string | undefined {
  let depth = 0;
  for (let at = offset - 1; at >= 0 && at > offset - farthestOpener; at--) {
    const sign = text[at] ?? '';
    if (')]}'.includes(sign)) depth += 1;
    else if ('([{'.includes(sign)) {
      if (depth === 0) return sign;
      depth -= 1;
    }
  }
  return undefined;
}

const longestGap = 60;
const farthestOpener = 2_000;
