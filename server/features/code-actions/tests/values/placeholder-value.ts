import type { Parameter } from '../../../../syntax/source-shape.ts';
import type { Wish } from '../wished-values.ts';

/** An expression of a language, and what must be imported for it, as whole lines. */
export interface PlaceholderValue {
  readonly text: string;
  readonly imports: readonly string[];
}

/** Writes a plausible argument for a parameter, in one language; a wish that the type does not allow is passed over. */
export type PlaceholderWriter = (parameter: Parameter, wish: Wish | undefined) => PlaceholderValue;

/** A value that needs no import. */
export function plainValue(text: string): PlaceholderValue {
  return { text, imports: [] };
}
