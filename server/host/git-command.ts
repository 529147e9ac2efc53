import { type ExecFileException, execFile } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { sep } from 'node:path';

import { findExecutable } from './find-executable.ts';

/** What a call of git gave; its failures are ordinary, because any folder may be no repository; `detail` says why. */
export type GitOutcome =
  | { readonly kind: 'ok'; readonly output: Buffer }
  | { readonly kind: 'failed'; readonly detail: string };

/**
 * Calls git in a folder that may be hostile: nothing that `.git/config` names is run, nothing is written, no
 * network. Only `ls-files`, `rev-parse`, `cat-file` and `ls-tree` are safe this way; filters and text conversions
 * of other commands cannot be switched off.
 */
export function git(
  command: 'ls-files' | 'rev-parse' | 'cat-file' | 'ls-tree',
  options: readonly string[],
  folder: string,
  signal: AbortSignal,
): Promise<GitOutcome> {
  const executable = gitExecutable(process.env.PATH ?? '', folder);
  if (executable === undefined)
    return Promise.resolve({ kind: 'failed', detail: 'there is no git on the PATH' });
  return new Promise((resolve, reject) => {
    execFile(
      executable,
      [...hardening, command, ...options],
      {
        cwd: folder,
        env: clearedEnvironment(process.env),
        encoding: 'buffer',
        timeout: deadlineMs,
        killSignal: 'SIGKILL',
        maxBuffer: maxOutputBytes,
        windowsHide: true,
        signal,
      },
      (error, output, complaint) => {
        if (signal.aborted) reject(signal.reason);
        else if (error === null) resolve({ kind: 'ok', output });
        else resolve({ kind: 'failed', detail: detailOf(error, complaint.toString()) });
      },
    );
  });
}

/** In a few words of ours; what git writes may be long and name paths. */
function detailOf(error: ExecFileException, complaint: string): string {
  if (complaint.includes('dubious ownership')) return 'the folder belongs to another user';
  if (complaint.includes('not a git repository')) return 'its .git is not a repository';
  if (error.code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') return 'the list is too long';
  if (error.killed === true) return `it took more than ${deadlineMs / 1000} seconds`;
  return `it ended with ${error.code ?? error.signal ?? 'an error'}`;
}

const hardening: readonly string[] = [
  '--no-optional-locks',
  '--no-pager',
  '--literal-pathspecs',
  ...[
    'core.fsmonitor=false',
    'core.untrackedCache=false',
    'core.hooksPath=/dev/null',
    'core.pager=cat',
    'protocol.allow=never',
    'safe.bareRepository=explicit',
    'submodule.recurse=false',
  ].flatMap((setting) => ['-c', setting]),
];

/** Long, because the list of a large repository on a cold disk takes a while, and only the worker waits. */
const deadlineMs = 30_000;
const maxOutputBytes = 256 * 1024 * 1024;

/** The variables that git needs to start and to find the person's own `safe.directory`. */
function clearedEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = ['PATH', 'HOME', 'XDG_CONFIG_HOME', 'USERPROFILE', 'SYSTEMROOT', 'TEMP'];
  const entries = kept.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]] as const]));
  return {
    ...Object.fromEntries(entries),
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    GIT_NO_LAZY_FETCH: '1',
    GIT_CONFIG_COUNT: '0',
    LC_ALL: 'C',
  };
}

/** The first git on PATH that is not inside `folder`. */
function gitExecutable(path: string, folder: string): string | undefined {
  return findExecutable('git', path, (file) => !isInside(file, folder));
}

function isInside(file: string, folder: string): boolean {
  try {
    return realpathSync(file).startsWith(realpathSync(folder) + sep);
  } catch {
    return true;
  }
}
