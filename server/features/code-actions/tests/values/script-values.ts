import type { Parameter } from '../../../../syntax/source-shape.ts';
import { genericType, splitOutside } from '../type-text.ts';
import type { Wish } from '../wished-values.ts';
import { guessedKind, type ValueKind } from './guessed-kind.ts';
import { type PlaceholderValue, plainValue } from './placeholder-value.ts';

/** An argument in TypeScript; a type that says nothing to us gets a value that fits everywhere. */
export function typescriptValue(parameter: Parameter, wish: Wish | undefined): PlaceholderValue {
  const { type } = parameter;
  if (type === undefined) return javascriptValue(parameter, wish);
  const wished = wish === undefined ? undefined : wishedOfType(type, wish);
  return plainValue(wished ?? valueOfType(type, 0));
}

/** An argument in JavaScript: what was wished for, the default value's kind, or what the name suggests. */
export function javascriptValue({ name, defaultValue }: Parameter, wish: Wish | undefined): PlaceholderValue {
  const kind = guessedKind(name);
  if (wish !== undefined) return plainValue(wishedText(wish, kind));
  return plainValue(defaultValue ?? ofKind[kind]);
}

const ofKind: Readonly<Record<ValueKind, string>> = {
  text: `'text'`,
  number: '1',
  boolean: 'true',
  list: '[]',
  map: '{}',
  function: '() => undefined',
  unknown: '{}',
};

function wishedText(wish: Wish, kind: ValueKind): string {
  if (wish.kind === 'number') return String(wish.value);
  if (wish.kind === 'text' || wish.kind === 'symbol') return `'${wish.value}'`;
  if (wish.kind === 'absent') return 'undefined';
  if (wish.kind === 'empty') return kind === 'text' ? `''` : '[]';
  if (wish.value) return kind === 'unknown' ? 'true' : ofKind[kind];
  return falsyOfKind.get(kind) ?? 'undefined';
}

const falsyOfKind: ReadonlyMap<ValueKind, string> = new Map([
  ['text', `''`],
  ['number', '0'],
  ['boolean', 'false'],
  ['unknown', 'false'],
]);

function wishedOfType(type: string, wish: Wish): string | undefined {
  const members = splitOutside(type.trim(), '|');
  if (members.length > 1)
    return members.map((member) => wishedOfType(member, wish)).find((text) => text !== undefined);
  switch (wish.kind) {
    case 'number':
      return type === 'number' ? String(wish.value) : undefined;
    case 'absent':
      return type === 'null' || type === 'undefined' ? type : undefined;
    case 'text':
      return type === 'string' || isAlias(type) || isLiteralOf(type, wish.value)
        ? `'${wish.value}'`
        : undefined;
    case 'symbol':
      return undefined;
    case 'empty':
      return isListType(type) ? '[]' : falsyOfType.get(type);
    case 'truth':
      return wish.value ? truthOfType.get(type) : falsyOfType.get(type);
  }
}

/** A name of the project's own, whose values can be compared with texts, since the source does. */
function isAlias(type: string): boolean {
  return /^[A-Z]\w*$/.test(type);
}

