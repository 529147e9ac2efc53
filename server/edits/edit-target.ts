import type { OffsetRange } from '../syntax/offset-range.ts';
import { isSamePath, plainPath } from './path-words.ts';

/** A file that an answer may change. */
export interface EditTarget {
  readonly uri: string;
  /** Relative to its root, with `/`. */
  readonly path: string;
  readonly languageId: string;
  /** The text that the model was shown; undefined for a file that is to be created. */
  readonly shown: string | undefined;
  /** Where the person looks, in `shown`: decides between several matches. */
  readonly focus: OffsetRange | undefined;
}

/** The target that a path of a reply means: by its whole path, or by an end of it that only one has. */
export function targetNamed(named: string, targets: readonly EditTarget[]): EditTarget | undefined {
  const exact = targets.find(({ path }) => isSamePath(named, path));
  if (exact !== undefined) return exact;
  const end = plainPath(named).replace(/^\/+/, '');
  const [only, ...others] = targets.filter(
    ({ path, uri }) => path.endsWith(`/${end}`) || uri.endsWith(`/${end}`),
  );
  return others.length === 0 ? only : undefined;
}
