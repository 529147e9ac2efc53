import { chmodSync, existsSync, readFileSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { describe, expect, test } from 'vitest';

import { neverAborted } from '../../server/base/cancellation.ts';
import { keySource } from '../../server/host/key-source.ts';
import { temporaryFolder } from './temporary-folder.ts';

const secret = 'sk-1234';

/** The command that runs a script of JavaScript. */
function node(script: string): readonly string[] {
  return [process.execPath, '-e', script];
}

function printing(output: string): readonly string[] {
  return node(`process.stdout.write(${JSON.stringify(output)})`);
}

/** The key, or the sentence that the user reads. */
async function check(
  command: readonly string[],
  { env = {}, timeoutMs = 10_000 }: { env?: Record<string, string>; timeoutMs?: number } = {},
): Promise<string> {
  const keys = keySource({ PATH: process.env.PATH, ...env }, homedir(), { timeoutMs });
  return keys.fromCommand(command, neverAborted).catch((error: unknown) => String(error));
}

function failure(detail: string, program = process.execPath): string {
  return `UserError: The command that prints the key (${program}) failed: ${detail}.`;
}

describe('a key from the environment', () => {
  test('is trimmed, and missing when nothing is left', () => {
    const keys = keySource({ KEY: ` ${secret}\n`, BLANK: ' \t', EMPTY: '' }, homedir());
    expect(keys.fromEnvironment('KEY')).toBe(secret);
    expect(keys.fromEnvironment('BLANK')).toBeUndefined();
    expect(keys.fromEnvironment('EMPTY')).toBeUndefined();
    expect(keys.fromEnvironment('OTHER')).toBeUndefined();
  });
});

describe('a key from a command', () => {
  test.each([secret, `${secret}\n`, `${secret}\r\n`, `  ${secret}\t\n`])(
    'is what it prints: %j',
    async (output) => {
      expect(await check(printing(output))).toBe(secret);
    },
  );

  test('may hold blanks inside', async () => {
    expect(await check(printing('Bearer a b\n'))).toBe('Bearer a b');
  });

  test('may have empty lines around it', async () => {
    expect(await check(printing(`\n${secret}\n\n`))).toBe(secret);
  });

  test.each([
    ['', 'it prints nothing'],
    ['\n', 'it prints nothing'],
    [' \n \n', 'it prints nothing'],
    [`Enter passphrase:\n${secret}\n`, 'it prints several lines'],
    [`\u001b[32m${secret}\u001b[0m\n`, 'it prints characters that are in no key'],
    [`${secret}\u0000`, 'it prints characters that are in no key'],
    [`\uFEFF${secret}`, 'it prints characters that are in no key'],
    [secret.repeat(20_000), 'it prints too much'],
  ])('is refused when the output is %j', async (output, detail) => {
    const script = `const output = ${JSON.stringify(output.slice(0, 100))};
      process.stdout.write(output.repeat(${Math.ceil(output.length / 100) || 1}))`;
    const said = await check(node(script));
    expect(said).toBe(failure(detail));
    expect(said).not.toContain(secret);
  });

  test('is refused when the command fails, whatever it printed', async () => {
    const said = await check(
      node(`console.log('${secret}'); console.error('${secret}'); process.exitCode = 3`),
    );
    expect(said).toBe(failure('it ended with 3'));
  });

  test('is refused when the command is killed', async () => {
    expect(await check(node("process.kill(process.pid, 'SIGTERM')"))).toBe(failure('it ended with SIGTERM'));
  });

  test('is refused when the command hangs, even if it does not want to end', async () => {
    const stubborn = "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)";
    expect(await check(node(stubborn), { timeoutMs: 500 })).toBe(failure('it took more than 0.5 seconds'));
  });

  test('comes although the command asks: it finds its input closed', async () => {
    const asking = `process.stdin.resume().on('end', () => console.log('${secret}'))`;
    expect(await check(node(asking))).toBe(secret);
  });

  test('is refused when there is no such program', async () => {
    expect(await check(['innerloop-no-such-program'])).toBe(
      failure('there is no such program', 'innerloop-no-such-program'),
    );
    const absolute = join(temporaryFolder(), 'none');
    expect(await check([absolute])).toBe(failure('there is no such program', absolute));
    expect(await check([])).toBe(failure('there is no such program', ''));
  });

  test('names no argument in a failure', async () => {
    expect(await check([...node('process.exit(1)'), `--token=${secret}`])).not.toContain(secret);
  });

  test('is read by no shell', async () => {
    expect(await check([...node('console.log(process.argv[1])'), '$HOME;`id`'])).toBe('$HOME;`id`');
  });

  test('is asked for in the given folder, with the given environment', async () => {
    const folder = temporaryFolder();
    const keys = keySource({ KEY_NAME: 'mine' }, folder);
    const command = node('console.log(process.env.KEY_NAME, process.cwd(), process.env.HOME)');
    expect(await keys.fromCommand(command, neverAborted)).toBe(`mine ${realpathSync(folder)} undefined`);
  });
});

describe.skipIf(process.platform === 'win32')('the program of a command', () => {
  const program = { 'bin/print-key': '#!/bin/sh\necho from-path\n' };

  async function inFolder(path: (folder: string) => string, command: string): Promise<string> {
    const folder = temporaryFolder(program);
    chmodSync(join(folder, 'bin/print-key'), 0o755);
    const keys = keySource({ PATH: path(folder) }, join(folder, 'bin'));
    return keys.fromCommand([command], neverAborted).catch((error: unknown) => String(error));
  }

  test('is found on PATH', async () => {
    expect(await inFolder((folder) => `/nowhere${delimiter}${join(folder, 'bin')}`, 'print-key')).toBe(
      'from-path',
    );
  });

  test.each(['', '.', 'bin', `.${delimiter}`])('is not found through the relative entry %j', async (path) => {
    expect(await inFolder(() => path, 'print-key')).toBe(failure('there is no such program', 'print-key'));
  });

  test('is not found in the folder where it would run', async () => {
    expect(await inFolder(() => '/nowhere', './print-key')).toBe(
      failure('there is no such program', './print-key'),
    );
  });
});

describe('aborting', () => {
  test('rejects with the reason and ends the program', async () => {
    const folder = temporaryFolder();
    const started = join(folder, 'started');
    const script = `require('node:fs').writeFileSync(${JSON.stringify(started)}, String(process.pid));
      process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)`;
    const abort = new AbortController();
    const key = keySource({}, folder).fromCommand(node(script), abort.signal);
    const outcome = expect(key).rejects.toBe('changed my mind');
    await expect.poll(() => existsSync(started), { timeout: 10_000 }).toBe(true);
    abort.abort('changed my mind');
    await outcome;
    const pid = Number(readFileSync(started, 'utf8'));
    await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false);
  });

  test('beforehand runs nothing', async () => {
    const key = keySource({}, homedir()).fromCommand(printing(secret), AbortSignal.abort('never mind'));
    await expect(key).rejects.toBe('never mind');
  });
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
