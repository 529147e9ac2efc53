import type { Parameter } from '../../../../syntax/source-shape.ts';
import { splitOutside } from '../type-text.ts';
import type { Wish } from '../wished-values.ts';
import { type PlaceholderValue, type PlaceholderWriter, plainValue } from './placeholder-value.ts';

/** Writes arguments in Go for a test in the package itself, or with `cart.` before the package's own types. */
export function goValues(packagePrefix: string): PlaceholderWriter {
  return (parameter, wish) => goValue(parameter, { wish, packagePrefix });
}

interface Place {
  readonly wish: Wish | undefined;
  readonly packagePrefix: string;
}

function goValue({ type }: Parameter, { wish, packagePrefix }: Place): PlaceholderValue {
  const bare = withoutTypeParameters((type ?? 'any').trim());
  const wished = wish === undefined ? undefined : wishedText(bare, wish);
  if (wished !== undefined) return plainValue(wished);
  const known = standardValues.get(bare);
  if (known !== undefined) return { text: known.text, imports: known.from.map((path) => `import "${path}"`) };
  const packages = [...bare.matchAll(/\b(\w+)\./g)].map(([, name]) => name ?? '');
  const unknown = packages.find((name) => !standardPackages.has(name));
  if (unknown !== undefined) return plainValue('nil');
  const paths = packages.map((name) => standardPackages.get(name) ?? name);
  return { text: valueOfType(bare, packagePrefix), imports: paths.map((path) => `import "${path}"`) };
}

/** Names of one letter are type parameters; `int` suits nearly every constraint. */
function withoutTypeParameters(type: string): string {
  return type.replace(/(?<![.\w])[A-Z]\d?(?![.\w])/g, 'int');
}

/** Go's integers and floats, and what an untyped constant may become. */
const numeric = /^(u?int(8|16|32|64)?|uintptr|byte|rune|float(32|64))$/;

function wishedText(type: string, wish: Wish): string | undefined {
  const takesNil = /^(\*|\[\]|map\[|func\(|chan |error$|any$|interface)/.test(type);
  if (wish.kind === 'absent') return takesNil ? 'nil' : undefined;
  if (wish.kind === 'text') return type === 'string' ? `"${wish.value}"` : undefined;
  if (wish.kind === 'number') return fittingNumber(type, wish.value);
  if (wish.kind === 'truth') return type === 'bool' ? String(wish.value) : undefined;
  if (type === 'string') return '""';
  return takesNil && /^(\[\]|map\[)/.test(type) ? 'nil' : undefined;
}

function fittingNumber(type: string, value: number): string | undefined {
  const isUnsigned = /^(u|byte)/.test(type);
  const fits =
    numeric.test(type) && (type.startsWith('float') || Number.isInteger(value)) && !(isUnsigned && value < 0);
  return fits ? String(value) : undefined;
}

const standardValues: ReadonlyMap<string, { readonly text: string; readonly from: readonly string[] }> =
  new Map([
    ['context.Context', { text: 'context.Background()', from: ['context'] }],
    ['io.Reader', { text: 'strings.NewReader("text")', from: ['strings'] }],
    ['io.Writer', { text: 'io.Discard', from: ['io'] }],
    ['time.Duration', { text: 'time.Second', from: ['time'] }],
    ['time.Time', { text: 'time.Unix(0, 0)', from: ['time'] }],
  ]);

/** Packages of the standard library, by the name that code has for them. */
const standardPackages: ReadonlyMap<string, string> = new Map([
  ...['bufio', 'bytes', 'context', 'io', 'os', 'regexp', 'strings', 'sync', 'time'].map(
    (name) => [name, name] as const,
  ),
  ['big', 'math/big'],
  ['http', 'net/http'],
  ['json', 'encoding/json'],
  ['sql', 'database/sql'],
  ['url', 'net/url'],
]);

function valueOfType(type: string, prefix: string): string {
  if (numeric.test(type)) return '1';
  if (type === 'string') return '"text"';
  if (type === 'bool') return 'true';
  if (type === 'error') return 'nil';
  if (/^(any|interface\s*\{\s*\})$/.test(type)) return '"text"';
  if (type.startsWith('func(')) return functionValue(type, prefix);
  if (type.startsWith('*')) return `new(${qualified(type.slice(1), prefix)})`;
  const [, element] = /^\[\](.+)$/s.exec(type) ?? [];
  if (element !== undefined)
    return `${qualified(type, prefix)}{${isPlain(element) ? valueOfType(element, prefix) : ''}}`;
  if (/^(map\[|\[\w+\])/.test(type)) return `${qualified(type, prefix)}{}`;
  if (/^(<-)?chan\b/.test(type))
    return `make(chan ${qualified(type.replace(/^(<-)?chan(<-)?\s*/, ''), prefix)})`;
  // Right for structs, interfaces and named numbers alike, which their name does not tell apart.
  return `*new(${qualified(type, prefix)})`;
}

function isPlain(type: string): boolean {
  return numeric.test(type) || /^(string|bool)$/.test(type);
}

/** Another package sees only names with a capital. */
function qualified(type: string, prefix: string): string {
  return type.replace(/(?<![.\w])[A-Z]\w*(?!\w|\.)/g, (name) => `${prefix}${name}`);
}

function functionValue(type: string, prefix: string): string {
  const results = resultTypes(type);
  const values = results.map((result) => zeroOf(result, prefix));
  const body = values.length === 0 ? '{}' : `{ return ${values.join(', ')} }`;
  return `${qualified(type, prefix)} ${body}`;
}

function resultTypes(functionType: string): string[] {
  const [, after] = /^func\((?:[^()]|\([^()]*\))*\)\s*(.*)$/s.exec(functionType) ?? [];
  return splitOutside((after ?? '').replace(/^\((.*)\)$/s, '$1'), ',').map((part) =>
    part.replace(/^[a-z]\w*\s+(?=\S)/, ''),
  );
}

function zeroOf(type: string, prefix: string): string {
  if (numeric.test(type)) return '0';
  if (type === 'bool') return 'false';
  return type === 'string' ? '""' : `*new(${qualified(type, prefix)})`;
}
