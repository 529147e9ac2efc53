import { fitInto } from '../corpus/memory-budget.ts';
import { inOrderOfPreference } from '../corpus/preference.ts';
import type { ListedFile } from '../ports.ts';
import type { ContextRoot } from './context-root.ts';
import type { KeeperParts } from './keeper-parts.ts';

/** Of all that is listed, what fits into memory, nearest to the preferred files first; notes what does not. */
export function chooseWithinMemory(
  { options, roots, voice }: KeeperParts,
  listings: ReadonlyMap<ContextRoot, readonly ListedFile[]>,
): ReadonlyMap<ContextRoot, readonly ListedFile[]> {
  const candidates = [...listings].flatMap(([root, files]) =>
    files.map((file) => ({ ...file, root: root.path })),
  );
  const preferred = options.preferredFiles.flatMap((path) => {
    const root = roots.rootOf(path);
    return root === undefined ? [] : [{ root: root.path, path: path.slice(root.path.length + 1) }];
  });
  const others = roots.all.filter((root) => !listings.has(root));
  const elsewhere = others.reduce((sum, { index }) => sum + index.memoryBytes, 0);
  const limit = options.memoryLimitBytes - elsewhere;
  const { fitting, beyond } = fitInto(inOrderOfPreference(candidates, preferred), costOf, limit);
  const beyondOf = byRoot(beyond);
  for (const root of listings.keys()) root.beyond = (beyondOf.get(root.path) ?? []).map(({ path }) => path);
  if (beyond.length > 0) {
    const megabytes = Math.round(options.memoryLimitBytes / 1024 / 1024);
    voice.notify('context-limit-reached', { limit: String(megabytes), count: String(beyond.length) });
  }
  const fittingOf = byRoot(fitting);
  return new Map([...listings.keys()].map((root) => [root, fittingOf.get(root.path) ?? []]));
}

/** Of a file that is larger than what is read, only that it is there is kept. */
function costOf({ size }: ListedFile): number {
  return Math.min(size, largestFileBytes) * memoryPerSourceByte;
}

function byRoot<File extends { readonly root: string }>(files: readonly File[]): ReadonlyMap<string, File[]> {
  const groups = new Map<string, File[]>();
  for (const file of files) {
    const group = groups.get(file.root);
    if (group === undefined) groups.set(file.root, [file]);
    else group.push(file);
  }
  return groups;
}

/** Nothing larger is read. */
export const largestFileBytes = 1024 * 1024;
/** Roughly what the bench measures; see `npm run bench:index`. */
const memoryPerSourceByte = 0.6;
