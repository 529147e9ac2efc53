import { nothing, type Outcome, ok } from '../../../base/outcome.ts';
import type { OffsetRange } from '../../../syntax/offset-range.ts';
import type { SourceShape } from '../../../syntax/source-shape.ts';
import { type EditScene, type NextEditRule, nearestFirst } from '../edit-scene.ts';
import { commonContext, type LineContext, lineContext, sizeOf } from '../line-context.ts';
import type { NextEditSilence } from '../next-edit-silence.ts';
import { occurrences } from '../occurrences.ts';
import type { RecordedEdit } from '../recorded-edit.ts';
import { surroundingOf } from '../suggested-edit.ts';
import { isTellingName } from '../telling-name.ts';
import type { TextKind } from '../text-kinds.ts';
import { tokenBefore, tokensOf } from '../words-of-code.ts';
import { insertionPlaces } from './repeated-insertion.ts';

/** The same replacement at the next place that reads alike, once the person has shown that it is meant to repeat. */
export const repeatedReplacement: NextEditRule = async (scene, signal) => {
  const { document, edit } = scene;
  const same = sameEdits(scene);
  const isInsertion = edit.before.trim() === '';
  const found = isInsertion ? insertionPlaces(scene, same) : replacementPlaces(scene, same);
  if (found.kind === 'nothing') return found;
  const ordered = nearestFirst(found.value, edit);
  const places = ordered.slice(await firstKnowing(ordered, scene, signal));
  if (places.length === 0) return nothing('no-place');
  return ok(
    places.map((range) => ({
      uri: document.uri,
      range,
      replaced: document.text.slice(range.start, range.end),
      text: edit.after,
      surrounding: surroundingOf(document.text, range),
      explanation: explained(edit, same.length),
    })),
  );
};

/** Index of the first place at which the name that the new text begins with means something, if it does so at the edit. */
async function firstKnowing(
  places: readonly OffsetRange[],
  { document, edit, ports, kindAt }: EditScene,
  signal: AbortSignal,
): Promise<number> {
  const [name] = /^[\p{L}_$][\p{L}\p{N}_$]*/u.exec(edit.after.trimStart()) ?? [];
  const isAsked = tokenBefore(document.text, edit.place.start)?.text === '.';
  if (name === undefined || isAsked || kindAt(edit.place.start) !== 'code') return 0;
  const knows = async (offset: number) =>
    (await ports.syntax.namesAt(document, offset, signal)).some((known) => known.name === name);
  if (!(await knows(edit.place.start))) return 0;
  for (const [index, { start }] of places.slice(0, mostAsked).entries()) if (await knows(start)) return index;
  return places.length;
}

/** The last edit, and those of the document that do the same. */
function sameEdits({ edit, edits }: EditScene): readonly RecordedEdit[] {
  return edits.filter(({ before, after }) => before === edit.before && after === edit.after);
}

function replacementPlaces(
  scene: EditScene,
  same: readonly RecordedEdit[],
): Outcome<readonly OffsetRange[], NextEditSilence> {
  const { document, edit, edits, kindAt, shape } = scene;
  const { text } = document;
  // The sign before tells it: what begins with a quote would count as a string itself.
  const kindBefore = ({ start }: OffsetRange) => kindAt(Math.max(0, start - 1));
  const isDefinition = isNamedIn(shape, edit.place);
  const kind = kindBefore(edit.place);
  const places = occurrences(text, edit.before, mostPlaces + 1)
    .map((start) => ({ start, end: start + edit.before.length }))
    .filter((range) => !edits.some(({ place }) => place.start < range.end && range.start < place.end))
    .filter((range) => !isDone(text, range, edit))
    .filter((range) => kindBefore(range) === kind)
    // Who replaces a use does not mean to rename what is used.
    .filter((range) => isDefinition || !isNamedIn(shape, range));
  if (places.length === 0) return ok([]);
  const contexts = same.map(({ place }) => lineContext(text, place));
  const needed = neededContext(edit.before, same.length, kind);
  if (needed === undefined) return nothing('not-distinctive');
  const fitting = places.filter((range) => isAlike(lineContext(text, range), contexts, needed));
  if (fitting.length === 0) return nothing('not-distinctive');
  return fitting.length > mostPlaces ? nothing('too-many-places') : ok(fitting);
}

/** Whether something gets its name at a place: a definition, or a parameter. */
function isNamedIn(shape: SourceShape | undefined, { start, end }: OffsetRange): boolean {
  const isName = shape?.outline.definitions.some(
    ({ nameRange }) => nameRange.start <= start && end <= nameRange.end,
  );
  const isParameter = shape?.functions.some(
    ({ range, body }) => range.start <= start && end <= (body?.start ?? range.start),
  );
  return isName === true || isParameter === true;
}

/** Whether a place reads already what the edit makes of it, as `a.b` where `a` becomes `a.b`. */
function isDone(text: string, { start }: OffsetRange, { before, after }: RecordedEdit): boolean {
  for (let at = after.indexOf(before); at >= 0; at = after.indexOf(before, at + 1)) {
    if (text.startsWith(after, start - at)) return true;
  }
  return false;
}

interface NeededContext {
  readonly tokens: number;
  readonly words: number;
}

/** How much of the line around must be alike; undefined where no context would tell. */
function neededContext(before: string, times: number, kind: TextKind): NeededContext | undefined {
  const tokens = tokensOf(before);
  const names = tokens.filter(isTellingName);
  if (times >= 2) {
    if (kind !== 'code' && names.length > 0)
      return { tokens: Math.max(0, severalTokens - tokens.length), words: 0 };
    return names.length > 0 ? { tokens: times > 2 ? 1 : 2, words: 0 } : { tokens: 3, words: 1 };
  }
  if (kind === 'code' && names.length >= 2 && tokens.length >= severalTokens) return { tokens: 0, words: 0 };
  return names.length > 0 ? { tokens: 4, words: 2 } : undefined;
}

/** Whether a place has as much in common with one of the edited places as is needed. */
function isAlike(context: LineContext, edited: readonly LineContext[], needed: NeededContext): boolean {
  return edited.some((other) => {
    const { tokens, words } = sizeOf(commonContext([context, other]));
    return tokens >= needed.tokens && words >= needed.words;
  });
}

function explained({ before, after }: RecordedEdit, times: number): string {
  const often = times === 1 ? 'once' : `${times} times`;
  if (after === '') return `you removed ${shown(before)} ${often}`;
  if (before === '') return `you inserted ${shown(after)} ${often}`;
  return `you replaced ${shown(before)} by ${shown(after)} ${often}`;
}

function shown(text: string): string {
  const line = text.trim().replace(/\s+/g, ' ');
  return line.length > longestShown ? `${line.slice(0, longestShown)}…` : line;
}

const mostPlaces = 60;
const severalTokens = 3;
/** A place costs a look at the names that are visible there. */
const mostAsked = 4;
const longestShown = 40;
