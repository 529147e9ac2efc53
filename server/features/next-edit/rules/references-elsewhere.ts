import type { EditScene } from '../edit-scene.ts';
import { importingFiles } from '../importing-files.ts';
import { occurrences } from '../occurrences.ts';
import { isReferenceAt } from '../reference-at.ts';
import { type EditPlace, surroundingOf } from '../suggested-edit.ts';

/** The first reference of a renamed definition in another file that imports it by name from the file of the edit. */
export async function referenceElsewhere(
  scene: EditScene,
  signal: AbortSignal,
): Promise<EditPlace | undefined> {
  const { before, after } = scene.edit;
  const wanted = { word: before, names: [before, after] };
  for await (const { uri, text, shape, kindAt } of importingFiles(scene, wanted, signal)) {
    const statements = shape.outline.imports.filter(({ names }) =>
      names.some(({ original }) => original === before),
    );
    const isImport = (offset: number) =>
      statements.some(({ range }) => range.start <= offset && offset < range.end);
    const thing = { isMember: false, owner: undefined };
    const start = occurrences(text, before, mostPlaces).find(
      (at) => kindAt(at) === 'code' && (isImport(at) || isReferenceAt(text, at, before, thing)),
    );
    if (start === undefined) continue;
    const range = { start, end: start + before.length };
    return {
      ...{ uri, range, replaced: before, text: after, surrounding: surroundingOf(text, range) },
      explanation: `you renamed ${before} to ${after}, which this file imports`,
    };
  }
  return undefined;
}

const mostPlaces = 100;
