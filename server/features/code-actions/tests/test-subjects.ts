import { UserError } from '../../../base/error-codes.ts';
import type { OffsetRange } from '../../../syntax/offset-range.ts';
import type { Definition } from '../../../syntax/outline.ts';
import type { FunctionShape, SourceShape } from '../../../syntax/source-shape.ts';
import type { WantedName } from './imports/import-writer.ts';
import { nameOfFile, scriptExportOf } from './imports/script-exports.ts';
import type { TestedFile } from './nearest-tests.ts';

/** A function that tests are wanted for, with what must be imported to call it. */
export interface FoundSubject {
  readonly shape: FunctionShape;
  readonly owner: { readonly name: string; readonly construct: FunctionShape | undefined } | undefined;
  readonly wanted: WantedName;
}

/**
 * The functions that a cursor or selection means: those that it touches, else the public methods of the class around
 * it, else all that the file exports. A touched function that no test can reach is refused.
 */
export function subjectsAt(
  source: TestedFile,
  shape: SourceShape,
  range: OffsetRange,
): readonly FoundSubject[] {
  const found = callableFunctions(source, shape);
  const touched = found.filter(({ function: each }) =>
    touches(range, { start: each.leadStart, end: each.range.end }),
  );
  const asked = touched.filter(({ isConstructor }) => !isConstructor);
  const [only] = asked;
  if (only !== undefined && asked.length === 1) return [reachable(source, only)];
  const group = asked.length > 1 ? asked : inClassAround(found, shape, range);
  const subjects = (group.length > 0 ? group : found).filter(isPublic);
  if (subjects.length > 0) return subjects.map((each) => each.subject);
  const [hidden] = group.filter(({ isConstructor }) => !isConstructor);
  if (hidden !== undefined) return [reachable(source, hidden)];
  throw new UserError('tests-nothing-here', nothingHere(source, found));
}

interface Callable {
  readonly function: FunctionShape;
  readonly subject: FoundSubject;
  readonly isConstructor: boolean;
  readonly isReachable: boolean;
  /** It is there because a trait wants it. */
  readonly isOfTrait: boolean;
  /** Indexes of the definitions around it, innermost first. */
  readonly around: readonly number[];
}

function reachable(source: TestedFile, { isReachable, subject }: Callable): FoundSubject {
  if (!isReachable) {
    throw new UserError('tests-not-reachable', { name: displayNameOf(subject), file: source.path });
  }
  return subject;
}

/** What the tests call a function, and what is shown of it. */
export function displayNameOf({ shape, owner, wanted }: FoundSubject): string {
  return owner === undefined ? shape.name || wanted.name : `${owner.name}.${shape.name}`;
}

function callableFunctions(source: TestedFile, shape: SourceShape): readonly Callable[] {
  return shape.functions.flatMap((each) => {
    const around = definitionsAround(shape, each);
    const definitions = around.flatMap((index) => shape.outline.definitions[index] ?? []);
    if (each.body === undefined || definitions.some(isNoHome) || isEntry(source, each, definitions))
      return [];
    return [callable({ source, shape, each: properlyNamed(source, each), around, definitions })];
  });
}

/** `module.exports = function add() {}` is called by its own name, if it has one. */
function properlyNamed({ family, text, path }: TestedFile, each: FunctionShape): FunctionShape {
  if (family !== 'script' || each.name !== 'exports') return each;
  const own = /\bfunction\s*(?:\*\s*)?([\w$]+)/.exec(text.slice(each.range.start, each.body?.start))?.[1];
  return { ...each, name: own ?? nameOfFile(path), isExported: true };
}

interface FunctionPlace {
  readonly source: TestedFile;
  readonly shape: SourceShape;
  readonly each: FunctionShape;
  readonly around: readonly number[];
  readonly definitions: readonly Definition[];
}

function callable({ source, shape, each, around, definitions }: FunctionPlace): Callable {
  const home = definitions.findIndex(({ kind }) => ownerKinds.has(kind));
  const object = definitions.findIndex(({ kind }) => objectKinds.has(kind));
  const at = home === -1 ? object : home;
  const ownerName =
    each.receiver === undefined ? ownerNameOf(source, definitions[at]) : bareType(each.receiver);
  const modules = definitions.slice(at + 1).filter(({ kind }) => kind === 'module' || ownerKinds.has(kind));
  const outer = [...modules].reverse().map(({ name }) => name);
  const name = ownerName ?? each.name;
  const isStatic = each.isStatic || (home === -1 && object !== -1) || definitions[at]?.kind === 'module';
  const owner =
    ownerName === undefined ? undefined : { name: ownerName, construct: constructOf(shape, ownerName) };
  const isReachable = canReach(source, { each, name, isTop: around.length === 0 });
  return {
    function: each,
    isConstructor: isConstructor(shape, each, ownerName),
    isReachable,
    isOfTrait: definitions.some((definition) => isTraitImplementation(source, definition)),
    around,
    subject: {
      shape: isStatic === each.isStatic ? each : { ...each, isStatic },
      owner,
      wanted: {
        name,
        kind: ownerName === undefined ? 'function' : 'class',
        around: outer,
        isExported: isSeen(source, each, name) ?? isReachable,
      },
    },
  };
}

const ownerKinds: ReadonlySet<string> = new Set(['class', 'implementation', 'enum', 'interface', 'type']);

