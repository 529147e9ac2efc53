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
    case 'object':
      return value === null ? 'null' : 'an object';
    default:
      return String(value);
  }
}

function describe(schema: z.core.JSONSchema.BaseSchema): string {
  switch (schema.type) {
    case 'boolean':
      return 'true or false';
    case 'integer':
      return `a whole number ${boundsOf(schema)}`;
    case 'number':
      return `a number ${boundsOf(schema)}`;
    case 'array':
      return hasPattern(schema.items) ? 'a list of texts of one line' : 'a list of texts';
    default:
      throw new TypeError(`no words for the type ${schema.type}`);
  }
}

function hasPattern(items: z.core.JSONSchema.BaseSchema['items']): boolean {
  return typeof items === 'object' && 'pattern' in items;
}

function boundsOf(schema: z.core.JSONSchema.BaseSchema): string {
  return `from ${schema.minimum} to ${schema.maximum}`;
}
