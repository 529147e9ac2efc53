import { nothing, ok } from '../../../base/outcome.ts';
import { type EditScene, type NextEditRule, nearestFirst } from '../edit-scene.ts';
import { occurrences } from '../occurrences.ts';
import { isReferenceAt } from '../reference-at.ts';
import { type RenamedThing, renamedThing } from '../renamed-thing.ts';
import { type EditPlace, surroundingOf } from '../suggested-edit.ts';
import { isName } from '../words-of-code.ts';
import { referenceElsewhere } from './references-elsewhere.ts';

/** The references of a name where the person has renamed what it stands for: in its scope, then in files that import it. */
export const renamedDefinition: NextEditRule = async (scene, signal) => {
  const { edit, shape } = scene;
  if (!isName(edit.before) || !isName(edit.after) || shape === undefined) return nothing('not-distinctive');
  const thing = await thingOf(scene, signal);
  if (thing === undefined) return nothing('not-distinctive');
  if (isStillDefined(scene, thing) || isKnownName(scene, thing)) return nothing('still-defined');
  const here = await referenceHere(scene, thing, signal);
  const found = here ?? (thing.reach === 'files' ? await referenceElsewhere(scene, signal) : undefined);
  return found === undefined ? nothing('no-place') : ok([found]);
};

/** The last edit may have been made at a reference, by our own offer; the first that does the same is at the definition. */
async function thingOf(scene: EditScene, signal: AbortSignal): Promise<RenamedThing | undefined> {
  const { edit, edits } = scene;
  const same = edits.filter(({ before, after }) => before === edit.before && after === edit.after);
  for (const each of new Set([edit, ...same.slice(-mostTried).reverse()])) {
    const thing = await renamedThing({ ...scene, edit: each }, signal);
    if (thing !== undefined) return thing;
  }
  return undefined;
}

/** Another definition of the old name in the scope takes its references. */
function isStillDefined({ edit, shape }: EditScene, { scope, isMember }: RenamedThing): boolean {
  const inScope = (offset: number) => isMember || (scope.start <= offset && offset <= scope.end);
  const defined = shape?.outline.definitions ?? [];
  const imported = shape?.outline.imports ?? [];
  return (
    defined.some(({ name, nameRange }) => name === edit.before && inScope(nameRange.start)) ||
    imported.some(
      ({ names, range }) => names.some(({ local }) => local === edit.before) && inScope(range.start),
    )
  );
}

/** A name that stood in the scope before means something else, so that nothing was renamed. */
function isKnownName({ document, edit, edits, kindAt }: EditScene, thing: RenamedThing): boolean {
  const { scope, isMember } = thing;
  return occurrences(document.text, edit.after, mostPlaces).some(
    (start) =>
      scope.start <= start &&
      start < scope.end &&
      kindAt(start) === 'code' &&
      !edits.some(({ place }) => place.start <= start && start < place.end) &&
      (isMember || isReferenceAt(document.text, start, edit.after, thing)),
  );
}

async function referenceHere(
  scene: EditScene,
  thing: RenamedThing,
  signal: AbortSignal,
): Promise<EditPlace | undefined> {
  const { document, edit, kindAt, shape } = scene;
  const { text } = document;
  const shadowing = (shape?.functions ?? []).filter(
    ({ range, parameters }) =>
      parameters.some(({ name }) => name === edit.before) &&
      !(range.start <= edit.place.start && edit.place.end <= range.end),
  );
  const places = occurrences(text, edit.before, mostPlaces)
    .filter((start) => thing.scope.start <= start && start < thing.scope.end)
    .filter((start) => kindAt(start) === 'code')
    .filter((start) => isReferenceAt(text, start, edit.before, thing))
    .filter((start) => !shadowing.some(({ range }) => range.start <= start && start < range.end))
    .map((start) => ({ start, end: start + edit.before.length }));
  for (const range of nearestFirst(places, edit).slice(0, mostAsked)) {
    // Whatever the old name still means at a place, it is not what was renamed.
    if (!thing.isMember && (await meansSomething(scene, range.start, signal))) continue;
    return {
      ...{ uri: document.uri, range, replaced: edit.before, text: edit.after },
      surrounding: surroundingOf(text, range),
      explanation: `you renamed ${edit.before} to ${edit.after}`,
    };
  }
  return undefined;
}

async function meansSomething(
  { document, edit, ports }: EditScene,
  offset: number,
  signal: AbortSignal,
): Promise<boolean> {
  const names = await ports.syntax.namesAt(document, offset, signal);
  return names.some(({ name }) => name === edit.before);
}

const mostPlaces = 400;
/** A place costs a look at the names that are visible there. */
const mostAsked = 4;
const mostTried = 3;
