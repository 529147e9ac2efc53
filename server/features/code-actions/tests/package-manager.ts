import { below, foldersUpward } from '../../../base/relative-paths.ts';
import { jsonRecord } from '../../../context/imports/json-record.ts';

import type { ProjectView } from './project-view.ts';

/** How a package's own tools are run in a terminal. */
export interface PackageRunner {
  /** `npx`, `pnpm exec`, … */
  readonly run: string;
}

/** The package manager of a folder of scripts: by the nearest lock file up the tree, or as package.json names it. */
export async function packageRunner(
  view: ProjectView,
  folder: string,
  signal: AbortSignal,
): Promise<PackageRunner> {
  for (const around of foldersUpward(folder)) {
    const manifest = await view.text(below(around, 'package.json'), signal);
    const named = manifest === undefined ? undefined : jsonRecord(manifest).packageManager;
    const manager = typeof named === 'string' ? named.replace(/@.*$/, '') : undefined;
    const byLock = lockFiles.find(({ file }) => view.has(below(around, file)))?.manager;
    const run = runners.get(byLock ?? manager ?? '');
    if (run !== undefined) return { run };
  }
  return { run: 'npx' };
}

const lockFiles: readonly { readonly file: string; readonly manager: string }[] = [
  { file: 'pnpm-lock.yaml', manager: 'pnpm' },
  { file: 'yarn.lock', manager: 'yarn' },
  { file: 'bun.lock', manager: 'bun' },
  { file: 'bun.lockb', manager: 'bun' },
  { file: 'package-lock.json', manager: 'npm' },
  { file: 'npm-shrinkwrap.json', manager: 'npm' },
];

const runners: ReadonlyMap<string, string> = new Map([
  ['npm', 'npx'],
  ['pnpm', 'pnpm exec'],
  ['yarn', 'yarn'],
  ['bun', 'bunx'],
]);
