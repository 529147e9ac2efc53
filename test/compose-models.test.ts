import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { type SpawnedServer, spawnServer } from './support/lsp-client.ts';
import {
  completionsOf,
  ollamaGenerateOf,
  type ScriptedModelServer,
  scriptedModelServer,
} from './support/scripted-model-server.ts';

const begun = 'function add(a, b) {\n  return ';

let folder = '';
let endpoint: ScriptedModelServer;
let server: SpawnedServer | undefined;

beforeEach(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'innerloop-models-')));
  mkdirSync(join(folder, 'project/.innerloop'), { recursive: true });
  mkdirSync(join(folder, 'config/innerloop'), { recursive: true });
  endpoint = await scriptedModelServer();
  endpoint.on('/v1/completions', completionsOf('a + b;'));
});

afterEach(async () => {
  await server?.client.request('shutdown');
  server?.client.notify('exit');
  await server?.exited;
  server = undefined;
  await endpoint.close();
  rmSync(folder, { recursive: true, force: true });
});

test('offers what the model of the route writes, with the text around the cursor as its question', async () => {
  await start(settings());
  expect(await suggestionIn('sum.ts', begun, '\n}\n')).toBe('a + b;');
  expect(endpoint.requests[0]?.body).toMatchObject({ prompt: begun, suffix: '\n}\n', stream: true });
});

test('offers it in the popup, too', async () => {
  await start(settings());
  open('sum.ts', begun, '\n}\n');
  const answer = await untilAsked(() => ask('textDocument/completion', 'sum.ts', begun));
  expect(answer).toContain('a + b;');
});

test('reads the user’s settings file', async () => {
  write('config/innerloop/config.jsonc', JSON.stringify(settings()));
  await start({});
  expect(await suggestionIn('sum.ts', begun, '\n}\n')).toBe('a + b;');
});

test('takes no endpoint from what the editor says later, and says so once', async () => {
  const foreign = await scriptedModelServer();
  try {
    await start({});
    const stolen = {
      models: { m: { ...model(), baseUrl: `${foreign.url}/v1` } },
      'routes.completion': ['m'],
    };
    for (let i = 0; i < 3; i++)
      client().notify('workspace/didChangeConfiguration', { settings: { innerloop: stolen } });
    open('sum.ts', begun, '\n}\n');
    await until(() => shown().some((text) => text.includes('"models"')));
    await ask('textDocument/inlineCompletion', 'sum.ts', begun);
    expect(foreign.requests).toEqual([]);
    expect(shown().filter((text) => text.includes('"models"'))).toHaveLength(1);
  } finally {
    await foreign.close();
  }
});

test('takes no endpoint from a repository', async () => {
  write('project/.innerloop/config.jsonc', JSON.stringify(settings()));
  write('project/.env', `OPENAI_BASE_URL=${endpoint.url}`);
  await start({}, { OPENAI_BASE_URL: endpoint.url, OPENAI_API_KEY: 'sk-canary' });
  await until(() => shown().some((text) => text.includes('"models"')));
  open('sum.ts', begun, '\n}\n');
  await ask('textDocument/inlineCompletion', 'sum.ts', begun);
  expect(endpoint.requests).toEqual([]);
});

test('sends nothing of a secret place, though it is open', async () => {
  await start(settings());
  await suggestionIn('sum.ts', begun, '\n}\n');
  open('.env', 'KEY=canary', '');
  await ask('textDocument/inlineCompletion', '.env', 'KEY=canary');
  expect(endpoint.requests.map(({ text }) => text).join()).not.toContain('canary');
});

