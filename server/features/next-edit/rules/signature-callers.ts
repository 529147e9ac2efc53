import { nothing, ok } from '../../../base/outcome.ts';
import type { TextChange } from '../../../base/text-document.ts';
import { callArguments } from '../call-arguments.ts';
import { changedCall } from '../changed-call.ts';
import { type EditScene, type NextEditRule, nearestFirst } from '../edit-scene.ts';
import { importingFiles } from '../importing-files.ts';
import { occurrences } from '../occurrences.ts';
import { isReferenceAt } from '../reference-at.ts';
import { type SignatureChange, signatureChange } from '../signature-change.ts';
import { type EditPlace, surroundingOf } from '../suggested-edit.ts';

/** The callers of a function whose parameters were changed, where it is certain what they have to pass. */
export const signatureCallers: NextEditRule = async (scene, signal) => {
  const change = await signatureChange(scene, signal);
  if (change === undefined) return nothing('not-distinctive');
  const added = change.kind === 'added' ? change.after[change.index] : undefined;
  if (added?.isOptional === true || added?.isKeyword === true) return nothing('no-place');
  const called = calledThing(scene, change);
  if (called === undefined) return nothing('argument-unknown');
  if (called.isMember && (await isDefinedElsewhere(scene, called.name, signal)))
    return nothing('still-defined');
  const here = { ...scene, uri: scene.document.uri, text: scene.document.text };
  const calls = changedCalls(here, called, change).filter(
    (call) => !isInDefinition(call.start, change) && !isEdited(call, scene),
  );
  const found = nearestFirst(calls, scene.edit);
  for (const call of found.slice(0, mostAsked)) {
    if (added === undefined || (await isVisible(scene, added.name, call.start, signal)))
      return ok([placeOf(scene.document.uri, scene.document.text, call, called.name)]);
  }
  if (found.length > 0) return nothing('argument-unknown');
  // Whether a call in another file has the new order already cannot be seen.
  const elsewhere =
    called.isMember || added !== undefined || change.kind === 'reordered'
      ? undefined
      : await callElsewhere(scene, called, change, signal);
  return elsewhere === undefined ? nothing('no-place') : ok([elsewhere]);
};

interface CalledThing {
  readonly name: string;
  readonly isMember: boolean;
}

/** What callers call: the function, or the class whose constructor it is; undefined where another one has its name. */
function calledThing({ shape }: EditScene, { definition }: SignatureChange): CalledThing | undefined {
  const definitions = shape?.outline.definitions ?? [];
  const own = definitions[definition.definition];
  const outer = own?.parent === undefined ? undefined : definitions[own.parent];
  const isInType = outer !== undefined && typeKinds.has(outer.kind);
  const isConstructor = own?.kind === 'constructor' || constructorNames.has(definition.name);
  const name = isConstructor ? outer?.name : definition.name;
  if (name === undefined || (isConstructor && !isInType)) return undefined;
  const isUnique = definitions.filter((each) => each.name === name).length === 1;
  if (!isUnique) return undefined;
  return { name, isMember: !isConstructor && (isInType || definition.receiver !== undefined) };
}

interface CallingFile {
  readonly text: string;
  readonly language: string;
  readonly kindAt: EditScene['kindAt'];
}

function changedCalls(
  { text, language, kindAt }: CallingFile,
  { name, isMember }: CalledThing,
  change: SignatureChange,
): readonly TextChange[] {
  return occurrences(text, name, mostPlaces).flatMap((start) => {
    const isCall =
      kindAt(start) === 'code' && isReferenceAt(text, start, name, { isMember, owner: undefined });
    const given =
      isCall && !isDefinitionAt(text, start) ? callArguments(text, start + name.length, kindAt) : undefined;
    return (given && changedCall(change, given, language)) ?? [];
  });
}

/** Another function of the name may be defined inside of something. */
function isDefinitionAt(text: string, start: number): boolean {
  return /\b(?:def|function|func|fn|fun|class|sub)\s+$/.test(text.slice(Math.max(0, start - 40), start));
}

/** What the person has changed themselves is as they want it. */
function isEdited({ start, end }: TextChange, { edits }: EditScene): boolean {
  return edits.some(({ place }) => place.start <= end && start <= place.end);
}

function isInDefinition(offset: number, { definition: { range, body } }: SignatureChange): boolean {
  return range.start <= offset && offset < (body?.start ?? range.end);
}

async function callElsewhere(
  scene: EditScene,
  called: CalledThing,
  change: SignatureChange,
  signal: AbortSignal,
): Promise<EditPlace | undefined> {
  for await (const file of importingFiles(scene, { word: called.name, names: [called.name] }, signal)) {
    const [call] = changedCalls(file, called, change);
    if (call !== undefined) return placeOf(file.uri, file.text, call, called.name);
  }
  return undefined;
}

async function isVisible(
  { document, ports }: EditScene,
  wanted: string,
  offset: number,
  signal: AbortSignal,
): Promise<boolean> {
  return (await ports.syntax.namesAt(document, offset, signal)).some(({ name }) => name === wanted);
}

/** A method of this name on other objects takes other arguments. */
async function isDefinedElsewhere(
  { document, ports }: EditScene,
  name: string,
  signal: AbortSignal,
): Promise<boolean> {
  const found = await ports.symbols.definitionsOf(name, document.uri, signal);
  return found.some(({ uri }) => uri !== document.uri);
}

function placeOf(
  uri: string,
  text: string,
  { start, end, text: inserted }: TextChange,
  name: string,
): EditPlace {
  const range = { start, end };
  return {
    ...{ uri, range, replaced: text.slice(start, end), text: inserted },
    surrounding: surroundingOf(text, range),
    explanation: `you changed the parameters of ${name}`,
  };
}

const typeKinds: ReadonlySet<string> = new Set(['class', 'interface', 'enum', 'type', 'implementation']);
const constructorNames: ReadonlySet<string> = new Set([
  '__init__',
  'constructor',
  'initialize',
  '__construct',
]);
const mostPlaces = 200;
/** A place costs a look at the names that are visible there. */
const mostAsked = 4;
