import { spawn } from 'node:child_process';

/** A command to run in a folder. */
export interface Command {
  readonly folder: string;
  readonly words: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/** How a command ended. */
export interface Ended {
  /** What it printed, of both kinds. */
  readonly output: string;
  readonly succeeded: boolean;
}

/** Runs a command to its end; what it printed, whether it succeeded or not. Undefined where there is no such program. */
export async function runCommand(command: Command): Promise<string | undefined> {
  return (await endOf(command))?.output;
}

/** Runs a command to its end. Undefined where there is no such program. */
export function endOf({ folder, words, environment }: Command): Promise<Ended | undefined> {
  const [program = '', ...rest] = words;
  return new Promise((resolve) => {
    const child = spawn(program, rest, {
      cwd: folder,
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: longestRunMs,
    });
    let output = '';
    child.stdout.on('data', (data: Buffer) => {
      output += data.toString();
    });
    child.stderr.on('data', (data: Buffer) => {
      output += data.toString();
    });
    child.on('error', () => resolve(undefined));
    child.on('close', (code) => resolve({ output, succeeded: code === 0 }));
  });
}

const longestRunMs = 180_000;