test('sends nothing of a file that git does not track, says so once, and sends it when it does', async () => {
  execFileSync('git', ['init', '--quiet'], { cwd: join(folder, 'project') });
  write('project/sum.ts', begun);
  await start(settings());
  open('sum.ts', begun, '\n}\n');
  await until(async () => {
    await ask('textDocument/inlineCompletion', 'sum.ts', begun);
    return shown().some((text) => text.includes('not tracked by git'));
  });
  expect(endpoint.requests).toEqual([]);
  execFileSync('git', ['add', 'sum.ts'], { cwd: join(folder, 'project') });
  expect(await untilAsked(() => ask('textDocument/inlineCompletion', 'sum.ts', begun))).toContain('a + b;');
});

test('sends nothing of a secret place that a tracked link leads to', async () => {
  mkdirSync(join(folder, '.aws'));
  write('.aws/credentials', 'KEY=canary');
  execFileSync('git', ['init', '--quiet'], { cwd: join(folder, 'project') });
  symlinkSync('../.aws/credentials', join(folder, 'project/config.ini'));
  write('project/sum.ts', begun);
  execFileSync('git', ['add', '-A'], { cwd: join(folder, 'project') });
  await start(settings());
  open('config.ini', 'KEY=canary', '');
  await ask('textDocument/inlineCompletion', 'config.ini', 'KEY=canary');
  // The other file shows that the model was ready to be asked.
  expect(await suggestionIn('sum.ts', begun, '\n}\n')).toBe('a + b;');
  await ask('textDocument/inlineCompletion', 'config.ini', 'KEY=canary');
  expect(endpoint.requests.map(({ text }) => text).join()).not.toContain('canary');
});

test.each([
  ['of another repository', 'other', 'other/src'],
  ['above the folder that is open', '', 'project/src'],
])('obeys the ignore file %s', async (_, repository, source) => {
  mkdirSync(join(folder, source), { recursive: true });
  write(join(repository, '.aiignore'), 'src/plans.ts\n');
  write(join(source, 'plans.ts'), 'const canary = ');
  write(join(source, 'open.ts'), begun);
  const cwd = join(folder, repository);
  execFileSync('git', ['init', '--quiet'], { cwd });
  if (repository === '') write('.aiignore', 'project/src/plans.ts\n');
  execFileSync('git', ['add', '-A', ...(repository === '' ? ['project', '.aiignore'] : [])], { cwd });
  await start(settings());
  const beside = `../${source}/plans.ts`;
  open(beside, 'const canary = ', '');
  await ask('textDocument/inlineCompletion', beside, 'const canary = ');
  expect(await suggestionIn(`../${source}/open.ts`, begun, '\n}\n')).toBe('a + b;');
  await ask('textDocument/inlineCompletion', beside, 'const canary = ');
  expect(endpoint.requests.map(({ text }) => text).join()).not.toContain('canary');
});

test('asks no model before the client has said what it excludes', async () => {
  await start(settings(), {}, { workspace: { configuration: true } });
  let answerConfiguration: (settings: unknown) => void = () => undefined;
  client().answerCall = ({ method }) =>
    method === 'workspace/configuration'
      ? new Promise((resolve) => {
          answerConfiguration = (excludes) => resolve([excludes]);
        })
      : null;
  open('plans.ts', 'const canary = ', '');
  open('sum.ts', begun, '\n}\n');
  await ask('textDocument/inlineCompletion', 'plans.ts', 'const canary = ');
  answerConfiguration({ 'files.exclude': ['plans.ts'] });
  await untilAsked(() => ask('textDocument/inlineCompletion', 'sum.ts', begun));
  await ask('textDocument/inlineCompletion', 'plans.ts', 'const canary = ');
  expect(endpoint.requests.map(({ text }) => text).join()).not.toContain('canary');
});

test('a cancelled request closes the connection to the model', async () => {
  endpoint.on('/v1/completions', (_, response) => response.hold());
  await start(settings());
  open('sum.ts', begun, '\n}\n');
  await statusWith('ready');
  const id = client().send('textDocument/inlineCompletion', question('sum.ts', begun));
  await endpoint.untilRequests(1);
  client().notify('$/cancelRequest', { id });
  expect((await client().answerOf(id)).error?.code).toBe(-32800);
  await endpoint.requests[0]?.aborted;
});

