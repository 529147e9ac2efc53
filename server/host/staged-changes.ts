import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import type { StagedChanges, StagedFile, StagedSet } from '../features/code-actions/ports.ts';
import { pathOf } from './file-uri.ts';
import { git } from './git-command.ts';
import { blobText, headBlobs, indexEntries } from './index-state.ts';

/** What the next commit changes: the index against the last commit, texts of excluded files left out. */
export function stagedChanges(isExcluded: (uri: string) => boolean): StagedChanges {
  return {
    async read(root, signal) {
      const folder = pathOf(root.uri);
      return folder === undefined ? undefined : readStaged(folder, isExcluded, signal);
    },
  };
}

async function readStaged(
  folder: string,
  isExcluded: (uri: string) => boolean,
  signal: AbortSignal,
): Promise<StagedSet | undefined> {
  const entries = await indexEntries(folder, signal);
  if (entries === undefined) return undefined;
  const head = await headBlobs(folder, signal);
  const paths = [...new Set([...entries.keys(), ...head.keys()])].filter(
    (path) => entries.get(path)?.blob !== head.get(path),
  );
  const files: StagedFile[] = [];
  for (const path of paths.toSorted()) {
    const change = { path, before: head.get(path), after: entries.get(path)?.blob };
    const uri = pathToFileURL(join(folder, path)).href;
    const isWithheld = isExcluded(uri) ? 'excluded' : files.length < mostTexts ? undefined : 'too-large';
    files.push(await stagedFile({ folder, uri, withheld: isWithheld }, change, signal));
  }
  return { files, subjects: await subjects(folder, signal) };
}

interface Blobs {
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

async function stagedFile(
  { folder, uri, withheld }: { folder: string; uri: string; withheld: StagedFile['withheld'] },
  { path, before, after }: Blobs,
  signal: AbortSignal,
): Promise<StagedFile> {
  const kind = before === undefined ? 'added' : after === undefined ? 'deleted' : 'changed';
  const file = { uri, path, kind, before: undefined, after: undefined, withheld } as const;
  if (withheld !== undefined) return file;
  const textOf = (blob: string | undefined) => (blob === undefined ? '' : blobText(folder, blob, signal));
  const [old, fresh] = await Promise.all([textOf(before), textOf(after)]);
  if (old === undefined || fresh === undefined) return { ...file, withheld: 'not-text' };
  return {
    ...file,
    before: before === undefined ? undefined : old,
    after: after === undefined ? undefined : fresh,
  };
}

async function subjects(folder: string, signal: AbortSignal): Promise<readonly string[]> {
  const options = [`--max-count=${mostSubjects}`, '--format=%s', '-z', 'HEAD'];
  const logged = await git({ command: 'log', options, folder, deadlineMs: logDeadlineMs }, signal);
  if (logged.kind === 'failed') return [];
  return logged.output
    .toString('utf8')
    .split('\0')
    .map((subject) => subject.trim())
    .filter((subject) => subject !== '');
}

/** A commit of more files is told in few words anyway; each text is a process. */
const mostTexts = 60;
const mostSubjects = 10;
const logDeadlineMs = 5_000;
