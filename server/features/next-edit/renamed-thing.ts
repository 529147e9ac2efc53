import type { OffsetRange } from '../../syntax/offset-range.ts';
import type { DefinitionKind } from '../../syntax/outline.ts';
import type { FunctionShape, SourceShape } from '../../syntax/source-shape.ts';
import type { EditScene } from './edit-scene.ts';

/** What the last edit gave another name to. */
export interface RenamedThing {
  /** Where its references can stand. */
  readonly scope: OffsetRange;
  /** It is asked for behind a dot. */
  readonly isMember: boolean;
  /** What stands before the dot where only that is sure to mean it, such as `self`. */
  readonly owner: string | undefined;
  readonly reach: 'file' | 'files';
}

/** The definition whose name the last edit changed; undefined where it changed none. */
export async function renamedThing(scene: EditScene, signal: AbortSignal): Promise<RenamedThing | undefined> {
  const { shape, edit, document } = scene;
  if (shape === undefined) return undefined;
  const whole = { start: 0, end: document.text.length };
  const parameterOf = functionOfParameter(shape, scene);
  if (parameterOf !== undefined) return localIn(parameterOf.range);
  const defined = shape.outline.definitions.find(
    ({ nameRange }) => nameRange.start === edit.place.start && nameRange.end === edit.place.end,
  );
  if (defined !== undefined) return ofDefinition(defined, shape, whole);
  if (isImported(shape, scene)) return { scope: whole, isMember: false, owner: undefined, reach: 'file' };
  const attribute = ownAttribute(scene);
  if (attribute !== undefined) return attribute;
  const names = await scene.ports.syntax.namesAt(document, edit.place.start, signal);
  const isNamedHere = names.some(
    ({ name, offset, kind }) => name === edit.after && offset === edit.place.start && kind === 'local',
  );
  if (!isNamedHere) return undefined;
  const around = innermostFunction(shape, edit.place);
  return localIn(around?.range ?? whole);
}

function localIn(scope: OffsetRange): RenamedThing {
  return { scope, isMember: false, owner: undefined, reach: 'file' };
}

function ofDefinition(
  { kind, parent }: { readonly kind: DefinitionKind; readonly parent: number | undefined },
  shape: SourceShape,
  whole: OffsetRange,
): RenamedThing | undefined {
  if (kind === 'section' || kind === 'implementation' || kind === 'constructor') return undefined;
  const outer = parent === undefined ? undefined : shape.outline.definitions[parent];
  const isInType = outer !== undefined && typeKinds.has(outer.kind);
  if (kind === 'method' || kind === 'field' || isInType)
    return { scope: whole, isMember: true, owner: undefined, reach: 'file' };
  if (outer === undefined || outer.kind === 'module')
    return { scope: whole, isMember: false, owner: undefined, reach: 'files' };
  return localIn(outer.range);
}

/** `self.a = …`, or `this.a = …`: the same name of the same object, all over the class. */
function ownAttribute({ document, edit, shape }: EditScene): RenamedThing | undefined {
  const { text } = document;
  const [, owner] =
    /\b(self|this)\.$/.exec(text.slice(Math.max(0, edit.place.start - 5), edit.place.start)) ?? [];
  const isSet = /^\s*(?::[^=\n]{1,80})?=(?!=)/.test(text.slice(edit.place.end, edit.place.end + 100));
  if (owner === undefined || !isSet || shape === undefined) return undefined;
  const around = shape.outline.definitions
    .filter(
      ({ kind, range }) => kind === 'class' && range.start <= edit.place.start && edit.place.end <= range.end,
    )
    .at(-1);
  return around && { scope: around.range, isMember: true, owner, reach: 'file' };
}

function isImported({ outline }: SourceShape, { edit }: EditScene): boolean {
  return outline.imports.some(
    ({ range, names }) =>
      range.start <= edit.place.start &&
      edit.place.end <= range.end &&
      names.some(({ local }) => local === edit.after),
  );
}

function functionOfParameter(
  { functions }: SourceShape,
  { edit, document }: EditScene,
): FunctionShape | undefined {
  return functions
    .filter(
      ({ range, body, parameters }) =>
        range.start <= edit.place.start &&
        edit.place.end <= (body?.start ?? range.end) &&
        parameters.some(({ name }) => name === edit.after),
    )
    .filter(() => !/[.=]\s*$/.test(document.text.slice(Math.max(0, edit.place.start - 4), edit.place.start)))
    .at(-1);
}

function innermostFunction({ functions }: SourceShape, place: OffsetRange): FunctionShape | undefined {
  return functions
    .filter(({ range }) => range.start <= place.start && place.end <= range.end)
    .toSorted((one, other) => one.range.end - one.range.start - (other.range.end - other.range.start))[0];
}

const typeKinds: ReadonlySet<string> = new Set(['class', 'interface', 'enum', 'type', 'implementation']);