test('says once what is wrong with a model, in a sentence with a remedy, and tells its state', async () => {
  endpoint.on('/v1/completions', (_, response) => response.json(401, { error: { message: 'canary' } }));
  await start(settings());
  open('sum.ts', begun, '\n}\n');
  await until(async () => {
    await ask('textDocument/inlineCompletion', 'sum.ts', begun);
    return shown().length > 0;
  });
  await ask('textDocument/inlineCompletion', 'sum.ts', begun);
  expect(shown()).toEqual([expect.stringContaining('wants a key for "m" (401). Set "keyEnv"')]);
  expect(endpoint.requests).toHaveLength(1);
  expect(await statusWith('paused')).toMatchObject({
    models: [{ name: 'm', model: 'scripted', isLoopback: true, state: 'paused' }],
  });
});

test('a change of the settings tries a paused model at once', async () => {
  endpoint.on('/v1/completions', (_, response) => response.json(401, {}));
  write('config/innerloop/config.jsonc', JSON.stringify(settings()));
  await start({});
  open('sum.ts', begun, '\n}\n');
  await until(async () => {
    await ask('textDocument/inlineCompletion', 'sum.ts', begun);
    return endpoint.requests.length === 1;
  });
  endpoint.on('/v1/completions', completionsOf('a + b;'));
  const changed = { ...settings(), models: { m: { ...model(), headers: { 'x-new': '1' } } } };
  write('config/innerloop/config.jsonc', JSON.stringify(changed));
  client().notify('workspace/didChangeConfiguration', { settings: { innerloop: {} } });
  expect(await untilAsked(() => ask('textDocument/inlineCompletion', 'sum.ts', begun))).toContain('a + b;');
  expect(endpoint.requests.at(-1)?.headers['x-new']).toBe('1');
});

test('asks no model on another machine while the user types, and says how to allow it', async () => {
  const hosted = { ...model(), baseUrl: 'https://gateway.example/v1' };
  await start({ models: { m: hosted }, 'routes.completion': ['m'] });
  open('sum.ts', begun, '\n}\n');
  await until(async () => {
    await ask('textDocument/inlineCompletion', 'sum.ts', begun, 2);
    return shown().length > 0;
  });
  expect(shown()).toEqual([expect.stringContaining('"completion.hostedAutomatic": true')]);
});

test('shows that a server is loading the model, and completes when it has', async () => {
  let isLoaded = false;
  let finish: () => void = () => undefined;
  const loading = new Promise<void>((resolve) => {
    finish = resolve;
  });
  endpoint.on('/api/show', (_, response) => response.json(200, { capabilities: ['completion', 'insert'] }));
  endpoint.on('/api/ps', (_, response) =>
    response.json(200, { models: isLoaded ? [{ model: 'scripted', context_length: 4096 }] : [] }),
  );
  endpoint.on('/api/generate', async (request, response) => {
    if (request.text.includes('prompt')) return ollamaGenerateOf('a + b;')(request, response);
    await loading;
    isLoaded = true;
    await response.ndjson([{ model: 'scripted', response: '', done: true, done_reason: 'load' }]);
  });
  const local = { preset: 'ollama', model: 'scripted', baseUrl: endpoint.url };
  await start({ models: { m: local }, 'routes.completion': ['m'], 'embedded.enabled': false });
  open('sum.ts', begun, '\n}\n');
  await until(async () => {
    await ask('textDocument/inlineCompletion', 'sum.ts', begun);
    return progress().some((text) => text.includes('m is being loaded'));
  });
  finish();
  expect(await untilAsked(() => ask('textDocument/inlineCompletion', 'sum.ts', begun))).toContain('a + b;');
  expect(progress().some((text) => text.includes('m was loaded'))).toBe(true);
});

