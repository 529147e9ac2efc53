import type { Parameter } from '../../../../syntax/source-shape.ts';
import { splitOutside } from '../type-text.ts';
import type { Wish } from '../wished-values.ts';
import { guessedKind, type ValueKind } from './guessed-kind.ts';
import { type PlaceholderValue, plainValue } from './placeholder-value.ts';

/** An argument in PHP. */
export function phpValue({ name, type, defaultValue }: Parameter, wish: Wish | undefined): PlaceholderValue {
  const plain = type === undefined ? (defaultValue ?? ofKind[guessedKind(name)]) : valueOfType(type);
  const wished = wish === undefined ? undefined : wishedText(wish, { plain, type });
  return plainValue(wished ?? plain);
}

const ofKind: Readonly<Record<ValueKind, string>> = {
  text: `'text'`,
  number: '1',
  boolean: 'true',
  list: '[]',
  map: '[]',
  function: 'fn () => null',
  unknown: 'null',
};

function valueOfType(type: string): string {
  if (type.startsWith('?')) return valueOfType(type.slice(1));
  const members = splitOutside(type, '|');
  if (members.length > 1)
    return valueOfType(members.find((member) => member.toLowerCase() !== 'null') ?? 'null');
  const simple = simpleTypes.get(type.toLowerCase());
  if (simple !== undefined) return simple;
  return /^\\?\w/.test(type) ? `$this->createStub(${type}::class)` : 'null';
}

const simpleTypes: ReadonlyMap<string, string> = new Map([
  ['string', `'text'`],
  ['int', '1'],
  ['float', '1.0'],
  ['bool', 'true'],
  ['true', 'true'],
  ['false', 'false'],
  ['null', 'null'],
  ['mixed', `'text'`],
  ['array', '[]'],
  ['iterable', '[]'],
  ['object', 'new \\stdClass()'],
  ['callable', 'fn () => null'],
  ['closure', 'fn () => null'],
  ['\\closure', 'fn () => null'],
]);

interface Untouched {
  readonly plain: string;
  readonly type: string | undefined;
}

/** Only what the declared type takes. */
function wishedText(wish: Wish, { plain, type }: Untouched): string | undefined {
  const takes = (pattern: RegExp) => type === undefined || type === 'mixed' || pattern.test(type);
  if (wish.kind === 'number') return takes(/\b(int|float)\b/) ? String(wish.value) : undefined;
  if (wish.kind === 'text') return takes(/\bstring\b/) ? `'${wish.value}'` : undefined;
  if (wish.kind === 'absent') return takes(/\?|\bnull\b/) ? 'null' : undefined;
  return wish.kind === 'empty' || !wish.value ? falsyLike(plain) : undefined;
}

function falsyLike(plain: string): string | undefined {
  if (plain.startsWith(`'`)) return `''`;
  if (plain.startsWith('[')) return '[]';
  if (/^\d/.test(plain)) return '0';
  return plain === 'true' ? 'false' : undefined;
}
