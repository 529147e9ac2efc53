import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

import type { Finding } from '../../server/cli/doctor-findings.ts';

const root = join(import.meta.dirname, '../..');
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'innerloop-bundle-'));
  for (const name of ['config/innerloop', 'project/.innerloop', 'project/.git']) {
    mkdirSync(join(folder, name), { recursive: true });
  }
  writeFileSync(join(folder, 'config/innerloop/config.jsonc'), '{ "completion.maxLine": 3 } // a typo');
  writeFileSync(join(folder, 'project/.innerloop/config.jsonc'), '{ "completion": { "maxLines": 2 } }');
  writeFileSync(
    join(folder, 'project/sum.ts'),
    'export function sum(a: number, b: number) {\n  return a + b;\n}\n',
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the bundle as a person would, with settings and cache of its own. */
function innerloop(...argv: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'dist/main.js'), ...argv], {
    cwd: join(folder, 'project'),
    encoding: 'utf8',
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      XDG_CONFIG_HOME: join(folder, 'config'),
      XDG_CACHE_HOME: join(folder, 'cache'),
    },
    timeout: 15_000,
  });
  return { exitCode: status, out: stdout, error: stderr };
}

test('the bundle prints the help that is committed', () => {
  const { exitCode, out } = innerloop('--help', '--all');
  expect(exitCode).toBe(0);
  expect(out).toBe(readFileSync(join(root, 'server/cli/help.txt'), 'utf8'));
});

test('the bundle says what is wrong with its arguments', () => {
  const { exitCode, out, error } = innerloop('serve', '--socket=none');
  expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
  expect(error).toContain('"none" is not a port');
});

test('the bundle learns a folder and answers for a place in it', () => {
  const { exitCode, out } = innerloop('complete', 'sum.ts:2:3', '--json');
  expect(exitCode).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ position: 'sum.ts:2:3' });
});

test('the bundle reads the settings of the user and of the workspace', () => {
  const { exitCode, out } = innerloop('doctor', '--json');
  expect(exitCode).toBe(0);
  const { findings } = JSON.parse(out);
  const settings = findings.find(({ subject }: Finding) => subject === 'Settings');
  expect(settings.details.join('\n')).toContain('Did you mean "completion.maxLines"?');
  expect(settings.details.join('\n')).toContain('completion.maxLines = 2');
});

test('the first command of the README ends with a real suggestion and with how to connect an editor', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const [, ...argv] = String(scripts.try).split('node dist/main.js ')[1]?.split(' ') ?? [];
  const { status, stdout } = spawnSync(process.execPath, [join(root, 'dist/main.js'), 'complete', ...argv], {
    cwd: root,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, HOME: folder, XDG_CACHE_HOME: join(folder, 'cache') },
  });
  expect(status).toBe(0);
  expect(stdout).toMatch(/├.{10,}┤/);
  expect(stdout).toContain('vim.lsp.enable');
});
