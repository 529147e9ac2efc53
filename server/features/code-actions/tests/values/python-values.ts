import type { Parameter } from '../../../../syntax/source-shape.ts';
import { genericType, splitOutside } from '../type-text.ts';
import type { Wish } from '../wished-values.ts';
import { guessedKind, type ValueKind } from './guessed-kind.ts';
import { type PlaceholderValue, plainValue } from './placeholder-value.ts';

/** An argument in Python. */
export function pythonValue(
  { name, type, defaultValue }: Parameter,
  wish: Wish | undefined,
): PlaceholderValue {
  const typed = type === undefined ? undefined : valueOfType(type);
  const plain = typed ?? defaultValue ?? (type === undefined ? ofKind[guessedKind(name)] : 'None');
  return plainValue(wish === undefined ? plain : wishedText(wish, plain));
}

const ofKind: Readonly<Record<ValueKind, string>> = {
  text: '"text"',
  number: '1',
  boolean: 'True',
  list: '[]',
  map: '{}',
  function: 'lambda *arguments: None',
  unknown: 'None',
};

function wishedText(wish: Wish, plain: string): string {
  if (wish.kind === 'number') return String(wish.value);
  if (wish.kind === 'text' || wish.kind === 'symbol') return `"${wish.value}"`;
  if (wish.kind === 'absent') return 'None';
  const isFalsy = wish.kind === 'empty' || !wish.value;
  if (!isFalsy) return plain === 'None' ? 'True' : plain;
  if (plain.startsWith('"')) return '""';
  if (plain.startsWith('{')) return '{}';
  if (plain.startsWith('[') || wish.kind === 'empty') return '[]';
  if (/^\d/.test(plain)) return '0';
  return plain === 'True' ? 'False' : 'None';
}

function valueOfType(type: string): string | undefined {
  const bare = type.trim().replace(/^["'](.*)["']$/, '$1');
  const simple = simpleTypes.get(bare.replace(/^(typing|collections\.abc|t)\./, ''));
  if (simple !== undefined) return simple;
  const members = splitOutside(bare, '|');
  if (members.length > 1) return valueOfType(members.find((member) => member !== 'None') ?? 'None');
  const generic = genericType(bare);
  return generic === undefined ? undefined : genericValue(generic.name.replace(/^.*\./, ''), generic.of);
}

const simpleTypes: ReadonlyMap<string, string> = new Map([
  ['str', '"text"'],
  ['int', '1'],
  ['float', '1.0'],
  ['complex', '1j'],
  ['bool', 'True'],
  ['bytes', 'b"text"'],
  ['list', '[]'],
  ['dict', '{}'],
  ['set', 'set()'],
  ['tuple', '()'],
  ['object', 'object()'],
  ['Callable', 'lambda *arguments: None'],
  ['None', 'None'],
]);

function genericValue(name: string, of: readonly string[]): string | undefined {
  const first = of[0] ?? '';
  const element = valueOfType(first);
  if (/^(list|List|Sequence|Iterable|Collection|MutableSequence)$/.test(name))
    return element === undefined ? '[]' : `[${element}]`;
  if (/^(Iterator|Generator)$/.test(name)) return 'iter([])';
  if (/^(dict|Dict|Mapping|MutableMapping|defaultdict)$/.test(name)) return '{}';
  if (/^(set|Set|AbstractSet|MutableSet)$/.test(name)) return 'set()';
  if (/^(frozenset|FrozenSet)$/.test(name)) return 'frozenset()';
  if (/^(tuple|Tuple)$/.test(name)) return tupleOf(of);
  if (name === 'Literal') return first;
  if (name === 'Callable') return `lambda *arguments: ${valueOfType(of.at(-1) ?? '') ?? 'None'}`;
  return /^(Optional|Union|Annotated)$/.test(name) ? element : undefined;
}

function tupleOf(of: readonly string[]): string {
  if (of[1] === '...') return '()';
  const values = of.map((type) => valueOfType(type) ?? 'None');
  return values.length === 1 ? `(${values[0]},)` : `(${values.join(', ')})`;
}
