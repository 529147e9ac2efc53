import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { reasonInPath } from '../../../server/context/files/source-path.ts';
import { reasonInText } from '../../../server/context/files/source-text.ts';
import { languageOf } from '../../../server/syntax/languages.ts';
import { readBlobs } from '../retrieval/git-objects.ts';

/** A file of code that a commit changes. */
export interface ChangedFile {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/** All commits with one parent, newest first. */
export async function plainCommits(folder: string): Promise<readonly string[]> {
  const lines = await git(folder, ['rev-list', '--no-merges', '--min-parents=1', 'HEAD']);
  return lines.split('\n').filter((line) => line !== '');
}

/** The files of code that a commit changes, by path; none where it changes too many. */
export async function changedFiles(folder: string, commit: string): Promise<readonly ChangedFile[]> {
  const raw = await git(folder, ['diff-tree', '-r', '--no-renames', '--no-commit-id', commit]);
  const changed = raw.split('\n').flatMap((line) => {
    const [, before, after, path] = /^:100\d+ 100\d+ (\w+) (\w+) M\t(.+)$/.exec(line) ?? [];
    return before !== undefined && after !== undefined && path !== undefined && isCode(path)
      ? [{ before, after, path }]
      : [];
  });
  if (changed.length > mostFiles) return [];
  const texts = await textsOf(
    folder,
    changed.flatMap(({ before, after }) => [before, after]),
  );
  return changed.flatMap(({ path, ...blobs }) => {
    const before = texts.get(blobs.before);
    const after = texts.get(blobs.after);
    return before === undefined || after === undefined ? [] : [{ path, before, after }];
  });
}

/** Whether a file is code that somebody wrote, in a language of which functions are known. */
export function isCode(path: string): boolean {
  return codeLanguages.has(languageOf(path) ?? '') && reasonInPath(path) === undefined;
}

async function textsOf(folder: string, blobs: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  await readBlobs(folder, blobs, (blob, bytes) => {
    const text = bytes.length > mostBytes ? '\0' : bytes.toString('utf8');
    if (reasonInText(text) === undefined) texts.set(blob, text);
  });
  return texts;
}

/** What git prints, run in a repository. */
export async function git(folder: string, args: readonly string[]): Promise<string> {
  const { stdout } = await run('git', ['-C', folder, '-c', 'core.quotePath=false', ...args], {
    maxBuffer: 2 ** 28,
  });
  return stdout;
}

const run = promisify(execFile);
const mostFiles = 40;
const mostBytes = 300_000;
const codeLanguages: ReadonlySet<string> = new Set([
  'typescript',
  'tsx',
  'javascript',
  'python',
  'go',
  'rust',
  'java',
  'kotlin',
  'ruby',
  'php',
  'c',
  'cpp',
  'c-sharp',
  'scala',
]);