test('keeps what it cost without a word of code or a path', async () => {
  endpoint.on(
    '/v1/completions',
    completionsOf('a + b;', { usage: { prompt_tokens: 12, completion_tokens: 4 } }),
  );
  await start(settings());
  await suggestionIn('sum.ts', begun, '\n}\n');
  await until(async () => JSON.stringify(await status()).includes('"promptTokens":12'));
  expect(await status()).toMatchObject({
    spentToday: [
      { model: 'm', feature: 'completion', requests: 1, completionTokens: 4, costUsd: 0, unpriced: 0 },
    ],
  });
  const kept = readdirSync(join(folder, 'state/innerloop')).map((name) =>
    readFileSync(join(folder, 'state/innerloop', name), 'utf8'),
  );
  expect(kept.join('')).toContain('"model-answer"');
  expect(kept.join('')).not.toMatch(/sum\.ts|return|add|project/);
});

function model() {
  return { baseUrl: `${endpoint.url}/v1`, model: 'scripted', fim: 'suffix' };
}

/** Settings with one model on this machine, and without the embedded one, so that an answer is the model's. */
function settings() {
  return { models: { m: model() }, 'routes.completion': ['m'], 'embedded.enabled': false };
}

async function start(
  initializationOptions: object,
  env: NodeJS.ProcessEnv = {},
  capabilities: object = {},
): Promise<void> {
  server = spawnServer([process.execPath, join(import.meta.dirname, '../dist/main.js'), 'serve', '--stdio'], {
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      XDG_CONFIG_HOME: join(folder, 'config'),
      XDG_CACHE_HOME: join(folder, 'cache'),
      XDG_STATE_HOME: join(folder, 'state'),
      ...env,
    },
  });
  await client().handshake({
    rootUri: uriOf(''),
    initializationOptions,
    capabilities: { window: { workDoneProgress: true }, ...capabilities },
  });
}

function client() {
  if (server === undefined) throw new Error('not started');
  return server.client;
}

function open(path: string, before: string, behind: string): void {
  client().open(uriOf(path), before + behind);
}

async function suggestionIn(path: string, before: string, behind: string): Promise<string> {
  open(path, before, behind);
  const answer = await untilAsked(() => ask('textDocument/inlineCompletion', path, before));
  return String(JSON.parse(/"insertText":("(?:[^"\\]|\\.)*")/.exec(answer)?.[1] ?? '""'));
}

/** Asks until there is a suggestion: the settings are read after the start, and models built then. */
async function untilAsked(asking: () => Promise<string>): Promise<string> {
  for (;;) {
    const answer = await asking();
    if (answer.includes('acceptSuggestion')) return answer;
  }
}

async function ask(method: string, path: string, before: string, triggerKind = 1): Promise<string> {
  const { result } = await client().request(method, question(path, before, triggerKind));
  return JSON.stringify(result);
}

function question(path: string, before: string, triggerKind = 1) {
  const lines = before.split('\n');
  return {
    textDocument: { uri: uriOf(path) },
    position: { line: lines.length - 1, character: lines.at(-1)?.length },
    context: { triggerKind },
  };
}

async function status(): Promise<unknown> {
  return (await client().request('innerloop/status')).result;
}

async function statusWith(state: string): Promise<unknown> {
  for (;;) {
    const now = await status();
    if (JSON.stringify(now).includes(`"state":"${state}"`)) return now;
  }
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await client().request('test/unknown');
}

function shown(): readonly string[] {
  return calls('window/showMessage')
    .map((text) => text.replaceAll('\\"', '"'))
    .filter((text) => !text.includes('learning from'));
}

function progress(): readonly string[] {
  return calls('$/progress');
}

function calls(method: string): readonly string[] {
  return client()
    .calls.filter((call) => call.method === method)
    .map(({ params }) => JSON.stringify(params));
}

function uriOf(path: string): string {
  return pathToFileURL(join(folder, 'project', path)).href;
}

function write(path: string, text: string): void {
  writeFileSync(join(folder, path), text);
}
