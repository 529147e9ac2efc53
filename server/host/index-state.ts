import { git } from './git-command.ts';
import { isPlainPath } from './git-files.ts';

/** What git has of one file in its index, as far as it can be told without reading the file. */
export interface IndexEntry {
  readonly blob: string;
  /** Of the file on disk when git last compared it; undefined where it never did. */
  readonly seen: { readonly mtimeMs: number; readonly size: number } | undefined;
}

/** The files of the index below a folder, by path relative to it; undefined where git cannot tell. */
export async function indexEntries(
  folder: string,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, IndexEntry> | undefined> {
  const options = ['-z', '--stage', '--debug'];
  const listed = await git({ command: 'ls-files', options, folder, deadlineMs }, signal);
  return listed.kind === 'ok' ? parseIndex(listed.output.toString('utf8')) : undefined;
}

/** The blobs of the last commit below a folder, by path relative to it; empty where there is no commit. */
export async function headBlobs(folder: string, signal: AbortSignal): Promise<ReadonlyMap<string, string>> {
  const options = ['-r', '-z', 'HEAD'];
  const listed = await git({ command: 'ls-tree', options, folder, deadlineMs }, signal);
  if (listed.kind === 'failed') return new Map();
  const records = listed.output.toString('utf8').split('\0');
  return new Map(
    records.flatMap((record) => {
      const [, kind, blob, path = ''] = /^\d+ (\w+) (\w+)\t(.*)$/s.exec(record) ?? [];
      return kind === 'blob' && blob !== undefined && isUsable(path) ? [[path, blob] as const] : [];
    }),
  );
}

/** The text of a blob; undefined for what is no text, or too long. */
export async function blobText(
  folder: string,
  blob: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const call = { command: 'cat-file', options: ['blob', blob], folder } as const;
  const read = await git({ ...call, deadlineMs, maxOutputBytes: maxBlobBytes }, signal);
  if (read.kind === 'failed' || read.output.includes(0)) return undefined;
  try {
    return utf8.decode(read.output);
  } catch {
    return undefined;
  }
}

/**
 * Records of `ls-files -z --stage --debug`: `MODE BLOB STAGE<tab>PATH`, ended by NUL, then lines of what git has seen
 * of the file. Files in conflict count by their first stage.
 */
function parseIndex(output: string): ReadonlyMap<string, IndexEntry> {
  const entries = new Map<string, IndexEntry>();
  const parts = output.split('\0');
  for (const [at, part] of parts.entries()) {
    const [, mode, blob, path = ''] = /(\d{6}) ([0-9a-f]+) \d\t(.*)$/s.exec(part) ?? [];
    if (blob === undefined || mode === submoduleMode || !isUsable(path) || entries.has(path)) continue;
    entries.set(path, { blob, seen: seenIn(parts[at + 1] ?? '') });
  }
  return entries;
}

function seenIn(lines: string): IndexEntry['seen'] {
  const [, seconds, nanoseconds] = /mtime: (\d+):(\d+)/.exec(lines) ?? [];
  const [, size] = /size: (\d+)/.exec(lines) ?? [];
  if (seconds === undefined || nanoseconds === undefined || size === undefined) return undefined;
  return { mtimeMs: Number(seconds) * 1_000 + Number(nanoseconds) / 1e6, size: Number(size) };
}

/** Names come out of the repository, which may be hostile. */
function isUsable(path: string): boolean {
  return isPlainPath(path) && !path.includes('\uFFFD');
}

const submoduleMode = '160000';
const utf8 = new TextDecoder('utf-8', { fatal: true });
/** 1 MiB, as for files on disk. */
const maxBlobBytes = 1024 * 1024;
const deadlineMs = 10_000;
