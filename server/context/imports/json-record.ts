import { parse } from 'jsonc-parser';

/** An object of JSON whose values nobody has checked. */
export type JsonRecord = Readonly<Record<string, unknown>>;

/** Reads a manifest in JSON with comments; what is no object is an empty one. */
export function jsonRecord(text: string): JsonRecord {
  try {
    const value: unknown = parse(text, [], { allowTrailingComma: true });
    return isRecord(value) ? value : {};
  } catch (error) {
    // The parser descends by recursion; some 10,000 open brackets exhaust the stack.
    if (error instanceof RangeError) return {};
    throw error;
  }
}

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The strings in a value that is one or a list of them. */
export function stringsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}
