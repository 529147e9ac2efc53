/** What one line of events says, not yet understood. */
export type EventFields = ReadonlyMap<string, unknown>;

/** The version of the lines that are written and read. */
export const eventVersion = 1;

/** The fields of one line; undefined for what is damaged or of another version. */
export function fieldsOf(piece: string): EventFields | undefined {
  try {
    const value: unknown = JSON.parse(piece);
    if (typeof value !== 'object' || value === null) return undefined;
    const fields = new Map(Object.entries(value));
    return fields.get('v') === eventVersion ? fields : undefined;
  } catch {
    return undefined;
  }
}

/** A number of things, of milliseconds or of money; undefined for what is none. */
export function amount(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined;
}

/** The name that a field holds; undefined for one that is not on the list. */
export function oneOf<Name extends string>(names: readonly Name[], value: unknown): Name | undefined {
  return names.find((name) => name === value);
}

/** A name of such a length that a line with a few of them stays below 4 KB. */
export function short(name: string): string {
  return name.slice(0, maxNameLength);
}

/** UTF-16 units; each may take six bytes in JSON. */
const maxNameLength = 160;
