import type { LeftOutReason } from '../ports.ts';
import type { ContextRoot } from './context-root.ts';

/**
 * Relative paths of all files of a root that policy allows, in order: those in the index, those that are listed and
 * wait to be read, and those that are there but not read, such as pictures and lock files.
 */
export function knownPaths({ index, listed, unindexed, leftOut, policy }: ContextRoot): readonly string[] {
  const seen = leftOut.filter(({ reason }) => stillFiles.has(reason)).map(({ path }) => path);
  const all = new Set([...index.files.keys(), ...listed, ...unindexed.keys(), ...seen]);
  return [...all].filter((path) => policy.exclusionOf(path) === undefined).sort();
}

/** The project's own files although they are not indexed: what was vendored is not. */
const stillFiles: ReadonlySet<LeftOutReason> = new Set([
  'not-source',
  'generated',
  'minified',
  'out-of-scope',
  'too-many-files',
]);
