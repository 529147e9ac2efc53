import type { SourceShape } from '../../syntax/source-shape.ts';
import { isAmbientName } from './ambient-names.ts';
import type { EditScene } from './edit-scene.ts';
import { occurrences } from './occurrences.ts';
import { isReferenceAt } from './reference-at.ts';
import { isTellingName } from './telling-name.ts';
import { isWordAt, type LineToken, tokenBefore, tokenBehind } from './words-of-code.ts';

/** A place at which code uses a name. */
export interface UsedName {
  readonly name: string;
  readonly offset: number;
}

/**
 * The names that the last edit uses, typed to their ends, and that the file says nothing of: they are neither defined
 * nor imported in it, nor in the language, nor do they stand anywhere that was not changed lately. Each once.
 */
export function namesNotSaid(scene: EditScene, shape: SourceShape): readonly UsedName[] {
  const { document, edit } = scene;
  const { text } = document;
  let { start } = edit.place;
  while (start > edit.place.start - longestName && isWordAt(text, start - 1)) start -= 1;
  const found = new Map<string, UsedName>();
  for (const { 0: name, index } of text.slice(start, edit.place.end).matchAll(names)) {
    const used = { name, offset: start + index };
    if (!found.has(name) && isUse(used, scene, shape) && !isSaid(used, scene, shape)) found.set(name, used);
  }
  return [...found.values()];
}

const names = /[\p{L}_$][\p{L}\p{N}\p{M}_$]*/gu;

/** Whether a whole name stands there in code, for something that is not asked of anything else. */
function isUse(
  { name, offset }: UsedName,
  { document, cursor, language, kindAt }: EditScene,
  { outline }: SourceShape,
): boolean {
  const { text } = document;
  const end = offset + name.length;
  // More of the name may come.
  if (cursor === end || isWordAt(text, end) || !isTellingName(name)) return false;
  if (kindAt(offset) !== 'code' || text[offset - 1] === '#') return false;
  if (!isReferenceAt(text, offset, name, { isMember: false, owner: undefined })) return false;
  if (outline.imports.some(({ range }) => range.start <= offset && offset < range.end)) return false;
  // In Go, a package is what is imported.
  if (language === 'go') return /^\.\p{Lu}/u.test(text.slice(end, end + 2));
  if (inheriting.has(language) && !capital.test(name)) return false;
  return (
    outline.references.some(({ range }) => range.start === offset && range.end === end) ||
    isValue(text, offset, name)
  );
}

/** Whether what stands around a name is what stands around a value; labels, attributes and plain words are none. */
function isValue(text: string, offset: number, name: string): boolean {
  const before = tokenBefore(text, offset);
  const behind = tokenBehind(text, offset + name.length);
  if (before === undefined || !(signsBefore.includes(before.text) || wordsBefore.has(before.text)))
    return false;
  return behind === undefined || endsValue(text, behind, name);
}

function endsValue(text: string, behind: LineToken, name: string): boolean {
  const next = text[behind.end];
  if (behind.text === '=') return next === '=';
  // A module of that name would be asked in the same way.
  if (behind.text === '.') return capital.test(name);
  return signsBehind.includes(behind.text) || wordsBehind.has(behind.text);
}

/** Whether the file, or its language, says what a name is, or may do so. */
function isSaid(
  { name, offset }: UsedName,
  { document, edits, kindAt, language }: EditScene,
  { outline, functions }: SourceShape,
): boolean {
  if (isAmbientName(name, language)) return true;
  const isDefined =
    outline.definitions.some((definition) => definition.name === name) ||
    outline.imports.some((statement) => statement.names.some(({ local }) => local === name)) ||
    functions.some(({ parameters }) => parameters.some((parameter) => parameter.name === name));
  if (isDefined) return true;
  // Where it stood before, somebody knows where it comes from.
  const places = occurrences(document.text, name, mostPlaces);
  return places.some(
    (start) =>
      start !== offset &&
      kindAt(start) === 'code' &&
      !edits.some(({ place }) => place.start <= start && start < place.end) &&
      isReferenceAt(document.text, start, name, { isMember: false, owner: undefined }),
  );
}

/** Their classes have names that a base class brings, without a sign before them. */
const inheriting: ReadonlySet<string> = new Set(['java', 'kotlin', 'scala', 'php']);
const capital = /^\p{Lu}/u;
const signsBefore = '=(,[+-*/%&!?:';
const wordsBefore: ReadonlySet<string> = new Set(
  'and await elif if in instanceof is new not of or raise return throw typeof while yield'.split(' '),
);
const signsBehind = ')],;}+-*/%&|?!<>';
const wordsBehind: ReadonlySet<string> = new Set('and else for if in instanceof is not or'.split(' '));
const longestName = 120;
const mostPlaces = 200;
