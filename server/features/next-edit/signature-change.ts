import { applyEdits } from '../../base/text-edit.ts';
import type { OffsetRange } from '../../syntax/offset-range.ts';
import type { FunctionShape, Parameter } from '../../syntax/source-shape.ts';
import type { EditScene } from './edit-scene.ts';

/** What has become of the parameters of one function. */
export type SignatureChange = {
  readonly definition: FunctionShape;
  readonly before: readonly Parameter[];
  readonly after: readonly Parameter[];
} & (
  | { readonly kind: 'removed'; readonly index: number }
  /** `order[i]` is where the i-th parameter of now stood before. */
  | { readonly kind: 'reordered'; readonly order: readonly number[] }
  | { readonly kind: 'added'; readonly index: number }
  | { readonly kind: 'renamed'; readonly index: number }
);

/** How one of the last edits changed the parameters of the function whose signature it stands in; undefined where none did. */
export async function signatureChange(
  scene: EditScene,
  signal: AbortSignal,
): Promise<SignatureChange | undefined> {
  const { document, edits, shape, ports } = scene;
  const definition = edits.slice(0, mostEdits).flatMap(({ place }) => {
    const around = shape?.functions.filter((each) => isInSignature(place, each)).at(-1);
    return around ?? [];
  })[0];
  if (definition === undefined) return undefined;
  const own = edits
    .filter(({ place }) => isInSignature(place, definition))
    .map(({ place, before }) => ({ ...place, text: before }))
    .toSorted((one, other) => one.start - other.start);
  const text = applyEdits(document.text, own);
  const { uri, languageId } = document;
  const shapeBefore = await ports.syntax.shapeOf({ uri, languageId, text }, signal);
  const known = shapeBefore?.functions.filter(({ name }) => name === definition.name) ?? [];
  const [before] = known;
  // Of several with one name it cannot be told which is which.
  if (before === undefined || known.length > 1) return undefined;
  return changeBetween(definition, before.parameters, definition.parameters);
}

function isInSignature(place: OffsetRange, { range, body }: FunctionShape): boolean {
  return range.start <= place.start && place.end <= (body?.start ?? range.end);
}

function changeBetween(
  definition: FunctionShape,
  before: readonly Parameter[],
  after: readonly Parameter[],
): SignatureChange | undefined {
  if ([...before, ...after].some(({ isRest, name }) => isRest || name === '')) return undefined;
  const [old, now] = [namesOf(before), namesOf(after)];
  if (new Set(old).size < old.length || new Set(now).size < now.length) return undefined;
  const removed = old.filter((name) => !now.includes(name));
  const added = now.filter((name) => !old.includes(name));
  const [gone] = removed;
  const [fresh] = added;
  const facts = { definition, before, after };
  if (removed.length === 1 && gone !== undefined && isSame(without(old, gone), now))
    return { ...facts, kind: 'removed', index: old.indexOf(gone) };
  if (added.length === 1 && fresh !== undefined && isSame(without(now, fresh), old))
    return { ...facts, kind: 'added', index: now.indexOf(fresh) };
  if (removed.length === 0 && added.length === 0 && !isSame(old, now))
    return { ...facts, kind: 'reordered', order: now.map((name) => old.indexOf(name)) };
  const isRenamed = removed.length === 1 && added.length === 1 && gone !== undefined && fresh !== undefined;
  if (isRenamed && old.indexOf(gone) === now.indexOf(fresh))
    return { ...facts, kind: 'renamed', index: old.indexOf(gone) };
  return undefined;
}

function namesOf(parameters: readonly Parameter[]): readonly string[] {
  return parameters.map(({ name }) => name);
}

function without(names: readonly string[], left: string): readonly string[] {
  return names.filter((name) => name !== left);
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((name, at) => name === other[at]);
}

/** Callers are changed one after the other, so the signature may have been changed some edits ago. */
const mostEdits = 12;
