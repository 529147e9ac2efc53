import type { Parameter } from '../../../../syntax/source-shape.ts';
import type { Wish } from '../wished-values.ts';
import { guessedKind, type ValueKind } from './guessed-kind.ts';
import { type PlaceholderValue, plainValue } from './placeholder-value.ts';

/** An argument in Ruby, by the default value or the name. */
export function rubyValue({ name, defaultValue }: Parameter, wish: Wish | undefined): PlaceholderValue {
  const kind = guessedKind(name);
  return plainValue(wish === undefined ? (defaultValue ?? ofKind[kind]) : wishedText(wish, kind));
}

const ofKind: Readonly<Record<ValueKind, string>> = {
  text: `'text'`,
  number: '1',
  boolean: 'true',
  list: '[]',
  map: '{}',
  function: '->(*) {}',
  unknown: 'nil',
};

function wishedText(wish: Wish, kind: ValueKind): string {
  if (wish.kind === 'number') return String(wish.value);
  if (wish.kind === 'text') return `'${wish.value}'`;
  if (wish.kind === 'symbol') return `:${wish.value}`;
  if (wish.kind === 'absent') return 'nil';
  if (wish.kind === 'empty') return kind === 'text' ? `''` : kind === 'map' ? '{}' : '[]';
  if (wish.value) return kind === 'unknown' ? 'true' : ofKind[kind];
  return kind === 'boolean' ? 'false' : 'nil';
}
