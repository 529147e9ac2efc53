/** The settings of one layer under their dotted names, values not yet checked. */
export interface FlatSettings {
  readonly values: ReadonlyMap<string, unknown>;
  readonly unknownKeys: readonly string[];
}

/**
 * Brings every accepted spelling to dotted names: `{"completion.enabled": …}`, `{completion: {enabled: …}}`,
 * and both of them inside `innerloop`, as editors send them. Where one name is spelled twice, the later counts.
 */
export function flattenSettings(layer: object, known: readonly string[]): FlatSettings {
  const values = new Map<string, unknown>();
  const unknownKeys: string[] = [];

  function visit(node: object, prefix: string): void {
    for (const [key, value] of Object.entries(node)) {
      const path = prefix + key;
      const name = withoutProduct(path);
      if (known.includes(name)) values.set(name, value);
      else if (isPlainObject(value) && isNamespace(name, known)) visit(value, `${path}.`);
      else if (path !== '$schema') unknownKeys.push(path);
    }
  }

  visit(layer, '');
  return { values, unknownKeys };
}

/** Whether JSON holds an object there, not a list, a text or nothing. */
export function isPlainObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function withoutProduct(path: string): string {
  return path === 'innerloop' ? '' : path.replace(/^innerloop\./, '');
}

function isNamespace(name: string, known: readonly string[]): boolean {
  return name === '' || known.some((key) => key.startsWith(`${name}.`));
}
