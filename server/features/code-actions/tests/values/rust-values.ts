import type { Parameter } from '../../../../syntax/source-shape.ts';
import { genericType, splitOutside } from '../type-text.ts';
import type { Wish } from '../wished-values.ts';
import { type PlaceholderValue, plainValue } from './placeholder-value.ts';

/** An argument in Rust; of a type that says nothing to us, a `todo!`, which always compiles. */
export function rustValue({ type }: Parameter, wish: Wish | undefined): PlaceholderValue {
  const bare = withoutLifetimes((type ?? '').trim());
  const wished = wish === undefined ? undefined : wishedText(bare, wish);
  return plainValue(wished ?? valueOfType(bare, 0));
}

function withoutLifetimes(type: string): string {
  return type.replace(/&'\w+\s+/g, '&').replace(/<'\w+>/g, '');
}

const integer = /^([iu](8|16|32|64|128|size))$/;

function wishedText(type: string, wish: Wish): string | undefined {
  if (wish.kind === 'absent') return type.startsWith('Option<') ? 'None' : undefined;
  if (wish.kind === 'truth') return type === 'bool' ? String(wish.value) : undefined;
  if (wish.kind === 'number') return fittingNumber(type, wish.value);
  const text = wish.kind === 'text' ? wish.value : '';
  if (type === '&str') return `"${text}"`;
  if (type === 'String') return text === '' ? 'String::new()' : `"${text}".to_string()`;
  return wish.kind === 'empty' ? emptyValues.find(([pattern]) => pattern.test(type))?.[1] : undefined;
}

const emptyValues: readonly (readonly [RegExp, string])[] = [
  [/^&\[.*\]$/s, '&[]'],
  [/^Vec<.*>$/s, 'vec![]'],
  [/^&Vec<.*>$/s, '&vec![]'],
];

function fittingNumber(type: string, value: number): string | undefined {
  if (/^f(32|64)$/.test(type)) return Number.isInteger(value) ? `${value}.0` : String(value);
  const fits = integer.test(type) && Number.isInteger(value) && !(type.startsWith('u') && value < 0);
  return fits ? String(value) : undefined;
}

const deepest = 4;

function valueOfType(type: string, depth: number): string {
  const simple = simpleTypes.get(type);
  if (simple !== undefined) return simple;
  if (integer.test(type) || /^[A-Z]$/.test(type)) return '1';
  if (depth >= deepest) return unknownValue(type);
  return (
    referenceValue(type, depth) ??
    sequenceValue(type, depth) ??
    genericValue(type, depth) ??
    abstractValue(type) ??
    unknownValue(type)
  );
}

function unknownValue(type: string): string {
  return `todo!("a value of ${type.replaceAll(/["\\{}]/g, '')}")`;
}

const simpleTypes: ReadonlyMap<string, string> = new Map([
  ['&str', '"text"'],
  ['str', '"text"'],
  ['String', '"text".to_string()'],
  ['&String', '&"text".to_string()'],
  ['f32', '1.0'],
  ['f64', '1.0'],
  ['bool', 'true'],
  ['char', `'a'`],
  ['()', '()'],
  ['&Path', 'std::path::Path::new("text")'],
  ['PathBuf', 'std::path::PathBuf::from("text")'],
  ['Duration', 'std::time::Duration::from_secs(1)'],
]);

function referenceValue(type: string, depth: number): string | undefined {
  const [, mutable, inner] = /^&\s*(mut\s+)?(.+)$/s.exec(type) ?? [];
  if (inner === undefined) return undefined;
  const value = valueOfType(inner, depth + 1);
  if (value.startsWith('todo!')) return value;
  return `&${mutable === undefined ? '' : 'mut '}${value}`;
}

/** Slices, arrays and tuples. */
function sequenceValue(type: string, depth: number): string | undefined {
  const [, element, length] = /^\[([^;]+)(?:;\s*(\w+))?\]$/s.exec(type) ?? [];
  if (element !== undefined) {
    const value = valueOfType(element.trim(), depth + 1);
    return length === undefined ? `[${value}]` : `[${value}; ${length}]`;
  }
  const [, members] = /^\((.+)\)$/s.exec(type) ?? [];
  if (members === undefined) return undefined;
  const values = splitOutside(members, ',').map((member) => valueOfType(member, depth + 1));
  return values.length === 1 ? `(${values[0]},)` : `(${values.join(', ')})`;
}

function genericValue(type: string, depth: number): string | undefined {
  const generic = genericType(type);
  const first = generic?.of[0];
  if (generic === undefined || first === undefined) return undefined;
  const name = generic.name.replace(/^.*::/, '');
  const collection = collections.get(name);
  if (collection !== undefined) return `${collection}::new()`;
  if (name === 'Option') return 'None';
  const value = valueOfType(first, depth + 1);
  if (name === 'Vec') return value.startsWith('todo!') ? 'vec![]' : `vec![${value}]`;
  if (name === 'Result') return `Ok(${value})`;
  const container = containers.get(name);
  return container === undefined ? undefined : `${container}::new(${value})`;
}

const collections: ReadonlyMap<string, string> = new Map(
  ['HashMap', 'HashSet', 'BTreeMap', 'BTreeSet', 'VecDeque'].map((name) => [
    name,
    `std::collections::${name}`,
  ]),
);

const containers: ReadonlyMap<string, string> = new Map([
  ['Box', 'Box'],
  ['Rc', 'std::rc::Rc'],
  ['Arc', 'std::sync::Arc'],
  ['RefCell', 'std::cell::RefCell'],
  ['Mutex', 'std::sync::Mutex'],
]);

/** What `impl` and `dyn` ask for. */
function abstractValue(type: string): string | undefined {
  const [, bound] = /^(?:impl|dyn)\s+(.+)$/s.exec(type) ?? [];
  if (bound === undefined) return undefined;
  if (/^(Into<String>|AsRef<str>|ToString|Display|std::fmt::Display|Into<Cow.*)/.test(bound)) return '"text"';
  const [, item] = /^(?:Into)?Iterator<Item\s*=(.+)>$/s.exec(bound) ?? [];
  if (item !== undefined) return `std::iter::empty::<${item.trim()}>()`;
  const [, parameters] = /^Fn(?:Mut|Once)?\(([^)]*)\)/.exec(bound) ?? [];
  if (parameters === undefined) return undefined;
  const ignored = splitOutside(parameters, ',').map(() => '_');
  return `|${ignored.join(', ')}| ${bound.includes('->') ? 'Default::default()' : '{}'}`;
}
