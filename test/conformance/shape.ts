/** The values that a protocol type allows: what is left of a TypeScript type when only data counts. */
export type Shape =
  | { readonly kind: 'anything' }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'string' | 'uri' | 'boolean' | 'integer' | 'uinteger' | 'number' }
  | { readonly kind: 'literal'; readonly value: string | number | boolean }
  | { readonly kind: 'array'; readonly element: Shape }
  | { readonly kind: 'tuple'; readonly elements: readonly Shape[] }
  | { readonly kind: 'union'; readonly members: readonly Shape[] }
  | {
      readonly kind: 'object';
      readonly name: string;
      /** A function, because types refer to themselves. */
      readonly properties: () => readonly PropertyShape[];
      /** The values of all other keys, for maps. */
      readonly others: Shape | undefined;
    };

export interface PropertyShape {
  readonly name: string;
  readonly optional: boolean;
  readonly shape: Shape;
}

/** Says where a value leaves its shape, one sentence each; an empty list when it fits. */
export function misfits(shape: Shape, value: unknown, path: string): readonly string[] {
  switch (shape.kind) {
    case 'anything':
      return [];
    case 'array':
      if (!Array.isArray(value)) return [`${path} is not an array: ${brief(value)}`];
      return value.flatMap((element, index) => misfits(shape.element, element, `${path}[${index}]`));
    case 'tuple':
      if (!Array.isArray(value) || value.length !== shape.elements.length)
        return [`${path} is not a list of ${shape.elements.length}: ${brief(value)}`];
      return shape.elements.flatMap((element, index) => misfits(element, value[index], `${path}[${index}]`));
    case 'union':
      return unionMisfits(shape.members, value, path);
    case 'object':
      return isRecord(value)
        ? objectMisfits(shape, value, path)
        : [`${path} is not an object (${shape.name}): ${brief(value)}`];
    default:
      return isAtom(shape, value) ? [] : [`${path} is not ${atomName(shape)}: ${brief(value)}`];
  }
}

type ObjectShape = Extract<Shape, { kind: 'object' }>;
type AtomShape = Exclude<Shape, { kind: 'anything' | 'array' | 'tuple' | 'union' | 'object' }>;

/** The complaints of the member that fits furthest into the value: that is the one that was meant. */
function unionMisfits(members: readonly Shape[], value: unknown, path: string): readonly string[] {
  let furthest: readonly string[] = [`${path} has no possible value`];
  for (const member of members) {
    const found = misfits(member, value, path);
    if (found.length === 0) return found;
    if (depth(furthest) <= depth(found)) furthest = found;
  }
  return furthest;
}

function depth(sentences: readonly string[]): number {
  return Math.max(...sentences.map((sentence) => sentence.indexOf(' ')));
}

function objectMisfits(
  shape: ObjectShape,
  value: Readonly<Record<string, unknown>>,
  path: string,
): readonly string[] {
  const properties = shape.properties();
  const known = properties.flatMap(({ name, optional, shape: inner }) => {
    if (value[name] !== undefined) return misfits(inner, value[name], `${path}.${name}`);
    return optional || inner.kind === 'anything' ? [] : [`${path}.${name} is missing (${shape.name})`];
  });
  const { others } = shape;
  if (others === undefined) return known;
  const names = new Set(properties.map(({ name }) => name));
  const unknown = Object.entries(value).filter(([name]) => !names.has(name));
  return [...known, ...unknown.flatMap(([name, inner]) => misfits(others, inner, `${path}.${name}`))];
}

function isAtom(shape: AtomShape, value: unknown): boolean {
  switch (shape.kind) {
    case 'nothing':
      return value === null || value === undefined;
    case 'literal':
      return value === shape.value;
    case 'uri':
      return typeof value === 'string' && /^[a-z][a-z0-9+.-]*:/i.test(value);
    case 'integer':
      return isInteger(value, -(2 ** 31));
    case 'uinteger':
      return isInteger(value, 0);
    case 'string':
      return typeof value === 'string';
    case 'boolean':
      return typeof value === 'boolean';
    case 'number':
      return typeof value === 'number';
  }
}

function isInteger(value: unknown, least: number): boolean {
  return typeof value === 'number' && Number.isInteger(value) && least <= value && value < 2 ** 31;
}

function atomName(shape: AtomShape): string {
  return shape.kind === 'literal' ? brief(shape.value) : shape.kind;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function brief(value: unknown): string {
  const text = JSON.stringify(value) ?? 'undefined';
  return text.length <= 80 ? text : `${text.slice(0, 77)}...`;
}
