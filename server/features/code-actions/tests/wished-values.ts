import type { Branch, Parameter } from '../../../syntax/source-shape.ts';
import type { Way } from '../ways/ways-through.ts';

/** What an argument should be so that a way is taken. */
export type Wish =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'symbol'; readonly value: string }
  | { readonly kind: 'truth'; readonly value: boolean }
  | { readonly kind: 'empty' }
  | { readonly kind: 'absent' };

/** What is wished for parameters, by their names. */
export type Wishes = ReadonlyMap<string, Wish>;

/** Reads what parameters must be for a way to be taken, from comparisons with literals; what is not plain is left out. */
export function wishesOf({ branch, around }: Way, parameters: readonly Parameter[]): Wishes {
  const wishes = new Map<string, Wish>();
  // PHP has its sign in the name.
  const names = new Map(parameters.map(({ name }) => [name.replace(/^\$/, ''), name] as const));
  for (const part of [...around, ...(branch === undefined ? [] : [branch])].flatMap(partsOf)) {
    for (const { name, wish } of wishesIn(part)) {
      const own = names.get(name);
      if (own !== undefined) wishes.set(own, wish);
    }
  }
  return wishes;
}

/** A function's required parameters as any other way may have them, told by what single ways want of them. */
export function usualWishes(parameters: readonly Parameter[], ways: readonly Wishes[]): Wishes {
  const usual = new Map<string, Wish>();
  for (const { name } of parameters.filter(({ isOptional, type }) => !isOptional && type === undefined)) {
    const wish = ways.map((wishes) => wishes.get(name)).find((each) => each !== undefined);
    if (wish?.kind === 'number') usual.set(name, { kind: 'number', value: wish.value === 1 ? 2 : 1 });
    if (wish?.kind === 'text') usual.set(name, { kind: 'text', value: 'text' });
    if (wish?.kind === 'symbol') usual.set(name, { kind: 'symbol', value: 'other' });
  }
  return usual;
}

/** Conditions that all hold; of alternatives, the first one. */
function partsOf({ kind, condition, subject }: Branch): string[] {
  if (kind === 'case')
    return [`${subject.replace(/^\((.*)\)$/, '$1')} == ${condition.split(/[|,]/)[0] ?? ''}`];
  if (kind !== 'when') return [];
  const firstAlternative = condition.split(/\|\||\bor\b/)[0] ?? '';
  return firstAlternative
    .replace(/^\((.*)\)$/, '$1')
    .split(/&&|\band\b/)
    .map((part) => part.trim());
}

interface NamedWish {
  readonly name: string;
  readonly wish: Wish;
}

function wishesIn(part: string): readonly NamedWish[] {
  const between = orderedWishes(part);
  if (between.length > 0) return between;
  const found = comparedWish(part) ?? emptyWish(part) ?? truthWish(part);
  return found === undefined ? [] : [found];
}

/** `low > high` wants two numbers in that order. */
function orderedWishes(part: string): readonly NamedWish[] {
  const [, left, sign, right] = /^\$?([\p{L}_]\w*)\s*([<>])=?\s*\$?([\p{L}_]\w*)$/u.exec(part) ?? [];
  if (left === undefined || right === undefined) return [];
  return [
    { name: left, wish: { kind: 'number', value: sign === '>' ? 2 : 1 } },
    { name: right, wish: { kind: 'number', value: sign === '>' ? 1 : 2 } },
  ];
}

function comparedWish(part: string): NamedWish | undefined {
  const [, name, operator, literal] =
    /^\$?([\p{L}_][\p{L}\p{N}_]*)\s*(===?|<=?|>=?|\bis)\s*([^\s=].*)$/u.exec(part.trim()) ?? [];
  if (name === undefined || operator === undefined || literal === undefined) return undefined;
  const wish = wishOfLiteral(literal.trim());
  if (wish === undefined) return undefined;
  if (operator.startsWith('=') || operator === 'is') return { name, wish };
  return wish.kind === 'number'
    ? { name, wish: { kind: 'number', value: wish.value + (beyond.get(operator) ?? 0) } }
    : undefined;
}

const beyond: ReadonlyMap<string, number> = new Map([
  ['<', -1],
  ['>', 1],
]);

function wishOfLiteral(literal: string): Wish | undefined {
  if (/^-?\d+(\.\d+)?$/.test(literal)) return { kind: 'number', value: Number(literal) };
  if (/^(null|nil|None|undefined|NULL)$/.test(literal)) return { kind: 'absent' };
  if (/^(true|false|True|False)$/.test(literal)) return { kind: 'truth', value: /^t/i.test(literal) };
  const [, quoted] = /^["'`]([^"'`\\$#{]*)["'`]$/.exec(literal) ?? [];
  if (quoted !== undefined) return { kind: 'text', value: quoted };
  const [, symbol] = /^:(\w+)$/.exec(literal) ?? [];
  return symbol === undefined ? undefined : { kind: 'symbol', value: symbol };
}

/** `items.length === 0`, `len(items) == 0`, `items.isEmpty()`, `items.empty?`, `count($items) === 0`. */
const emptyTests: readonly RegExp[] = [
  /^(\w+)\.(?:length|size|Length|Count|count)(?:\(\))?\s*(?:===?\s*0|<\s*1)$/,
  /^(?:len|count|strlen)\(\$?(\w+)\)\s*(?:===?\s*0|<\s*1)$/,
  /^(\w+)\.(?:isEmpty\(\)|is_empty\(\)|isBlank\(\)|empty\?)$/,
  /^empty\(\$(\w+)\)$/,
];

function emptyWish(part: string): NamedWish | undefined {
  for (const test of emptyTests) {
    const name = test.exec(part)?.[1];
    if (name !== undefined) return { name, wish: { kind: 'empty' } };
  }
  return undefined;
}

function truthWish(part: string): NamedWish | undefined {
  const [, not, name] = /^(!|not\s+)?\$?([\p{L}_][\p{L}\p{N}_]*)(?:\.nil\?)?$/u.exec(part) ?? [];
  if (name === undefined) return undefined;
  if (part.endsWith('.nil?'))
    return { name, wish: not === undefined ? { kind: 'absent' } : { kind: 'truth', value: true } };
  return { name, wish: { kind: 'truth', value: not === undefined } };
}
