import { type ExecFileException, execFile } from 'node:child_process';
import { isAbsolute } from 'node:path';

import { UserError } from '../base/error-codes.ts';
import type { KeySource } from '../model/ports.ts';

import { findExecutable } from './find-executable.ts';

/** Keys from the environment, and from commands that are run in `runFolder`, which must not be the workspace. */
export function keySource(
  env: Readonly<Record<string, string | undefined>>,
  runFolder: string,
  { timeoutMs = 10_000 }: { readonly timeoutMs?: number } = {},
): KeySource {
  return {
    fromEnvironment: (name) => env[name]?.trim() || undefined,
    fromCommand: async (command, signal) => {
      if (signal.aborted) throw signal.reason;
      const ran = await run(command, { env, runFolder, timeoutMs }, signal);
      const key = ran.kind === 'ended' ? keyIn(ran.output) : ran;
      if (key.kind === 'key') return key.text;
      // Only the program is named: arguments may tell what belongs to nobody else.
      throw new UserError('key-command-failed', { command: command[0] ?? '', detail: key.detail });
    },
  };
}

interface RunFacts {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly runFolder: string;
  readonly timeoutMs: number;
}

interface Failed {
  readonly kind: 'failed';
  readonly detail: string;
}

type RunOutcome = { readonly kind: 'ended'; readonly output: string } | Failed;

function run(
  [program = '', ...options]: readonly string[],
  { env, runFolder, timeoutMs }: RunFacts,
  signal: AbortSignal,
): Promise<RunOutcome> {
  const executable = isAbsolute(program) ? program : namedExecutable(program, env);
  if (executable === undefined) return Promise.resolve(failed('there is no such program'));
  return new Promise((resolve, reject) => {
    const child = execFile(
      executable,
      options,
      {
        cwd: runFolder,
        env: { ...env },
        timeout: timeoutMs,
        killSignal: 'SIGKILL',
        maxBuffer: maxOutputBytes,
        windowsHide: true,
      },
      (error, output) => {
        signal.removeEventListener('abort', giveUp);
        if (error === null) resolve({ kind: 'ended', output });
        else resolve(failed(detailOf(error, timeoutMs)));
      },
    );
    const giveUp = () => {
      reject(signal.reason);
      child.kill('SIGKILL');
    };
    signal.addEventListener('abort', giveUp, { once: true });
    // A program that asks a question gets no answer rather than no end.
    child.stdin?.on('error', () => {});
    child.stdin?.end();
  });
}

const maxOutputBytes = 64 * 1024;

/** Names are looked up on PATH alone; what holds a separator would start at some folder, so it is no name. */
function namedExecutable(name: string, env: RunFacts['env']): string | undefined {
  if (name === '' || /[/\\]/.test(name)) return undefined;
  return findExecutable(name, env.PATH ?? env.Path ?? '');
}

/** In words of ours: the error's own message quotes the arguments and what the command printed. */
function detailOf(error: ExecFileException, timeoutMs: number): string {
  if (error.code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') return 'it prints too much';
  if (error.killed === true) return `it took more than ${timeoutMs / 1000} seconds`;
  if (error.code === 'ENOENT') return 'there is no such program';
  if (error.code === 'EACCES') return 'it is no program that may be run';
  return `it ended with ${error.code ?? error.signal ?? 'an error'}`;
}

function keyIn(output: string): { readonly kind: 'key'; readonly text: string } | Failed {
  const text = output.replace(/\r?\n$/, '').replace(/^[ \t]+|[ \t]+$/g, '');
  if (text.trim() === '') return failed('it prints nothing');
  if (/[\r\n]/.test(text)) return failed('it prints several lines');
  if (/[^ -~]/.test(text)) return failed('it prints characters that are in no key');
  return { kind: 'key', text };
}

function failed(detail: string): Failed {
  return { kind: 'failed', detail };
}
