import type { FunctionShape, Parameter } from '../../../syntax/source-shape.ts';
import type { DocEntry } from './doc-entry.ts';
import { inWords } from './in-words.ts';
import { summaryFromName } from './summary-from-name.ts';
import { thrownEntries, valueFailures } from './thrown-entries.ts';

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
    thrown: language === 'rust' ? valueFailures(shape, language) : thrownEntries(shape),
  };
}

/** The first sentence begins with the name, so that it is found where it stands alone. */
function goSummary(name: string): string {
  const summary = summaryFromName(name, false);
  return `${name} ${summary.charAt(0).toLowerCase()}${summary.slice(1)}`;
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
