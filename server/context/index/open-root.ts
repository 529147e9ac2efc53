import type { Policy } from '../../policy/policy.ts';
import type { ContextRoot } from './context-root.ts';
import type { KeeperParts } from './keeper-parts.ts';

/** Opens a root that is due, as the store has it; undefined when it is refused or not wanted any more. */
export async function openRoot(
  parts: KeeperParts,
  path: string,
  signal: AbortSignal,
): Promise<ContextRoot | undefined> {
  const { ports, roots, store, voice } = parts;
  if (!roots.isDue(path)) return undefined;
  const refusal = await ports.roots.refusalOf(path);
  if (refusal !== undefined) {
    voice.notify('root-refused', { root: path, detail: refusal });
    return undefined;
  }
  const policy = await policyOf(parts, path);
  const { index, writer, unindexed, isRestored } = await store.load(path, signal);
  if (!roots.isDue(path)) return undefined;
  const root: ContextRoot = {
    ...{ path, policy, index, writer, unindexed },
    ...{ listed: new Set<string>(), leftOut: [], unlisted: new Set<string>(), beyond: [], isComplete: false },
    ...{ unindexedRevision: 0, savedRevision: isRestored ? index.revision : -1 },
  };
  roots.enter(root);
  await forgetExcluded(parts, root, signal);
  return root;
}

/** Reads the policy of a root again and forgets what it excludes now. */
export async function renewPolicy(parts: KeeperParts, root: ContextRoot, signal: AbortSignal): Promise<void> {
  root.policy = await policyOf(parts, root.path);
  await forgetExcluded(parts, root, signal);
}

async function policyOf({ ports, voice }: KeeperParts, path: string): Promise<Policy> {
  const { policy, problem } = await ports.roots.policyOf(path);
  if (problem !== undefined) voice.notify('policy-unreadable', { file: problem, root: path });
  return policy;
}

/** What was read of a file that is excluded by now goes from memory and store, so that not even its terms stay. */
async function forgetExcluded({ store }: KeeperParts, root: ContextRoot, signal: AbortSignal): Promise<void> {
  const excluded = [...root.index.files.keys()].filter((path) => root.policy.exclusionOf(path) !== undefined);
  if (excluded.length === 0) return;
  for (const path of excluded) root.index.remove(path);
  root.index.compact();
  root.writer.forget();
  root.savedRevision = -1;
  await store.drop(root, signal);
}
