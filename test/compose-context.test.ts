import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { type SpawnedServer, spawnServer } from './support/lsp-client.ts';
import {
  completionsOf,
  type ScriptedModelServer,
  scriptedModelServer,
} from './support/scripted-model-server.ts';

const users = `/** Makes a user and greets them. */
export function createUser(name: string, greeting: Greeting): User {
  return { name, greeting, id: nextId() };
}
`;
const open = "import { createUser } from './users.ts';\n\nconst first = ";

let folder = '';
let endpoint: ScriptedModelServer;
let server: SpawnedServer;

beforeEach(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'innerloop-context-')));
  write('project/src/users.ts', users);
  write('project/src/main.ts', open);
  write('project/src/plans.ts', 'export const createUserPlan = "createUser in secret";\n');
  write('project/.aiignore', 'plans.ts\n');
  git('init', '--quiet');
  git('add', '.');
  write('project/src/draft.ts', 'export function createUserDraft() { return createUser; }\n');
  endpoint = await scriptedModelServer();
  endpoint.on('/v1/completions', completionsOf('done;'));
});

afterEach(async () => {
  await server.client.request('shutdown');
  server.client.notify('exit');
  expect(await server.exited).toEqual({ code: 0, signal: null });
  await endpoint.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a model is shown the definition of an imported name, and neither excluded nor untracked files', async () => {
  await start();
  server.client.open(uriOf('src/main.ts'), open);
  await untilFound('createUser');
  // A loaded machine may ask the first time without context.
  const prompt = await untilPrompted(
    '// export function createUser(name: string, greeting: Greeting): User {',
  );
  expect(prompt).toContain('// Path: src/users.ts');
  expect(prompt).not.toContain('createUserPlan');
  expect(prompt).not.toContain('createUserDraft');
});

test('no context is sent where the settings say so', async () => {
  await start({ 'context.enabled': false });
  server.client.open(uriOf('src/main.ts'), open);
  // Searching sends nothing, so it goes on.
  await untilFound('createUser');
  const prompt = await untilPrompted('first');
  expect(prompt.replace(/\d+/, 'N')).toBe(`${open.trimEnd()} /* N */ `);
});

test('the context of a place can be looked at, with what was left out and why', async () => {
  await start();
  server.client.open(uriOf('src/main.ts'), open);
  await untilFound('createUser');
  const result = await untilComplete({
    textDocument: { uri: uriOf('src/main.ts') },
    position: { line: 2, character: 14 },
  });
  expect(result).toMatchObject({
    task: 'completion',
    isComplete: true,
    items: [{ uri: uriOf('src/users.ts'), retriever: 'definitions' }],
    dropped: expect.arrayContaining([
      expect.objectContaining({ uri: uriOf('src/draft.ts'), why: 'not-tracked' }),
    ]),
  });
  expect(JSON.stringify(result)).not.toContain('plans.ts');
});

test('an edit is found before it is saved, and a file that is deleted is not found any more', async () => {
  await start();
  server.client.open(uriOf('src/main.ts'), open);
  await untilFound('createUser');
  server.client.notify('textDocument/didChange', {
    textDocument: { uri: uriOf('src/main.ts'), version: 2 },
    contentChanges: [{ text: `${open}zebraCrossing();\n` }],
  });
  expect(await untilFound('zebraCrossing')).toEqual(['src/main.ts']);
  rmSync(join(folder, 'project/src/users.ts'));
  server.client.notify('workspace/didChangeWatchedFiles', {
    changes: [{ uri: uriOf('src/users.ts'), type: 3 }],
  });
  while ((await search('greeting')).includes('src/users.ts'));
});

test('where the editor does not watch the disk, we do: changes and renames are followed', async () => {
  await start({}, {});
  await untilFound('createUser');
  write('project/src/users.ts', `${users}export const quaggaHerd = 1;\n`);
  expect(await untilFound('quaggaHerd')).toEqual(['src/users.ts']);
  renameSync(join(folder, 'project/src'), join(folder, 'project/lib'));
  while (!(await search('quaggaHerd')).includes('lib/users.ts'));
  while ((await search('quaggaHerd')).includes('src/users.ts'));
});

