import { execFile, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The blobs of a commit's regular files, by path. */
export async function blobsOf(folder: string, commit: string): Promise<ReadonlyMap<string, string>> {
  const { stdout } = await run('git', ['-C', folder, 'ls-tree', '-r', '-z', commit], { maxBuffer: 2 ** 30 });
  const blobs = new Map<string, string>();
  for (const line of stdout.split('\0')) {
    const match = /^100\d+ blob ([0-9a-f]+)\t(.*)$/s.exec(line);
    if (match?.[1] !== undefined && match[2] !== undefined) blobs.set(match[2], match[1]);
  }
  return blobs;
}

/** Whether the history has this commit. */
export async function hasCommit(folder: string, commit: string): Promise<boolean> {
  return run('git', ['-C', folder, 'cat-file', '-e', `${commit}^{commit}`]).then(
    () => true,
    () => false,
  );
}

/** Calls `visit` with the bytes of each blob that is there, in the order asked for. */
export async function readBlobs(
  folder: string,
  blobs: readonly string[],
  visit: (blob: string, bytes: Buffer) => void,
): Promise<void> {
  const git = spawn('git', ['-C', folder, 'cat-file', '--batch'], { stdio: ['pipe', 'pipe', 'ignore'] });
  git.stdin.end(`${blobs.join('\n')}\n`);
  let rest = Buffer.alloc(0);
  for await (const part of git.stdout) {
    rest = rest.length === 0 ? part : Buffer.concat([rest, part]);
    rest = rest.subarray(visitWhole(rest, visit));
  }
}

/** Visits the whole blobs at the start of `bytes`; gives where they end. */
function visitWhole(bytes: Buffer, visit: (blob: string, content: Buffer) => void): number {
  let at = 0;
  for (;;) {
    const lineEnd = bytes.indexOf(10, at);
    if (lineEnd < 0) return at;
    const [blob = '', , size] = bytes.toString('latin1', at, lineEnd).split(' ');
    if (size === undefined) {
      at = lineEnd + 1;
      continue;
    }
    const end = lineEnd + 1 + Number(size);
    if (bytes.length < end + 1) return at;
    visit(blob, bytes.subarray(lineEnd + 1, end));
    at = end + 1;
  }
}

export interface Commit {
  readonly id: string;
  readonly parents: readonly string[];
  /** Seconds since 1970. */
  readonly time: number;
  readonly message: string;
  readonly paths: readonly string[];
}

/** All commits that these have among their ancestors, themselves included. */
export async function historyOf(
  folder: string,
  commits: readonly string[],
): Promise<ReadonlyMap<string, Commit>> {
  const format = '--format=%x01%H%x02%P%x02%ct%x02%s';
  const git = spawn(
    'git',
    [
      '-C',
      folder,
      '-c',
      'core.quotePath=false',
      'log',
      format,
      '--name-only',
      '--no-renames',
      '--no-ext-diff',
      '--stdin',
    ],
    { stdio: ['pipe', 'pipe', 'ignore'] },
  );
  git.stdin.end(`${commits.join('\n')}\n`);
  const found = new Map<string, Commit>();
  let paths: string[] = [];
  for await (const line of createInterface({ input: git.stdout })) {
    if (!line.startsWith('\x01')) {
      if (line !== '') paths.push(line);
      continue;
    }
    const [id = '', parents = '', time = '', message = ''] = line.slice(1).split('\x02');
    paths = [];
    found.set(id, { id, parents: parents.split(' '), time: Number(time), message, paths });
  }
  return found;
}

/** The newest `limit` commits that change files, from `commit` back, in the order of their times. */
export function ancestorsOf(
  history: ReadonlyMap<string, Commit>,
  commit: string,
  limit: number,
): readonly Commit[] {
  const seen = new Set<string>([commit]);
  const frontier: Commit[] = [];
  const start = history.get(commit);
  if (start !== undefined) frontier.push(start);
  const found: Commit[] = [];
  while (found.length < limit) {
    const next = frontier.pop();
    if (next === undefined) break;
    if (next.paths.length > 0) found.push(next);
    for (const id of next.parents) {
      const parent = history.get(id);
      if (parent === undefined || seen.has(id)) continue;
      seen.add(id);
      insertByTime(frontier, parent);
    }
  }
  return found;
}

function insertByTime(frontier: Commit[], commit: Commit): void {
  let at = frontier.length;
  while (at > 0 && (frontier[at - 1]?.time ?? 0) > commit.time) at -= 1;
  frontier.splice(at, 0, commit);
}
