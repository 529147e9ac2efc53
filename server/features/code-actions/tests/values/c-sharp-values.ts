import type { Parameter } from '../../../../syntax/source-shape.ts';
import { genericType } from '../type-text.ts';
import type { Wish } from '../wished-values.ts';
import { type PlaceholderValue, plainValue } from './placeholder-value.ts';

/** An argument in C#; `default!` for a type that says nothing to us. */
export function cSharpValue({ type }: Parameter, wish: Wish | undefined): PlaceholderValue {
  const bare = (type ?? 'object').trim();
  const wished = wish === undefined ? undefined : wishedText(bare, wish);
  return plainValue(wished ?? valueOfType(bare));
}

function wishedText(type: string, wish: Wish): string | undefined {
  const solid = type.replace(/\?$/, '');
  if (wish.kind === 'absent') return type === 'string' ? 'null!' : type.endsWith('?') ? 'null' : undefined;
  if (wish.kind === 'truth') return solid === 'bool' ? String(wish.value) : undefined;
  if (wish.kind === 'text') return solid === 'string' ? `"${wish.value}"` : undefined;
  if (wish.kind === 'number') return fittingNumber(solid, wish.value);
  return solid === 'string' ? '""' : undefined;
}

function fittingNumber(type: string, value: number): string | undefined {
  const suffix = numberSuffixes.get(type);
  if (suffix !== undefined && suffix !== 'L') return `${value}${suffix}`;
  if (suffix === undefined && type !== 'int') return undefined;
  return Number.isInteger(value) ? `${value}${suffix ?? ''}` : undefined;
}

const numberSuffixes: ReadonlyMap<string, string> = new Map([
  ['long', 'L'],
  ['double', 'd'],
  ['float', 'f'],
  ['decimal', 'm'],
]);

const simpleTypes: ReadonlyMap<string, string> = new Map([
  ['int', '1'],
  ['uint', '1'],
  ['short', '1'],
  ['byte', '1'],
  ['long', '1L'],
  ['double', '1.0'],
  ['float', '1f'],
  ['decimal', '1m'],
  ['bool', 'true'],
  ['char', `'a'`],
  ['string', '"text"'],
  ['object', '"text"'],
  ['Action', '() => { }'],
  ['CancellationToken', 'default'],
]);

function valueOfType(type: string): string {
  const simple = simpleTypes.get(type);
  if (simple !== undefined) return simple;
  if (type.endsWith('?')) return 'null';
  const [, element] = /^(.+)\[\]$/s.exec(type) ?? [];
  if (element !== undefined) return `new ${element}[] { ${valueOfType(element)} }`;
  const generic = genericType(type);
  return generic === undefined ? 'default!' : genericValue(generic.name, generic.of);
}

function genericValue(name: string, of: readonly string[]): string {
  const last = of.at(-1) ?? 'object';
  // Arrays are what all these interfaces accept without a using directive.
  if (/^(IEnumerable|IList|ICollection|IReadOnlyList|IReadOnlyCollection)$/.test(name))
    return `new ${last}[] { ${valueOfType(last)} }`;
  if (/^(List|Dictionary|HashSet|Queue|Stack)$/.test(name)) return 'new()';
  if (name === 'Func')
    return `(${of
      .slice(1)
      .map((_, index) => `_${index}`)
      .join(', ')}) => ${valueOfType(last)}`;
  if (name === 'Action') return `(${of.map((_, index) => `_${index}`).join(', ')}) => { }`;
  return 'default!';
}
