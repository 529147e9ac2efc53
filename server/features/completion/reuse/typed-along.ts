import { areAmong, isClosing, openClosers } from './open-brackets.ts';

/** What has happened in a document since a text was suggested there. */
export interface TypedSince {
  /** What stands between the old cursor and the new one. */
  readonly typed: string;
  /** What stands between the new cursor and the text that stood behind the old one: closers, put by the editor. */
  readonly closers: string;
}

/**
 * What of a suggested text is left to be inserted at the cursor; undefined where something else was typed, or all.
 *
 * Where the editor has put closing brackets or quotes behind the cursor, the rest ends where those stand in the text:
 * of `f(a);` it is `a` once `f(` was typed and `)` has come by itself. With the rest inserted, the document is what it
 * would be had the user typed so far in the same editor; where the text ends with those closers, it holds all of it.
 * `text` has `\n` line ends, as the rest has; the document may have others.
 */
export function restOf(text: string, since: TypedSince): string | undefined {
  const typed = withPlainLineEnds(since.typed);
  if (!text.startsWith(typed)) return undefined;
  const rest = text.slice(typed.length);
  if (rest === '' || isInsidePair(text, typed.length)) return undefined;
  return since.closers === '' ? rest : restBefore(withPlainLineEnds(since.closers), rest, typed);
}

/**
 * The closers between `offset` and a text that stood behind the cursor before, empty where that still does; undefined
 * where it has changed. `isEnd` says that the document ended with it.
 */
export function closersBefore(
  behind: { readonly text: string; readonly isEnd: boolean },
  { text, offset }: { readonly text: string; readonly offset: number },
): string | undefined {
  for (let length = 0; length <= mostClosing; length++) {
    const end = offset + length + behind.text.length;
    const closers = text.slice(offset, offset + length);
    if (!isClosing(closers.trimEnd())) return undefined;
    const isSame = text.startsWith(behind.text, offset + length) && (!behind.isEnd || end === text.length);
    if (isSame && isClosing(closers)) return closers;
    if (end >= text.length) return undefined;
  }
  return undefined;
}

export function withPlainLineEnds(text: string): string {
  return text.replaceAll('\r\n', '\n');
}

/**
 * Up to the last place where the closers stand in the rest and close what was open where they came from; where the
 * text has something between them, up to where the innermost stands.
 */
function restBefore(closers: string, rest: string, typed: string): string | undefined {
  const open = openClosers(typed);
  if (!isClosing(closers) || !areAmong(signsOf(closers), open)) return undefined;
  const innermost = closers.slice(0, closers.search(/\S/) + 1);
  const fits = (end: number, closed: string) =>
    openClosers(typed + rest.slice(0, end)).length === open.length - signsOf(closed).length;
  return restUpTo(closers, rest, fits) ?? restUpTo(innermost, rest, fits);
}

function restUpTo(
  closers: string,
  rest: string,
  fits: (end: number, closed: string) => boolean,
): string | undefined {
  let at = rest.lastIndexOf(closers);
  for (let tries = 0; tries < mostTries && at > 0; tries++) {
    const end = at + closers.length;
    if (end === rest.length || fits(end, closers)) return rest.slice(0, at);
    at = rest.lastIndexOf(closers, at - 1);
  }
  return undefined;
}

function signsOf(closers: string): string {
  return closers.replace(/\s+/g, '');
}

/** Half a character is nothing to show. */
function isInsidePair(text: string, at: number): boolean {
  return at > 0 && (text.codePointAt(at - 1) ?? 0) > 0xffff;
}

/** UTF-16 units: a few brackets, each on a line with its indentation. */
const mostClosing = 120;
const mostTries = 8;
