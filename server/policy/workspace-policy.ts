import type { Policy } from './policy.ts';

/**
 * The policies of all workspace folders as one, asked by absolute path (with `/`). A path below several folders
 * obeys the innermost; one below none obeys the fallback.
 */
export class WorkspacePolicy implements Policy {
  readonly #fallback: Policy;
  readonly #policies = new Map<string, Policy>();

  constructor(fallback: Policy) {
    this.#fallback = fallback;
  }

  /** `root` is an absolute path without a slash at its end. */
  set(root: string, policy: Policy): void {
    this.#policies.set(root, policy);
  }

  delete(root: string): void {
    this.#policies.delete(root);
  }

  exclusionOf(path: string): string | undefined {
    const roots = [...this.#policies.keys()].filter((root) => path.startsWith(`${root}/`));
    const innermost = roots.sort((a, b) => b.length - a.length)[0];
    const policy = innermost === undefined ? undefined : this.#policies.get(innermost);
    if (innermost === undefined || policy === undefined) {
      return this.#fallback.exclusionOf(path.replace(/^([a-z]:)?\/+/i, ''));
    }
    return policy.exclusionOf(path.slice(innermost.length + 1));
  }
}
