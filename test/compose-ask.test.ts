import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { chatOf, type ScriptedModelServer, scriptedModelServer } from './support/scripted-model-server.ts';

const tax = `export const base = 0.2;

/** What is added to a price. */
export function rateOf(kind: string): number {
  return kind === 'book' ? 1.07 : 1 + base;
}
`;

let folder = '';
let endpoint: ScriptedModelServer;

beforeEach(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'innerloop-ask-')));
  write('project/src/tax.ts', tax);
  write('project/src/plans.ts', 'export const rateOfBooks = "a secret rate of books";\n');
  write('project/.aiignore', 'plans.ts\n');
  execFileSync('git', ['init', '--quiet'], { cwd: join(folder, 'project') });
  execFileSync('git', ['add', '.'], { cwd: join(folder, 'project') });
  write('project/src/draft.ts', 'export const draftRate = "the rate of a book in a draft";\n');
  endpoint = await scriptedModelServer();
});

afterEach(async () => {
  await endpoint.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a model is sent the question with what was found, and its answer is printed', async () => {
  useModel();
  endpoint.on(
    '/v1/chat/completions',
    chatOf('`rateOf` decides (src/tax.ts:4-6), `base` is at src/tax.ts:40.'),
  );
  const { exitCode, out, error } = await innerloop('ask', 'How is the rate of a book computed?');
  expect({ exitCode, out }).toEqual({
    exitCode: 0,
    out: '`rateOf` decides (src/tax.ts:4-6), `base` is at src/tax.ts:40.\n',
  });
  expect(error).toBe('! src/tax.ts:40 is unverified: the file has 6 lines; `base` is at src/tax.ts:1.\n');
  const [prompt = ''] = prompts();
  expect(prompt).toContain('4 | export function rateOf(kind: string): number {');
  expect(prompt).toContain('How is the rate of a book computed?');
  expect(prompt).not.toContain('secret');
  expect(prompt).not.toContain('draft');
});

test('references are shown to the model, and those that mean nothing are told', async () => {
  useModel();
  endpoint.on('/v1/chat/completions', chatOf('Yes.'));
  const { out } = await innerloop(
    'ask',
    'Is @src/tax.ts:1 right, and @src/taxes.ts, and @src/plans.ts, and #rateOf?',
  );
  expect(out).toBe(
    '> There is no file src/taxes.ts; did you mean src/tax.ts?\n>\n> src/plans.ts was not read: a rule excludes it.\n\nYes.\n',
  );
  expect(prompts()[0]).toContain('src/tax.ts:1 (named in the question)\\n```\\n1 | export const base = 0.2;');
});

test('without a model the answer is what the index finds', async () => {
  const { exitCode, out, error } = await innerloop('ask', 'How is the rate of a book computed?');
  expect({ exitCode, error }).toEqual({ exitCode: 0, error: '' });
  expect(out).toContain('No model is connected');
  expect(out).toMatch(/1\. `src\/tax\.ts:[\d-]+`: /);
  expect(out).toContain('export function rateOf(kind: string): number {');
  expect(out).not.toContain('secret');
});

test('a model that fails is told with the reason, and the index answers', async () => {
  useModel();
  endpoint.on('/v1/chat/completions', (_request, response) =>
    response.json(401, { error: { message: 'no' } }),
  );
  const { exitCode, out } = await innerloop('ask', 'rate of a book', '--model', 'scripted');
  expect(exitCode).toBe(1);
  expect(out).toMatch(/^No model has answered: .*scripted/);
  expect(out).toContain('src/tax.ts');
});

test('a model that the settings do not name is refused', async () => {
  useModel();
  const { exitCode, error } = await innerloop('ask', 'rate', '--model', 'script');
  expect({ exitCode, error }).toEqual({
    exitCode: 1,
    error: 'innerloop: There is no model "script" in the settings.\nDid you mean "scripted"?\n',
  });
});

test('Ctrl-C stops the model', async () => {
  useModel();
  endpoint.on('/v1/chat/completions', async (request, response) => {
    response.status(200, { 'content-type': 'text/event-stream' });
    await response.write(
      `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: 'So far' } }] })}\n\n`,
    );
    await request.aborted;
  });
  const { child, ended } = start('ask', 'rate of a book');
  const [request] = await firstRequest();
  child.stdout.once('data', () => child.kill('SIGINT'));
  await request?.aborted;
  expect(await ended).toMatchObject({ exitCode: 130, out: 'So far\n' });
});

async function firstRequest() {
  const isChat = ({ path }: { path: string }) => path === '/v1/chat/completions';
  for (let count = 1; !endpoint.requests.some(isChat); count++) await endpoint.untilRequests(count);
  return endpoint.requests.filter(isChat);
}

function prompts(): readonly string[] {
  return endpoint.requests.filter(({ path }) => path === '/v1/chat/completions').map(({ text }) => text);
}

function useModel(): void {
  const scripted = { baseUrl: `${endpoint.url}/v1`, model: 'scripted', window: 8192 };
  write(
    'config/innerloop/config.jsonc',
    JSON.stringify({ models: { scripted }, 'routes.chat': ['scripted'] }),
  );
}

function innerloop(...argv: string[]) {
  return start(...argv).ended;
}

/** Runs the bundle as a person would, with settings and cache of its own. */
function start(...argv: string[]) {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../dist/main.js'), ...argv], {
    cwd: join(folder, 'project'),
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      XDG_CONFIG_HOME: join(folder, 'config'),
      XDG_CACHE_HOME: join(folder, 'cache'),
      XDG_STATE_HOME: join(folder, 'state'),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let error = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    error += text;
  });
  const ended = new Promise<{ exitCode: number | null; out: string; error: string }>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode) => resolve({ exitCode, out, error }));
  });
  return { child, ended };
}

function write(path: string, text: string): void {
  const absolute = join(folder, path);
  mkdirSync(dirname(absolute), { recursive: true });
  writeFileSync(absolute, text);
}
