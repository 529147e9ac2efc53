import type { GitHistory } from '../context/ports.ts';
import type { PastChange } from '../context/ranking/past-changes.ts';
import { git } from './git-command.ts';
import { isPlainPath } from './git-files.ts';
import { isRepository } from './is-repository.ts';

/** How far back a history goes. */
export interface HistoryLimits {
  readonly maxCommits: number;
  /** A change of more files is left out: it tells little of any of them. */
  readonly maxFilesPerCommit: number;
}

/** Reads from a repository's commits without running anything that the repository names. */
export function gitHistory(
  limits: HistoryLimits = { maxCommits: 2_000, maxFilesPerCommit: 200 },
): GitHistory {
  return {
    changes: (root, signal) => changes(root, limits, signal),
    headId: (root, signal) => headId(root, signal),
    headBlob: (root, path, signal) => headBlob(root, path, signal),
  };
}

async function changes(
  root: string,
  { maxCommits, maxFilesPerCommit }: HistoryLimits,
  signal: AbortSignal,
): Promise<readonly PastChange[]> {
  // In a folder of a repository, commits that did not touch it do not count.
  const pathspec = (await isRepository(root)) ? [] : ['.'];
  const options = [`--max-count=${maxCommits}`, `--format=${recordFormat}`, ...nameOptions];
  const call = { command: 'log', options: [...options, 'HEAD', '--', ...pathspec], folder: root } as const;
  const outcome = await git({ ...call, deadlineMs: logDeadlineMs, maxOutputBytes: maxLogBytes }, signal);
  const all = parseChanges(outcome.output);
  // Of a history that is too long, too slow or in part elsewhere, the newest commits are there; the last may be cut.
  const whole = outcome.kind === 'ok' ? all : all.slice(0, -1);
  return whole.filter(({ paths }) => paths.length > 0 && paths.length <= maxFilesPerCommit);
}

/**
 * Reads what {@link recordFormat} writes: for each commit an empty field, its id, its message, an empty field, and
 * the paths; no path is empty. Names come out of the repository, so those that leave the folder do not count.
 */
function parseChanges(output: Buffer): readonly PastChange[] {
  const fields = output.toString('utf8').split('\0');
  const found: PastChange[] = [];
  for (let at = 0; at + messageField < fields.length && fields[at] === ''; ) {
    const id = fields[at + 1] ?? '';
    const message = (fields[at + messageField] ?? '').trim().slice(0, maxMessageLength);
    const start = at + messageField + 2;
    const end = fields.indexOf('', start);
    at = end < 0 ? fields.length : end;
    found.push({ id, message, paths: pathsOf(fields.slice(start, at)) });
  }
  return found;
}

function pathsOf(names: readonly string[]): readonly string[] {
  // git ends the message with a line break, which stands before the first name.
  return names
    .map((name, index) => (index === 0 ? name.replace(/^\n/, '') : name))
    .filter((name) => isPlainPath(name) && !name.includes('\uFFFD'));
}

/** The commit that is checked out; undefined where there is none. */
async function headId(root: string, signal: AbortSignal): Promise<string | undefined> {
  const options = ['--verify', '--quiet', 'HEAD'];
  const outcome = await git({ command: 'rev-parse', options, folder: root }, signal);
  return outcome.kind === 'ok' ? outcome.output.toString('latin1').trim() : undefined;
}

/** `./` makes the name relative to the folder; `cat-file blob` gives the bytes of the commit, through no filter. */
async function headBlob(root: string, path: string, signal: AbortSignal): Promise<string | undefined> {
  if (!isPlainPath(path)) return undefined;
  const options = ['blob', `HEAD:./${path}`];
  const call = { command: 'cat-file', options, folder: root, maxOutputBytes: maxBlobBytes } as const;
  const outcome = await git(call, signal);
  return outcome.kind === 'ok' && !outcome.output.includes(0) ? decode(outcome.output) : undefined;
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

const recordFormat = '%x00%H%x00%B%x00';
const messageField = 2;
const nameOptions = ['-z', '--name-only', '--no-renames', '--no-merges', '--relative'] as const;
/** Characters of subject and body together. */
const maxMessageLength = 2_000;
const utf8 = new TextDecoder('utf-8', { fatal: true });
/** 1 MiB, as for files on disk. */
const maxBlobBytes = 1024 * 1024;
const maxLogBytes = 64 * 1024 * 1024;
const logDeadlineMs = 10_000;
