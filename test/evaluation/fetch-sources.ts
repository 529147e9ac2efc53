import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

import type { CorpusFile } from '../../server/embedded/corpus-segment.ts';

/** A package whose sources are read. */
export interface SourceSet {
  readonly name: string;
  readonly language: string;
  /** An npm package with its version, or a Debian package of the machine's release. */
  readonly from: { readonly npm: string } | { readonly debian: string };
  readonly extensions: readonly string[];
  /** Only files under this folder of the package. */
  readonly under?: string;
  /** Characters of source that are read at most; the files are picked in the order of their paths' hashes. */
  readonly maxCharacters: number;
}

/** The files of a source set; downloads the package into `cache` the first time. */
export async function sourceFilesOf(set: SourceSet, cache: string): Promise<readonly CorpusFile[]> {
  const folder = join(cache, set.name);
  if (!existsSync(folder)) await download(set, cache, folder);
  const root = join(folder, set.under ?? '');
  const paths = (await readdir(root, { recursive: true })).filter((path) => isSource(path, set.extensions));
  paths.sort((a, b) => hashOf(a) - hashOf(b));
  const files: CorpusFile[] = [];
  let characters = 0;
  for (const path of paths) {
    const text = await readFile(join(root, path), 'utf8').catch(() => '');
    if (text === '' || text.length > maxFileCharacters) continue;
    characters += text.length;
    if (characters > set.maxCharacters) break;
    files.push({ uri: pathToFileURL(join('/', set.name, path)).href, text });
  }
  return files;
}

async function download(set: SourceSet, cache: string, folder: string): Promise<void> {
  const work = `${folder}.partial`;
  await rm(work, { recursive: true, force: true });
  await mkdir(work, { recursive: true });
  if ('npm' in set.from) {
    await run('npm', ['pack', '--silent', set.from.npm], { cwd: work });
    const archive = (await readdir(work)).find((name) => name.endsWith('.tgz'));
    await run('tar', ['xzf', archive ?? ''], { cwd: work });
  } else {
    await run('apt-get', ['download', set.from.debian], { cwd: work });
    const archive = (await readdir(work)).find((name) => name.endsWith('.deb'));
    await run('dpkg-deb', ['-x', archive ?? '', '.'], { cwd: work });
  }
  await mkdir(cache, { recursive: true });
  await rename(work, folder);
}

function isSource(path: string, extensions: readonly string[]): boolean {
  if (/\.d\.ts$|\.min\.js$|(^|\/)(node_modules|dist)\//.test(path)) return false;
  return extensions.some((extension) => path.endsWith(`.${extension}`));
}

function hashOf(path: string): number {
  let hash = 0;
  for (let i = 0; i < path.length; i++) hash = (Math.imul(hash, 31) + path.charCodeAt(i)) | 0;
  return Math.imul(hash, 0x9e3779b1) >>> 0;
}

const run = promisify(execFile);
const maxFileCharacters = 400_000;
