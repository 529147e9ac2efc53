import { isRuleFile } from '../files/rule-file.ts';
import type { ContextRoot } from './context-root.ts';
import type { KeeperParts } from './keeper-parts.ts';
import { reasonAgainst } from './list-root.ts';

/**
 * What it takes to follow the change of a path: to read one file again, to look at everything again, or nothing,
 * because it is of no root or not read anyway.
 */
export function kindOfTouch({ roots, options }: KeeperParts, absolute: string): 'known' | 'new' | 'other' {
  if (roots.get(absolute) !== undefined) return 'new';
  const root = roots.rootOf(absolute);
  if (root === undefined) return 'other';
  const path = absolute.slice(root.path.length + 1);
  if (isRuleFile(path) || root.unlisted.has(path)) return 'new';
  if (root.index.has(path) || root.unindexed.has(path)) return 'known';
  const reason = reasonAgainst(options, root, path);
  return reason === undefined || isFolderOf(root, path) ? 'new' : 'other';
}

/** Of a folder that is deleted or renamed, some clients name only the folder. */
function isFolderOf({ index }: ContextRoot, path: string): boolean {
  for (const each of index.files.keys()) if (each.startsWith(`${path}/`)) return true;
  return false;
}
