import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process';
import { isAbsolute } from 'node:path';
import type { Readable } from 'node:stream';

import { UserError } from '../base/error-codes.ts';
import type { KeySource } from '../model/ports.ts';

import { findExecutable } from './find-executable.ts';
import { errorCodeOf } from './small-file.ts';

/** Keys from the environment, and from commands that are run in `runFolder`, which must not be the workspace. */
export function keySource(
  env: Readonly<Record<string, string | undefined>>,
  runFolder: string,
  { timeoutMs = 10_000, isTrusted = () => true }: KeySourceOptions = {},
): KeySource {
  return {
    fromEnvironment: (name) => env[name]?.trim() || undefined,
    fromCommand: async (command, signal) => {
      if (signal.aborted) throw signal.reason;
      const ran = await run(command, { env, runFolder, timeoutMs, isTrusted }, signal);
      const key = ran.kind === 'ended' ? keyIn(ran.output) : ran;
      if (key.kind === 'key') return key.text;
      // Only the program is named: arguments may tell what belongs to nobody else.
      throw new UserError('key-command-failed', { command: command[0] ?? '', detail: key.detail });
    },
  };
}

interface KeySourceOptions {
  readonly timeoutMs?: number;
  /** Whether a program found on PATH may be run: one in a workspace may be anybody's. */
  readonly isTrusted?: (file: string) => boolean;
}

interface RunFacts extends Required<KeySourceOptions> {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly runFolder: string;
}

interface Failed {
  readonly kind: 'failed';
  readonly detail: string;
}

type RunOutcome = { readonly kind: 'ended'; readonly output: string } | Failed;

async function run(
  [program = '', ...options]: readonly string[],
  facts: RunFacts,
  signal: AbortSignal,
): Promise<RunOutcome> {
  const { env, runFolder, timeoutMs } = facts;
  const executable = isAbsolute(program) ? program : namedExecutable(program, facts);
  if (executable === undefined) return failed('there is no such program');
  // A group of its own, so that what the program has started ends with it.
  const child = spawn(executable, options, {
    cwd: runFolder,
    env: { ...env },
    stdio: ['ignore', 'pipe', 'ignore'],
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  const end = () => endGroup(child);
  // Nobody waits for a key any more when this process ends.
  process.once('exit', end);
  const letGo = holdBriefly(child);
  const stopped = new AbortController();
  const stop = () => stopped.abort();
  const limit = setTimeout(stop, timeoutMs).unref();
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await outcomeOf(child, stopped.signal);
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    if (stopped.signal.aborted) return failed(`it took more than ${timeoutMs / 1000} seconds`);
    throw error;
  } finally {
    clearTimeout(limit);
    signal.removeEventListener('abort', stop);
    letGo();
    process.off('exit', end);
    end();
  }
}

/** A command line that has its answer ends; one that waits for the key does not end before it. */
function holdBriefly(child: ChildProcessByStdio<null, Readable, null>): () => void {
  child.unref();
  if ('unref' in child.stdout && typeof child.stdout.unref === 'function') child.stdout.unref();
  const hold = setTimeout(() => undefined, holdMs);
  return () => clearTimeout(hold);
}

/** A little longer than any request waits for a key. */
const holdMs = 3_500;

function outcomeOf(
  child: ChildProcessByStdio<null, Readable, null>,
  limit: AbortSignal,
): Promise<RunOutcome> {
  return new Promise((resolve, reject) => {
    let output = '';
    limit.addEventListener('abort', () => reject(limit.reason), { once: true });
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (output.length > maxOutputLength) resolve(failed('it prints too much'));
    });
    child.on('error', (error) =>
      resolve(failed(startFailures[errorCodeOf(error)] ?? 'it cannot be started')),
    );
    child.on('close', (code, killedBy) => {
      if (code === 0) resolve({ kind: 'ended', output });
      else resolve(failed(`it ended with ${code ?? killedBy ?? 'an error'}`));
    });
  });
}

function endGroup({ pid, exitCode, signalCode }: ChildProcess): void {
  if (pid === undefined) return;
  const isOver = exitCode !== null || signalCode !== null;
  try {
    // Children of a program that has ended may still run in its group.
    if (process.platform === 'win32' && !isOver) process.kill(pid, 'SIGKILL');
    else if (process.platform !== 'win32') process.kill(-pid, 'SIGKILL');
  } catch {
    // All of them have ended by themselves.
  }
}

const maxOutputLength = 64 * 1024;

const startFailures: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such program',
  EACCES: 'it is no program that may be run',
};

/** Names are looked up on PATH alone; what holds a separator would start at some folder, so it is no name. */
function namedExecutable(name: string, { env, isTrusted }: RunFacts): string | undefined {
  if (name === '' || /[/\\]/.test(name)) return undefined;
  return findExecutable(name, env.PATH ?? env.Path ?? '', isTrusted);
}

function keyIn(output: string): { readonly kind: 'key'; readonly text: string } | Failed {
  const text = output.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '');
  if (text === '') return failed('it prints nothing');
  if (/[\r\n]/.test(text)) return failed('it prints several lines');
  if (/[^ -~]/.test(text)) return failed('it prints characters that are in no key');
  return { kind: 'key', text };
}

function failed(detail: string): Failed {
  return { kind: 'failed', detail };
}
