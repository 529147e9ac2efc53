import * as z from 'zod';

/** Says in plain words which values a setting takes: "a number from 0 to 1". */
export function expectationOf(schema: z.ZodType): string {
  return describe(z.toJSONSchema(schema));
}

/** The same for what stands at `path` inside of it. */
export function expectationAt(schema: z.ZodType, path: readonly PropertyKey[]): string {
  let inner: z.core.JSONSchema.BaseSchema = z.toJSONSchema(schema);
  for (const step of path) {
    const next = inner.properties?.[String(step)] ?? inner.additionalProperties ?? inner.items;
    if (typeof next !== 'object' || Array.isArray(next)) break;
    inner = next;
  }
  return describe(inner);
}

/** Names what stands where something else belongs; texts are not repeated, they may be private. */
export function foundInWords(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  switch (typeof value) {
    case 'string':
      return 'a text';
    case 'undefined':
      return 'left out';
    case 'object':
      return value === null ? 'null' : 'an object';
    default:
      return String(value);
  }
}

function describe(schema: z.core.JSONSchema.BaseSchema): string {
  if (typeof schema.words === 'string') return schema.words;
  if (schema.enum !== undefined) return `one of ${schema.enum.join(', ')}`;
  switch (schema.type) {
    case 'boolean':
      return 'true or false';
    case 'integer':
      return `a whole number ${boundsOf(schema)}`;
    case 'number':
      return `a number ${boundsOf(schema)}`;
    case 'string':
      if (schema.pattern !== undefined) return 'a text of one line';
      return schema.minLength === undefined ? 'a text' : 'a text that is not empty';
    case 'object':
      return isTextMap(schema) ? 'an object of texts by name' : 'an object';
    case 'array':
      if (schema.minItems !== undefined) return 'a list of at least one text';
      return hasPattern(schema.items) ? 'a list of texts of one line' : 'a list of texts';
    default:
      throw new TypeError(`no words for the type ${schema.type}`);
  }
}

function isTextMap({ additionalProperties }: z.core.JSONSchema.BaseSchema): boolean {
  return typeof additionalProperties === 'object' && additionalProperties.type === 'string';
}

function hasPattern(items: z.core.JSONSchema.BaseSchema['items']): boolean {
  return typeof items === 'object' && 'pattern' in items;
}

function boundsOf(schema: z.core.JSONSchema.BaseSchema): string {
  const { minimum, maximum } = schema;
  const isOpen = maximum === undefined || maximum === Number.MAX_SAFE_INTEGER;
  return isOpen ? `of at least ${minimum}` : `from ${minimum} to ${maximum}`;
}
