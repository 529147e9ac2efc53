import { realpath } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, parse, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Roots } from '../context/ports.ts';
import type { PolicyFile } from '../policy/built-in-policy.ts';
import type { Policy } from '../policy/policy.ts';
import { readSmallFile } from './small-file.ts';

/** What `policy/built-in-policy.ts` offers, handed in by the entries. */
export interface PolicyMaker {
  readonly fileNames: readonly string[];
  policy(patterns: readonly string[], files: readonly PolicyFile[]): Policy;
}

/** The facts about workspace folders of this machine; `patterns` are the excludes of the settings. */
export function workspaceRoots(maker: PolicyMaker, patterns: readonly string[]): Roots {
  return {
    refusalOf: (root) => refusalOf(root, homedir()),
    async policyOf(root) {
      const files = await readPolicyFiles(root, maker.fileNames);
      const problem = files.find((file) => file.kind === 'unreadable')?.name;
      return { policy: maker.policy(patterns, files), problem };
    },
    uriOf: (root, path) => pathToFileURL(join(root, path)).href,
  };
}

/** Why a folder is too wide to be somebody's project, or undefined. */
export async function refusalOf(root: string, homeFolder: string): Promise<string | undefined> {
  const real = await realpath(root).catch(() => undefined);
  if (real === undefined) return 'there is no such folder';
  if (real === parse(real).root) return 'it is the root of the disk';
  const home = await realpath(homeFolder).catch(() => homeFolder);
  if (real === home) return 'it is a home folder';
  return home.startsWith(real + sep) ? 'it holds home folders' : undefined;
}

/** The policy files at a root, those that are there. */
async function readPolicyFiles(root: string, names: readonly string[]): Promise<readonly PolicyFile[]> {
  const files = await Promise.all(
    names.map(async (name): Promise<PolicyFile | undefined> => {
      const read = await readSmallFile(join(root, name));
      if (read.kind === 'missing') return undefined;
      return read.kind === 'text' ? { kind: 'text', name, text: read.text } : { kind: 'unreadable', name };
    }),
  );
  return files.filter((file) => file !== undefined);
}