/** Objects whose members are functions, as `const api = { get() {} }`. */
const objectKinds: ReadonlySet<string> = new Set(['constant', 'variable', 'field']);

/** A module of Ruby owns its functions; elsewhere modules only stand around them. */
function ownerNameOf({ family }: TestedFile, definition: Definition | undefined): string | undefined {
  if (definition === undefined) return undefined;
  return family === 'rust' ? bareType(definition.name) : definition.name;
}

function bareType(type: string): string {
  return type.replace(/^[*&]+|[<[].*$/gs, '').trim();
}

function isTraitImplementation({ text }: TestedFile, { kind, signature }: Definition): boolean {
  return kind === 'implementation' && /\sfor\s/.test(text.slice(signature.start, signature.end));
}

function definitionsAround({ outline }: SourceShape, { definition }: FunctionShape): readonly number[] {
  const around: number[] = [];
  for (
    let at = outline.definitions[definition]?.parent;
    at !== undefined;
    at = outline.definitions[at]?.parent
  ) {
    around.push(at);
  }
  return around;
}

/** What stands in a function is its own; what stands in a module of tests is a test. */
function isNoHome({ kind, name }: Definition): boolean {
  return (
    ['function', 'method', 'constructor', 'macro'].includes(kind) ||
    (kind === 'module' && /^tests?$/.test(name))
  );
}

function isEntry({ family }: TestedFile, { name }: FunctionShape, around: readonly Definition[]): boolean {
  if (family === 'python') return /^__\w+__$/.test(name) && name !== '__init__' && name !== '__call__';
  if (name === 'main') return around.length === 0 ? family === 'go' || family === 'rust' : family === 'java';
  return (
    (name === 'init' && family === 'go' && around.length === 0) || (name === 'Main' && family === 'c-sharp')
  );
}

function isConstructor(
  { outline }: SourceShape,
  { definition, name }: FunctionShape,
  owner: string | undefined,
): boolean {
  const kind = outline.definitions[definition]?.kind;
  return kind === 'constructor' || (owner !== undefined && (name === owner || constructorNames.has(name)));
}

const constructorNames: ReadonlySet<string> = new Set([
  'constructor',
  '__init__',
  'initialize',
  '__construct',
]);

/** What makes an object of a class: its constructor, or in Go and Rust the function that is named so. */
function constructOf(shape: SourceShape, owner: string): FunctionShape | undefined {
  const own = shape.functions.filter((each) => {
    const [home] = definitionsAround(shape, each);
    return home !== undefined && bareType(shape.outline.definitions[home]?.name ?? '') === owner;
  });
  return (
    own.find((each) => isConstructor(shape, each, owner)) ??
    own.find(({ name, isStatic }) => name === 'new' && isStatic) ??
    shape.functions.find(
      ({ name, receiver }) => receiver === undefined && name.toLowerCase() === `new${owner}`.toLowerCase(),
    )
  );
}

/** Whether code of other packages or crates sees it; undefined where that is no question apart. */
function isSeen({ family }: TestedFile, { isExported }: FunctionShape, name: string): boolean | undefined {
  if (family === 'go') return isExported && /^\p{Lu}/u.test(name);
  return family === 'rust' ? isExported : undefined;
}

interface ReachQuestion {
  readonly each: FunctionShape;
  /** What would be imported. */
  readonly name: string;
  readonly isTop: boolean;
}

/** Whether a test can call a function at all; tests of Go and Rust are of the same package or file. */
function canReach({ family, text }: TestedFile, { each, name, isTop }: ReachQuestion): boolean {
  if (family === 'go' || family === 'rust') return true;
  if (family === 'python') return isTop || !/^__/.test(each.name);
  if (each.isExported) return true;
  return family === 'script' && isTop && scriptExportOf(text, name) !== undefined;
}

/** Whether it is among the functions of a file or class; one that is asked for by itself need not be. */
function isPublic(each: Callable): boolean {
  const { name, isExported } = each.function;
  if (each.isConstructor || !each.isReachable || !isExported || !each.subject.wanted.isExported) return false;
  return !each.isOfTrait && name !== 'main' && /^[\p{L}\p{N}_$]+[?!=]?$/u.test(name);
}

function inClassAround(
  found: readonly Callable[],
  { outline }: SourceShape,
  range: OffsetRange,
): readonly Callable[] {
  const classes = outline.definitions.flatMap((definition, index) =>
    ownerKinds.has(definition.kind) && touches(range, definition.range) ? [index] : [],
  );
  const inner = classes.at(-1);
  if (inner === undefined) return [];
  const name = outline.definitions[inner]?.name;
  return found.filter(({ around, subject }) => around.includes(inner) || subject.owner?.name === name);
}

/** A bare cursor at either end counts; a selection counts from its first to its last character. */
function touches(range: OffsetRange, other: OffsetRange): boolean {
  if (range.start === range.end) return other.start <= range.start && range.start <= other.end;
  return range.start < other.end && other.start < range.end;
}

function nothingHere(
  { path, text }: TestedFile,
  found: readonly Callable[],
): { where: string; hint: string } {
  if (text.trim() === '')
    return { where: `in ${path}, which is empty`, hint: 'Write the function first, then ask again.' };
  if (found.length > 0) {
    return {
      where: `in ${path} that a test can call: none of its functions is exported`,
      hint: 'Export one, or put the cursor into it where the language lets tests reach it.',
    };
  }
  return { where: `in ${path}`, hint: 'Ask on a file that has functions or classes.' };
}