function isLiteralOf(type: string, value: string): boolean {
  return type.replace(/^(["'])(.*)\1$/, '$2') === value && type !== value;
}

const truthOfType: ReadonlyMap<string, string> = new Map([['boolean', 'true']]);

const falsyOfType: ReadonlyMap<string, string> = new Map([
  ['string', `''`],
  ['number', '0'],
  ['boolean', 'false'],
  ['null', 'null'],
  ['undefined', 'undefined'],
]);

function isListType(type: string): boolean {
  return /\[\]$/.test(type) || /^(Readonly)?Array</.test(type);
}

const deepest = 4;

function valueOfType(type: string, depth: number): string {
  const bare = type
    .trim()
    .replace(/^\|\s*/, '')
    .replace(/^readonly\s+/, '');
  const simple = simpleTypes.get(bare);
  if (simple !== undefined) return simple;
  if (depth >= deepest) return 'undefined as never';
  return (
    literalValue(bare) ??
    unionValue(bare, depth) ??
    functionValue(bare, depth) ??
    listValue(bare, depth) ??
    objectValue(bare, depth) ??
    genericValue(bare, depth) ??
    'undefined as never'
  );
}

const simpleTypes: ReadonlyMap<string, string> = new Map([
  ['string', `'text'`],
  ['number', '1'],
  ['boolean', 'true'],
  ['bigint', '1n'],
  ['symbol', `Symbol('text')`],
  ['object', '{}'],
  ['unknown', `'text'`],
  ['any', `'text'`],
  ['null', 'null'],
  ['undefined', 'undefined'],
  ['void', 'undefined'],
  ['Date', 'new Date(0)'],
  ['RegExp', '/text/'],
  ['URL', `new URL('https://example.org/')`],
  ['Error', `new Error('text')`],
  ['Function', '() => undefined'],
  ['Uint8Array', 'new Uint8Array()'],
  ['AbortSignal', 'new AbortController().signal'],
]);

function literalValue(type: string): string | undefined {
  const isLiteral = /^(["'])(?:(?!\1).)*\1$/.test(type) || /^-?\d[\d_.]*n?$/.test(type);
  return isLiteral || type === 'true' || type === 'false' ? type : undefined;
}

function unionValue(type: string, depth: number): string | undefined {
  const members = splitOutside(type, '|');
  if (members.length < 2 || isFunctionType(type)) return undefined;
  const member =
    members.find((candidate) => candidate !== 'null' && candidate !== 'undefined') ?? 'undefined';
  return valueOfType(member, depth + 1);
}

function isFunctionType(type: string): boolean {
  return /^(<[^>]*>)?\([^()]*\)\s*=>/.test(type);
}

function functionValue(type: string, depth: number): string | undefined {
  const arrow = splitOutside(type, '=>');
  const result = arrow.at(-1);
  if (arrow.length < 2 || result === undefined || !type.startsWith('(')) return undefined;
  const value = valueOfType(result.includes(' is ') ? 'boolean' : result, depth + 1);
  return `() => ${value.startsWith('{') ? `(${value})` : value}`;
}

function listValue(type: string, depth: number): string | undefined {
  const [, grouped] = /^\((.*)\)$/s.exec(type) ?? [];
  if (grouped !== undefined) return valueOfType(grouped, depth + 1);
  const [, element] = /^(.+)\[\]$/s.exec(type) ?? [];
  if (element !== undefined) return listOf(valueOfType(element, depth + 1));
  const [, tuple] = /^\[(.*)\]$/s.exec(type) ?? [];
  if (tuple === undefined) return undefined;
  const elements = splitOutside(tuple, ',').map((part) => part.replace(/^\w+\??:\s*/, ''));
  return `[${elements.map((part) => valueOfType(part, depth + 1)).join(', ')}]`;
}

/** A list of something unknown is best empty. */
function listOf(value: string): string {
  return value.includes('as never') ? '[]' : `[${value}]`;
}

function objectValue(type: string, depth: number): string | undefined {
  const [, inner] = /^\{(.*)\}$/s.exec(type) ?? [];
  if (inner === undefined) return undefined;
  const members = splitOutside(inner.replaceAll('\n', ';').replaceAll(',', ';'), ';');
  const fields = members.flatMap((member) => {
    const [, name, fieldType] = /^(?:readonly\s+)?(\w+):\s*(.+)$/s.exec(member) ?? [];
    return name === undefined || fieldType === undefined
      ? []
      : [`${name}: ${valueOfType(fieldType, depth + 1)}`];
  });
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
}

function genericValue(type: string, depth: number): string | undefined {
  const generic = genericType(type);
  const first = generic?.of[0];
  if (generic === undefined || first === undefined) return undefined;
  if (/^(Readonly)?Array$|^Iterable$/.test(generic.name)) return listOf(valueOfType(first, depth + 1));
  if (/^(Readonly)?Map$/.test(generic.name)) return 'new Map()';
  if (/^(Readonly)?Set$/.test(generic.name)) return 'new Set()';
  if (generic.name === 'Record' || generic.name === 'Partial') return '{}';
  if (generic.name === 'Readonly') return valueOfType(first, depth + 1);
  return generic.name === 'Promise' ? `Promise.resolve(${valueOfType(first, depth + 1)})` : undefined;
}
