import { reasonForPath } from '../files/root-scan.ts';
import { isRuleFile } from '../files/rule-file.ts';
import type { CorpusRoot } from './corpus-root.ts';
import type { FileToLearn } from './learn-in-parts.ts';

/** A changed path as work; `isNew` when only a listing can tell what became of it. */
export interface TouchedPath extends FileToLearn {
  readonly isNew: boolean;
}

/** The workspace folders of the index. Invariant: a path below several belongs to the innermost. */
export class CorpusRoots {
  readonly #roots = new Map<string, CorpusRoot>();

  get all(): readonly CorpusRoot[] {
    return [...this.#roots.values()];
  }

  get(path: string): CorpusRoot | undefined {
    return this.#roots.get(path);
  }

  add(root: CorpusRoot): void {
    this.#roots.set(root.path, root);
  }

  delete(path: string): void {
    this.#roots.delete(path);
  }

  /** The root that an absolute path lies below. */
  rootOf(absolute: string): CorpusRoot | undefined {
    let longest: CorpusRoot | undefined;
    for (const root of this.#roots.values()) {
      if (absolute.startsWith(`${root.path}/`) && root.path.length > (longest?.path.length ?? 0))
        longest = root;
    }
    return longest;
  }

  located(absolute: string): { readonly root: string; readonly path: string } | undefined {
    const root = this.rootOf(absolute)?.path;
    return root === undefined ? undefined : { root, path: absolute.slice(root.length + 1) };
  }

  /** What a changed path means for us; undefined when it is not ours or does not count. */
  touchedBy(absolute: string): TouchedPath | undefined {
    const root = this.rootOf(absolute);
    if (root === undefined) return undefined;
    const place = { root: root.path, path: absolute.slice(root.path.length + 1), task: 'relearn' as const };
    const isKnown = root.corpus.known.has(place.path);
    // Of a folder that is deleted or renamed, some clients name only the folder.
    const isKnownFolder = !isKnown && root.corpus.folders.has(place.path);
    if (isRuleFile(place.path) || isKnownFolder) return { ...place, isNew: true };
    if (root.unlisted.has(place.path)) return undefined;
    if (reasonForPath(root.policy, place.path) !== undefined) return undefined;
    return { ...place, isNew: !isKnown };
  }

  /** Before a listing: a changed rule file may let in what it kept out, so what was in no listing is forgotten. */
  forgetUnlisted(touched: readonly TouchedPath[]): void {
    for (const { root, path } of touched) if (isRuleFile(path)) this.#roots.get(root)?.unlisted.clear();
  }

  /** After a listing: what it did not bring is not looked for again; the oldest are forgotten beyond a limit. */
  noteUnlisted(touched: readonly TouchedPath[]): void {
    for (const { root, path } of touched) {
      const place = this.#roots.get(root);
      if (place === undefined || place.corpus.known.has(path) || isRuleFile(path)) continue;
      place.unlisted.add(path);
      for (const oldest of place.unlisted) {
        if (place.unlisted.size <= maxUnlisted) break;
        place.unlisted.delete(oldest);
      }
    }
  }
}

/** An absolute path with `/`; on Windows, where such a path starts with a drive or two backslashes, clients mix both. */
export function slashed(path: string): string {
  return path.startsWith('/') ? path : path.replaceAll('\\', '/');
}

/** Paths remembered for each root. */
export const maxUnlisted = 10_000;
