import type { Parameter } from '../../../syntax/source-shape.ts';
import { cSharpValue } from './values/c-sharp-values.ts';
import { goValues } from './values/go-values.ts';
import { javaValue } from './values/java-values.ts';
import { phpValue } from './values/php-values.ts';
import type { PlaceholderWriter } from './values/placeholder-value.ts';
import { pythonValue } from './values/python-values.ts';
import { rubyValue } from './values/ruby-values.ts';
import { rustValue } from './values/rust-values.ts';
import { javascriptValue, typescriptValue } from './values/script-values.ts';
import type { Wish } from './wished-values.ts';

/** The arguments of a call, and what must be imported for them, as whole lines. */
export interface PlaceholderArguments {
  /** As they stand between the brackets of the call. */
  readonly text: string;
  readonly imports: readonly string[];
}

/** Where arguments are written. */
export interface ArgumentPlace {
  /** As `grammars/languages.json` names it. */
  readonly language: string;
  /** What stands before the names of the subject's own package, as `cart.` in Go; else empty. */
  readonly packagePrefix: string;
}

/** Plausible arguments for a call: what is wished for, by type, by default value or by name; optional ones are left out. */
export function placeholderArguments(
  { language, packagePrefix }: ArgumentPlace,
  parameters: readonly Parameter[],
  wishes: ReadonlyMap<string, Wish>,
): PlaceholderArguments {
  const write = writerOf(language, packagePrefix);
  const wished = parameters.findLastIndex(
    ({ name, isKeyword, isRest }) => wishes.has(name) && !isKeyword && !isRest,
  );
  const required = parameters.findLastIndex(
    ({ isOptional, isRest, isKeyword }) => !isOptional && !isRest && !isKeyword,
  );
  const values = parameters.flatMap((parameter, index) => {
    const { name, isRest, isKeyword, isOptional } = parameter;
    const isWanted = isKeyword ? !isOptional || wishes.has(name) : index <= Math.max(wished, required);
    if (isRest || !isWanted) return [];
    const value = write(parameter, wishes.get(name));
    return [{ ...value, text: isKeyword ? named(language, name, value.text) : value.text }];
  });
  return {
    text: values.map(({ text }) => text).join(', '),
    imports: [...new Set(values.flatMap(({ imports }) => imports))],
  };
}

function named(language: string, name: string, value: string): string {
  return language === 'python' ? `${name}=${value}` : `${name}: ${value}`;
}

function writerOf(language: string, packagePrefix: string): PlaceholderWriter {
  return language === 'go' ? goValues(packagePrefix) : (writers.get(language) ?? javascriptValue);
}

const writers: ReadonlyMap<string, PlaceholderWriter> = new Map([
  ['typescript', typescriptValue],
  ['tsx', typescriptValue],
  ['javascript', javascriptValue],
  ['python', pythonValue],
  ['rust', rustValue],
  ['java', javaValue],
  ['ruby', rubyValue],
  ['php', phpValue],
  ['c-sharp', cSharpValue],
]);
