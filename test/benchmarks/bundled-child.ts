import { fork } from 'node:child_process';
import { basename, join } from 'node:path';

import { build } from 'esbuild';

/** Runs a program in a process of its own and resolves to the first message that it sends. */
export type BundledChild = (words: readonly string[]) => Promise<unknown>;

/**
 * Bundles a program of ours into `folder` as `npm run build` bundles the server, so that no loader is part of what it
 * measures.
 */
export async function bundledChild(source: string, folder: string): Promise<BundledChild> {
  const outfile = join(folder, basename(source).replace(/\.ts$/, '.mjs'));
  await build({
    entryPoints: [source],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.18',
    mainFields: ['module', 'main'],
    banner: {
      js: "import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);",
    },
    logLevel: 'warning',
  });
  return (words) => messageOf(outfile, words);
}

function messageOf(file: string, words: readonly string[]): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const child = fork(file, words, { execArgv: [] });
    child.once('message', resolve);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${basename(file)} ended with ${code} and no result`)));
  });
}
