import type { Parameter } from '../../../../syntax/source-shape.ts';
import { genericType } from '../type-text.ts';
import type { Wish } from '../wished-values.ts';
import { type PlaceholderValue, plainValue } from './placeholder-value.ts';

/** An argument in Java; null for a class that says nothing to us. */
export function javaValue({ type }: Parameter, wish: Wish | undefined): PlaceholderValue {
  const bare = (type ?? 'Object').replace(/@\w+(\([^)]*\))?\s*|\bfinal\s+/g, '').trim();
  const wished = wish === undefined ? undefined : wishedText(bare, wish);
  return wished === undefined ? valueOfType(bare) : plainValue(wished);
}

const number = /^(int|long|short|byte|float|double|Integer|Long|Double|Float)$/;

function wishedText(type: string, wish: Wish): string | undefined {
  const isPrimitive = /^[a-z]+$/.test(type);
  if (wish.kind === 'absent') return isPrimitive ? undefined : 'null';
  if (wish.kind === 'truth') return /^[bB]oolean$/.test(type) ? String(wish.value) : undefined;
  if (wish.kind === 'text') return /^(String|CharSequence)$/.test(type) ? `"${wish.value}"` : undefined;
  if (wish.kind === 'number') return fittingNumber(type, wish.value);
  return /^(String|CharSequence)$/.test(type) ? '""' : undefined;
}

function fittingNumber(type: string, value: number): string | undefined {
  const isWhole = Number.isInteger(value);
  if (/^(double|Double)$/.test(type)) return isWhole ? `${value}.0` : String(value);
  if (/^(float|Float)$/.test(type)) return `${value}f`;
  if (!number.test(type) || !isWhole) return undefined;
  return type.toLowerCase() === 'long'
    ? `${value}L`
    : /^(short|byte)$/.test(type)
      ? `(${type}) ${value}`
      : String(value);
}

function valueOfType(type: string): PlaceholderValue {
  const simple = simpleTypes.get(type.replace(/^java\.lang\./, ''));
  if (simple !== undefined) return plainValue(simple);
  const [, element] = /^(.+)\[\]$/s.exec(type) ?? [];
  if (element !== undefined) return arrayOf(element.trim());
  const standard = standardTypes.get(type);
  if (standard !== undefined) return { text: standard[0], imports: [`import ${standard[1]};`] };
  if (/^[A-Z]$/.test(type)) return plainValue('"text"');
  const generic = genericType(type);
  return generic === undefined ? plainValue('null') : genericValue(generic.name, generic.of);
}

const simpleTypes: ReadonlyMap<string, string> = new Map([
  ['int', '1'],
  ['Integer', '1'],
  ['long', '1L'],
  ['Long', '1L'],
  ['short', '(short) 1'],
  ['byte', '(byte) 1'],
  ['float', '1.0f'],
  ['Float', '1.0f'],
  ['double', '1.0'],
  ['Double', '1.0'],
  ['Number', '1'],
  ['boolean', 'true'],
  ['Boolean', 'true'],
  ['char', `'a'`],
  ['Character', `'a'`],
  ['String', '"text"'],
  ['CharSequence', '"text"'],
  ['Object', '"text"'],
  ['Runnable', '() -> {}'],
]);

const standardTypes: ReadonlyMap<string, readonly [string, string]> = new Map([
  ['BigDecimal', ['BigDecimal.ONE', 'java.math.BigDecimal']],
  ['BigInteger', ['BigInteger.ONE', 'java.math.BigInteger']],
  ['LocalDate', ['LocalDate.EPOCH', 'java.time.LocalDate']],
  ['Instant', ['Instant.EPOCH', 'java.time.Instant']],
  ['Duration', ['Duration.ZERO', 'java.time.Duration']],
  ['Path', ['Path.of("text")', 'java.nio.file.Path']],
  ['Locale', ['Locale.ROOT', 'java.util.Locale']],
]);

function arrayOf(element: string): PlaceholderValue {
  const value = valueOfType(element);
  const isPlain = /^[A-Za-z]+$/.test(element) && value.text !== 'null';
  return isPlain ? { text: `new ${element}[] {${value.text}}`, imports: value.imports } : plainValue('null');
}

function genericValue(name: string, of: readonly string[]): PlaceholderValue {
  const last = valueOfType((of.at(-1) ?? '').replace(/^\?\s*(extends|super)\s+/, '').replace('?', 'Object'));
  const collection = collections.get(name);
  if (collection !== undefined) {
    const isFilled = collection !== 'Map' && last.text !== 'null';
    const needed = [`import java.util.${collection};`, ...(isFilled ? last.imports : [])];
    return { text: `${collection}.of(${isFilled ? last.text : ''})`, imports: needed };
  }
  if (name === 'Optional') return { text: 'Optional.empty()', imports: ['import java.util.Optional;'] };
  const header = lambdaHeaders.get(name);
  if (header === undefined) return plainValue('null');
  if (name.endsWith('Consumer')) return plainValue(`${header} -> {}`);
  return { text: `${header} -> ${name.endsWith('Predicate') ? 'true' : last.text}`, imports: last.imports };
}

const collections: ReadonlyMap<string, string> = new Map([
  ['List', 'List'],
  ['Collection', 'List'],
  ['Iterable', 'List'],
  ['Set', 'Set'],
  ['Map', 'Map'],
]);

const lambdaHeaders: ReadonlyMap<string, string> = new Map([
  ['Supplier', '()'],
  ['Callable', '()'],
  ['Function', 'value'],
  ['UnaryOperator', 'value'],
  ['Predicate', 'value'],
  ['Consumer', 'value'],
  ['BiFunction', '(first, second)'],
  ['BinaryOperator', '(first, second)'],
  ['BiPredicate', '(first, second)'],
  ['BiConsumer', '(first, second)'],
]);
