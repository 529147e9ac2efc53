import type { ModuleSpace } from './module-space.ts';

/** Something derived from a whole workspace: built when it is first asked for, and anew when the workspace changed. */
export class PerRevision<Value> {
  readonly #space: ModuleSpace;
  readonly #build: () => Value;
  #built: { readonly revision: number; readonly value: Value } | undefined;

  constructor(space: ModuleSpace, build: () => Value) {
    this.#space = space;
    this.#build = build;
  }

  get value(): Value {
    const { revision } = this.#space;
    if (this.#built?.revision !== revision) this.#built = { revision, value: this.#build() };
    return this.#built.value;
  }
}