test('vectors of a model bring what means the same to the front, once that is switched on', async () => {
  write(
    'project/src/greet.ts',
    'export function salute(who: string) {\n  return greeting("hello", who);\n}\n',
  );
  write('project/src/count.ts', 'export function count(who: string[]) {\n  return who.length;\n}\n');
  git('add', 'src/greet.ts', 'src/count.ts');
  endpoint.on('/v1/embeddings', (request, response) => {
    const { input } = JSON.parse(request.text);
    const data = input.map((text: string, index: number) => ({
      index,
      object: 'embedding',
      embedding: vectorOf(text),
    }));
    return response.json(200, {
      object: 'list',
      model: 'scripted',
      data,
      usage: { prompt_tokens: 1, total_tokens: 1 },
    });
  });
  const question = { query: 'who is welcomed' };
  await start({ 'routes.embedding': ['scripted'], 'context.embeddings': true });
  const result = await untilComplete(question);
  expect(result).toMatchObject({
    trace: expect.arrayContaining([
      expect.objectContaining({
        retriever: 'embeddings',
        best: expect.arrayContaining([expect.objectContaining({ path: 'src/greet.ts', score: 1 })]),
      }),
    ]),
  });
  const sent = endpoint.requests.map(({ text }) => text).join('\n');
  expect(sent).toContain('hello');
  expect(sent).not.toContain('createUserPlan');
  expect(sent).not.toContain('createUserDraft');
});

test('nothing is sent for vectors unless that is switched on', async () => {
  await start({ 'routes.embedding': ['scripted'] });
  await untilFound('createUser');
  await server.client.request('innerloop/context', { query: 'who is welcomed' });
  expect(endpoint.requests).toEqual([]);
});

/** What greets lies in one direction, everything else in another. */
function vectorOf(text: string): readonly number[] {
  return /hello|welcomed/.test(text) ? [1, 0] : [0, 1];
}

async function start(settings: object = {}, capabilities: object = watching): Promise<void> {
  const model = { baseUrl: `${endpoint.url}/v1`, model: 'scripted', fim: 'suffix' };
  const all = { models: { scripted: model }, 'routes.completion': ['scripted'], ...settings };
  write('config/innerloop/config.jsonc', JSON.stringify(all));
  server = spawnServer([process.execPath, join(import.meta.dirname, '../dist/main.js'), 'serve', '--stdio'], {
    env: {
      ...{ PATH: process.env.PATH, HOME: folder, XDG_CACHE_HOME: join(folder, 'cache') },
      ...{ XDG_CONFIG_HOME: join(folder, 'config'), XDG_STATE_HOME: join(folder, 'state') },
    },
  });
  await server.client.handshake({ rootUri: uriOf(''), capabilities });
}

/** A client that tells of changes on disk. */
const watching = { workspace: { didChangeWatchedFiles: { dynamicRegistration: true } } };

/** The context once every file was read. */
async function untilComplete(asked: object): Promise<unknown> {
  for (;;) {
    const { result } = await server.client.request('innerloop/context', asked);
    if (JSON.stringify(result).includes('"isComplete":true')) return result;
  }
}

/** The paths that the words lead to, once there are any. */
async function untilFound(query: string): Promise<readonly string[]> {
  for (;;) {
    const paths = await search(query);
    if (paths.length > 0) return paths;
  }
}

async function search(query: string): Promise<readonly string[]> {
  const { result } = await server.client.request('innerloop/search', { query });
  const found: readonly { readonly uri: string }[] = Array.isArray(result) ? result : [];
  return [...new Set(found.map(({ uri }) => uri.slice(uriOf('').length + 1)))];
}

/** The prompt of the first request whose text has this word; asked at other texts, as an answer serves its own again. */
async function untilPrompted(word: string): Promise<string> {
  for (let attempt = 2; ; attempt++) {
    const text = `${open.trimEnd()} /* ${attempt} */ `;
    server.client.notify('textDocument/didChange', {
      textDocument: { uri: uriOf('src/main.ts'), version: attempt },
      contentChanges: [{ text }],
    });
    await server.client.request('textDocument/inlineCompletion', {
      textDocument: { uri: uriOf('src/main.ts') },
      position: { line: 2, character: text.split('\n').at(-1)?.length },
      context: { triggerKind: 1 },
    });
    const prompts = endpoint.requests.map(({ text: body }) => String(JSON.parse(body).prompt));
    const prompt = prompts.find((each) => each.includes(word));
    if (prompt !== undefined) return prompt;
  }
}

function uriOf(path: string): string {
  return pathToFileURL(join(folder, 'project', path)).href.replace(/\/$/, '');
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

function git(...argv: string[]): void {
  execFileSync('git', argv, { cwd: join(folder, 'project') });
}
