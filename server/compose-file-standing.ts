import { dirname, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';

import { listedFile, trackedFile } from './host/tracked-file.ts';
import { workspaceRoots } from './host/workspace-roots.ts';
import { builtInPolicy, policyFileNames } from './policy/built-in-policy.ts';
import type { FileKnowledge, FileStanding } from './policy/outbound-gate.ts';

/**
 * How a file stands before anything of it is sent: the place that its name leads to counts, and so do the policy
 * files of its repository and of every folder on the way, whatever folder the editor has opened.
 */
export async function fileStanding(
  { path, known }: { readonly path: string; readonly known: FileKnowledge },
  excludes: readonly string[],
  isExcluded: (uri: string) => boolean,
  signal: AbortSignal,
): Promise<FileStanding> {
  const { realPath, root, ...found } = await (known === 'nothing' ? trackedFile : listedFile)(path, signal);
  const isTracked = known === 'dependency' ? undefined : found.isTracked;
  if (isExcluded(pathToFileURL(realPath).href)) return { isTracked, isExcluded: true };
  const roots = workspaceRoots({ fileNames: policyFileNames, policy: builtInPolicy }, excludes);
  const policies = await Promise.all(
    foldersBetween(root ?? dirname(realPath), dirname(realPath)).map(async (folder) => {
      const { policy } = await roots.policyOf(folder);
      return policy.exclusionOf(relative(folder, realPath).split(sep).join('/'));
    }),
  );
  return { isTracked, isExcluded: policies.some((rule) => rule !== undefined) };
}

/** `from` and every folder from there down to `to`, which lies in it. */
function foldersBetween(from: string, to: string): readonly string[] {
  const folders = [to];
  for (let folder = to; folder !== from && folder.startsWith(from + sep); folder = dirname(folder))
    folders.push(dirname(folder));
  return folders;
}
