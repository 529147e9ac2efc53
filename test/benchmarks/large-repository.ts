import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

import { blobsOf, readBlobs } from '../evaluation/retrieval/git-objects.ts';
import { historyFolderOf } from '../evaluation/retrieval/retrieval-cases.ts';

/** A repository to measure on, checked out into a folder of its own, so that a benchmark may write into it. */
export interface LargeRepository {
  readonly checkout: string;
  /** For caches and bundles; `checkout` lies beside it. */
  readonly temporary: string;
  remove(): void;
}

/**
 * Checks out the newest commit of the repository that the command line names, a checkout or a bare one; else of
 * medusa below INNERLOOP_REPOS, 15,000 files of TypeScript, Markdown and JSON. Blobs that a partial clone does not
 * have are left out.
 */
export async function largeRepository(): Promise<LargeRepository> {
  const source = process.argv[2] ?? historyFolderOf(process.env.INNERLOOP_REPOS ?? '', standard);
  if (source === undefined)
    throw new Error(
      `Say the folder of a repository, or have INNERLOOP_REPOS name a folder in which ${standard.replace('/', '+')}/repo is one.`,
    );
  const temporary = mkdtempSync(join(tmpdir(), 'innerloop-large-'));
  const checkout = join(temporary, 'checkout');
  mkdirSync(checkout);
  await checkOut(source, checkout);
  return {
    checkout,
    temporary,
    remove: () => rmSync(temporary, { recursive: true, force: true, maxRetries: 3 }),
  };
}

/** Borrows the objects of the source, so that the history is there at no cost. */
async function checkOut(source: string, checkout: string): Promise<void> {
  const [commit = '', objects = ''] = await Promise.all([
    git(source, ['rev-parse', 'HEAD']),
    git(source, ['rev-parse', '--path-format=absolute', '--git-path', 'objects']),
  ]);
  await git(checkout, ['init', '--quiet']);
  writeFileSync(join(checkout, '.git/objects/info/alternates'), `${objects}\n`);
  await git(checkout, ['update-ref', 'HEAD', commit]);
  await git(checkout, ['read-tree', commit]);
  const pathsOfBlob = new Map<string, string[]>();
  for (const [path, blob] of await blobsOf(source, commit)) {
    const paths = pathsOfBlob.get(blob);
    if (paths === undefined) pathsOfBlob.set(blob, [path]);
    else paths.push(path);
  }
  await readBlobs(source, [...pathsOfBlob.keys()], (blob, bytes) => {
    for (const path of pathsOfBlob.get(blob) ?? []) {
      mkdirSync(dirname(join(checkout, path)), { recursive: true });
      writeFileSync(join(checkout, path), bytes);
    }
  });
}

async function git(folder: string, words: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)('git', ['-C', folder, ...words]);
  return stdout.trim();
}

const standard = 'medusajs/medusa';
