import type { ContextRoot } from './context-root.ts';

/** Which roots there are. Invariant: a root that is removed while it is being read never comes back by itself. */
export class KeptRoots {
  readonly #roots = new Map<string, ContextRoot>();
  /** Roots that were added and not removed since, refused ones included. */
  readonly #wanted = new Set<string>();

  get all(): readonly ContextRoot[] {
    return [...this.#roots.values()];
  }

  want(paths: readonly string[]): void {
    for (const path of paths) this.#wanted.add(path);
  }

  /** Whether a root is to be opened that is not open yet. */
  isDue(path: string): boolean {
    return this.#wanted.has(path) && !this.#roots.has(path);
  }

  enter(root: ContextRoot): void {
    this.#roots.set(root.path, root);
  }

  isKept(root: ContextRoot): boolean {
    return this.#roots.get(root.path) === root;
  }

  remove(path: string): void {
    this.#wanted.delete(path);
    this.#roots.delete(path);
  }

  get(path: string): ContextRoot | undefined {
    return this.#roots.get(path);
  }

  /** The root that an absolute path lies below; the innermost of several. */
  rootOf(absolute: string): ContextRoot | undefined {
    let longest: ContextRoot | undefined;
    for (const root of this.#roots.values()) {
      if (absolute.startsWith(`${root.path}/`) && root.path.length > (longest?.path.length ?? 0))
        longest = root;
    }
    return longest;
  }
}
