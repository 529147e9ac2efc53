import * as z from 'zod';

/** Says in plain words which values a setting takes: "a number from 0 to 1". */
export function expectationOf(schema: z.ZodType): string {
  return describe(z.toJSONSchema(schema));
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
  if (schema.enum !== undefined) return `one of ${schema.enum.join(', ')}`;
  switch (schema.type) {
    case 'boolean':
      return 'true or false';
    case 'integer':
      return `a whole number ${boundsOf(schema)}`;
    case 'number':
      return `a number ${boundsOf(schema)}`;
    case 'string':
      return schema.pattern === undefined ? 'a text' : 'a text of one line';
    case 'object':
      return isTextMap(schema) ? 'an object of texts by name' : 'an object';
    case 'array':
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
