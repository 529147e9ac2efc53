import { type ExecFileException, execFile } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { sep } from 'node:path';

import { findExecutable } from './find-executable.ts';

/** One call of git; the deadline and the bound on the output are for the longest list, unless named. */
export interface GitCall {
  readonly command: 'ls-files' | 'rev-parse' | 'cat-file' | 'ls-tree' | 'log';
  readonly options: readonly string[];
  readonly folder: string;
  readonly deadlineMs?: number;
  readonly maxOutputBytes?: number;
}

/** What a call of git gave; its failures are ordinary, because any folder may be no repository; `detail` says why. */
export type GitOutcome =
  | { readonly kind: 'ok'; readonly output: Buffer }
  /** The output is what was written before it failed; it may end anywhere. */
  | { readonly kind: 'failed'; readonly detail: string; readonly output: Buffer };

/**
 * Calls git in a folder that may be hostile: nothing that `.git/config` names is run, nothing is written, no
 * network. Only `ls-files`, `rev-parse`, `cat-file` and `ls-tree` are safe this way, and `log` as long as it shows
 * no patch and no signature; filters and text conversions of other commands cannot be switched off.
 */
export function git(call: GitCall, signal: AbortSignal): Promise<GitOutcome> {
  const { command, options, folder, deadlineMs = longDeadlineMs, maxOutputBytes = mostOutputBytes } = call;
  const executable = gitExecutable(process.env.PATH ?? '', folder);
  if (executable === undefined)
    return Promise.resolve(failed('there is no git on the PATH', Buffer.alloc(0)));
  return new Promise((resolve, reject) => {
    execFile(
      executable,
      [...hardening, command, ...(command === 'log' ? logHardening : []), ...options],
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
        else resolve(failed(detailOf(error, complaint.toString(), deadlineMs), output));
      },
    );
  });
}

function failed(detail: string, output: Buffer): GitOutcome {
  return { kind: 'failed', detail, output };
}

/** In a few words of ours; what git writes may be long and name paths. */
function detailOf(error: ExecFileException, complaint: string, deadlineMs: number): string {
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
    'log.showSignature=false',
    'log.mailmap=false',
    'log.follow=false',
    'core.attributesFile=/dev/null',
  ].flatMap((setting) => ['-c', setting]),
];

/** Switches off what could run a program, and what would read one more file that the repository names. */
const logHardening: readonly string[] = [
  '--no-show-signature',
  '--no-ext-diff',
  '--no-textconv',
  '--no-mailmap',
  '--no-notes',
  '--no-decorate',
  '--no-color',
  '--ignore-submodules=all',
  '--encoding=UTF-8',
  '-O/dev/null',
];

/** Long, because the list of a large repository on a cold disk takes a while, and only the worker waits. */
const longDeadlineMs = 30_000;
const mostOutputBytes = 256 * 1024 * 1024;

/** The variables that git needs to start and to find the person's own `safe.directory`. */
function clearedEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = ['PATH', 'HOME', 'XDG_CONFIG_HOME', 'USERPROFILE', 'SYSTEMROOT', 'TEMP'];
  const entries = kept.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]] as const]));
  return {
    ...Object.fromEntries(entries),
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    GIT_NO_LAZY_FETCH: '1',
    // An older git fetches missing objects even so, and `protocol.ext.allow` of a repository outweighs our
    // `protocol.allow`; nothing outweighs this list of protocols, of which there is none.
    GIT_ALLOW_PROTOCOL: 'none',
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
