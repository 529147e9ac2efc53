import type { Exit, FunctionShape, Parameter } from '../../../syntax/source-shape.ts';
import { isRaised } from '../ways/raised-exit.ts';
import { exitReasons } from './exit-reasons.ts';
import { inWords } from './in-words.ts';
import { summaryFromName } from './summary-from-name.ts';

/** One thing that documentation says something about. */
export interface DocEntry {
  readonly name: string;
  /** As it stands in the text; undefined where there is none. */
  readonly type: string | undefined;
  /** May be empty: the skeleton says only what the code tells. */
  readonly text: string;
}

/** What the documentation of a function consists of. */
export interface DocFacts {
  readonly summary: string;
  readonly parameters: readonly DocEntry[];
  /** Its name is empty; undefined where nothing is given back. */
  readonly returned: DocEntry | undefined;
  /** By type, each once. */
  readonly thrown: readonly DocEntry[];
}

/** A function, and what its definition is called: `constructor`, `method`, … */
export interface DocSubject {
  readonly shape: FunctionShape;
  readonly kind: string;
  readonly language: string;
}

/** Reads from a function's signature and body what its documentation must speak of. */
export function docFacts({ shape, kind, language }: DocSubject): DocFacts {
  const isConstructor = kind === 'constructor' || shape.name === '__init__' || shape.name === '__construct';
  return {
    summary: language === 'go' ? goSummary(shape.name) : summaryFromName(shape.name, isConstructor),
    parameters: shape.parameters.filter(isDocumented).map(parameterEntry),
    returned: isConstructor ? undefined : returnedEntry(shape),
    thrown: language === 'rust' ? rustFailures(shape) : thrownEntries(shape),
  };
}

/** The first sentence begins with the name, so that it is found where it stands alone. */
function goSummary(name: string): string {
  const summary = summaryFromName(name, false);
  return `${name} ${summary.charAt(0).toLowerCase()}${summary.slice(1)}`;
}

/** Rust has no exceptions: what fails is an `Err` that is given back, or a panic. */
function rustFailures({ branches, exits }: FunctionShape): readonly DocEntry[] {
  const thrown = exits.filter(({ kind }) => kind === 'throw');
  const errors = thrown.filter((exit) => !isRaised(exit, 'rust'));
  const panics = thrown.filter((exit) => isRaised(exit, 'rust'));
  const fails = exitReasons(errors, branches, '`').map((reason, at) =>
    at === 0 ? `fails ${reason}` : reason,
  );
  return [
    { name: 'Errors', type: undefined, text: sentence(fails) },
    { name: 'Panics', type: undefined, text: sentence(exitReasons(panics, branches, '`')) },
  ].filter(({ text }) => text !== '');
}

function isDocumented({ name }: Parameter): boolean {
  return !['', 'self', 'cls', 'this', '&self', '&mut self', 'mut self', '_'].includes(name);
}

function parameterEntry({ name, type, defaultValue, isOptional }: Parameter): DocEntry {
  const text =
    defaultValue !== undefined && defaultValue.length <= longestValue
      ? `Defaults to ${defaultValue}.`
      : isOptional
        ? 'Optional.'
        : '';
  return { name: name.replace(/^[*&$.]+/, ''), type, text };
}

const longestValue = 40;

function returnedEntry({ returnType, returnsValue, isAsync, exits }: FunctionShape): DocEntry | undefined {
  const type = returnType?.trim();
  if (type === undefined ? !returnsValue : nothingTypes.test(type)) return undefined;
  const inner =
    isAsync && type !== undefined ? (/^(?:Promise|Task|ValueTask)<(.*)>$/s.exec(type)?.[1] ?? type) : type;
  if (inner !== undefined && nothingTypes.test(inner)) return undefined;
  const names = new Set(
    exits.filter(({ kind, text }) => kind === 'return' && text !== '').map(({ text }) => text),
  );
  const [only] = names;
  const isName = names.size === 1 && only !== undefined && /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(only);
  const isTelling = isName && only.length > 2 && !constants.has(only);
  return { name: '', type, text: isTelling ? `The ${inWords(only)}.` : '' };
}

const nothingTypes = /^(void|undefined|never|None|NoReturn|Unit|\(\)|Promise<void>|Task|-> None)$/;
const constants: ReadonlySet<string> = new Set([
  'true',
  'false',
  'null',
  'None',
  'True',
  'False',
  'nil',
  'self',
  'this',
]);

/** What is thrown, and when, as far as the conditions around it tell. */
function thrownEntries({ exits, branches }: FunctionShape): readonly DocEntry[] {
  const byType = new Map<string, Exit[]>();
  for (const exit of exits) {
    if (exit.kind !== 'throw' || exit.errorType === undefined) continue;
    byType.set(exit.errorType, [...(byType.get(exit.errorType) ?? []), exit]);
  }
  return Array.from(byType, ([name, thrown]) => ({
    name,
    type: undefined,
    text: sentence(exitReasons(thrown, branches, '')),
  }));
}

function sentence(reasons: readonly string[]): string {
  const joined = reasons.join(', or ');
  return joined === '' ? '' : `${joined.charAt(0).toUpperCase()}${joined.slice(1)}.`;
}
