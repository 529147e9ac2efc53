import type { ModuleSpace } from './module-space.ts';

/** What manifests say, each parsed when it is first asked for and again when its text has changed. */
export class ManifestCache<Value> {
  readonly #space: ModuleSpace;
  readonly #parse: (text: string, path: string) => Value;
  readonly #parsed = new Map<string, { readonly text: string; readonly value: Value }>();

  constructor(space: ModuleSpace, parse: (text: string, path: string) => Value) {
    this.#space = space;
    this.#parse = parse;
  }

  /** Undefined when there is no such manifest. */
  at(path: string): Value | undefined {
    const text = this.#space.manifest(path);
    if (text === undefined) {
      this.#parsed.delete(path);
      return undefined;
    }
    const known = this.#parsed.get(path);
    if (known?.text === text) return known.value;
    const value = this.#parse(text, path);
    this.#parsed.set(path, { text, value });
    return value;
  }
}
