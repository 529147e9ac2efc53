import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { type LspCall, type SpawnedServer, spawnServer } from './support/lsp-client.ts';

const known = `export function loadUser(id: string): User {
  const record = database.records.find((entry) => entry.id === id);
  if (record === undefined) throw new NotFoundError('user', id);
  return record;
}

export function loadOrder(id: string): Order {
  const record = database.records.find((entry) => entry.id === id);
  if (record === undefined) throw new NotFoundError('order', id);
  return record;
}
`;
const begun = 'export function loadItem(id: string): Item {\n  const record = database.rec';
const answer = 'ords.find((';

let folder = '';
let server: SpawnedServer;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'innerloop-editor-')));
  mkdirSync(join(folder, 'project/src'), { recursive: true });
  mkdirSync(join(folder, 'config/innerloop'), { recursive: true });
  write('project/src/known.ts', known);
  git('init', '--quiet');
});

afterEach(async () => {
  await server.client.request('shutdown');
  server.client.notify('exit');
  expect(await server.exited).toEqual({ code: 0, signal: null });
  rmSync(folder, { recursive: true, force: true });
});

test('completes from a file of the repository that is not open', async () => {
  await start({ rootUri: uriOf('project') });
  await server.client.callOf('window/logMessage');
  expect(await suggestionIn('project/src/open.ts', begun)).toContain(answer);
});

test('learns the repository around a file that is opened without a workspace', async () => {
  await start({ rootUri: null });
  server.client.open(uriOf('project/src/open.ts'), begun);
  expect(await untilSuggested('project/src/open.ts', begun)).toContain(answer);
});

test('says once what is wrong in the settings, and goes on', async () => {
  write('config/innerloop/config.jsonc', '{ "completion.maxLine": 3, "files.exclude": "x" }');
  await start({ rootUri: uriOf('project'), initializationOptions: { completion: { maxLines: 'two' } } });
  await server.client.callOf('window/logMessage');
  for (let i = 0; i < 3; i++)
    server.client.notify('workspace/didChangeConfiguration', { settings: { innerloop: {} } });
  expect(await suggestionIn('project/src/open.ts', begun)).toContain(answer);
  const messages = shown();
  expect(messages.filter((text) => text.includes('"completion.maxLine"'))).toHaveLength(1);
  expect(messages.filter((text) => text.includes('"files.exclude"'))).toHaveLength(1);
  expect(messages.filter((text) => text.includes('"completion.maxLines" must be'))).toHaveLength(1);
});

test('gives no help in a secret place, and learns nothing from it', async () => {
  await start({ rootUri: uriOf('project') });
  await server.client.callOf('window/logMessage');
  expect(await suggestionIn('project/.env', `${known}${begun}`)).toBeUndefined();
});

test('follows what the settings exclude from now on', async () => {
  write('project/src/other.ts', 'export const other = 1;\n');
  await start({ rootUri: uriOf('project') });
  await server.client.callOf('window/logMessage');
  expect(await suggestionIn('project/src/open.ts', begun)).toContain(answer);
  server.client.notify('workspace/didChangeConfiguration', {
    settings: { innerloop: { 'files.exclude': ['known.ts'] } },
  });
  await untilSilent('project/src/open.ts', begun);
  await learnedAgain();
  expect(await ask('project/src/open.ts', begun)).toBeUndefined();
});

test('reads nothing before the client has said what it excludes', async () => {
  write('project/src/other.ts', 'export const other = 1;\n');
  await start(
    { rootUri: uriOf('project'), capabilities: { workspace: { configuration: true } } },
    ({ method }) => (method === 'workspace/configuration' ? [{ 'files.exclude': ['known.ts'] }] : null),
  );
  await server.client.callOf('window/logMessage');
  expect(JSON.stringify(server.client.calls)).toContain('learned files=1 ');
  expect(storedBytes()).not.toContain('database');
});

test('obeys the settings and the policy files of a folder, however its URI is spelled', async () => {
  write('project/.aiignore', 'secret-plans.ts\n');
  await start({ rootUri: `${uriOf('project')}/` });
  await server.client.callOf('window/logMessage');
  expect(await suggestionIn('project/src/open.ts', begun)).toContain(answer);
  expect(await suggestionIn('project/src/secret-plans.ts', begun)).toBeUndefined();
});

test('obeys the settings of a repository that an opened file brought along', async () => {
  mkdirSync(join(folder, 'project/.innerloop'));
  write('project/.innerloop/config.jsonc', '{ "files.exclude": ["known.ts"] }');
  write('project/src/other.ts', 'export const other = 1;\n');
  await start({ rootUri: null });
  server.client.open(uriOf('project/src/open.ts'), begun);
  await untilLogged('learned files=1 ');
  expect(await ask('project/src/open.ts', begun)).toBeUndefined();
});

test('follows a policy file that changes', async () => {
  await start({ rootUri: uriOf('project') });
  await server.client.callOf('window/logMessage');
  expect(await suggestionIn('project/src/open.ts', begun)).toContain(answer);
  write('project/.aiignore', 'open.ts\n');
  server.client.notify('workspace/didChangeWatchedFiles', {
    changes: [{ uri: uriOf('project/.aiignore'), type: 1 }],
  });
  await untilSilent('project/src/open.ts', begun);
});

test('tells why, and writes down what became of a suggestion without a word of it', async () => {
  await start({ rootUri: uriOf('project') });
  await server.client.callOf('window/logMessage');
  expect(await suggestionIn('project/src/open.ts', begun)).toContain('ords.find');
  const { result } = await server.client.request('innerloop/why', {});
  expect(result).toMatchObject({
    trace: { uri: uriOf('project/src/open.ts'), outcome: { kind: 'shown' } },
    text: expect.stringContaining('Offered: "ords.find'),
  });
  server.client.notify('textDocument/didClose', { textDocument: { uri: uriOf('project/src/open.ts') } });
  await server.client.request('shutdown');
  const events = await untilWritten('suggestion-superseded');
  expect(events.match(/"kind":"suggestion-\w+"/g)).toEqual([
    '"kind":"suggestion-offered"',
    '"kind":"suggestion-shown"',
    '"kind":"suggestion-superseded"',
  ]);
  expect(events).not.toMatch(/records|open\.ts|project/);
});

test('opens no connection and listens on no port', async () => {
  await start({ rootUri: uriOf('project') });
  await server.client.callOf('window/logMessage');
  expect(await suggestionIn('project/src/open.ts', begun)).toContain(answer);
  const folderOfProcess = `/proc/${server.process.pid}`;
  const own = readdirSync(`${folderOfProcess}/fd`).map((fd) => linkOf(`${folderOfProcess}/fd/${fd}`));
  const onTheNet = ['tcp', 'tcp6', 'udp', 'udp6'].flatMap((kind) =>
    readFileSync(`${folderOfProcess}/net/${kind}`, 'utf8')
      .split('\n')
      .map((row) => `socket:[${row.trim().split(/\s+/)[9]}]`),
  );
  expect(own.length).toBeGreaterThan(2);
  expect(own.filter((link) => onTheNet.includes(link))).toEqual([]);
});

test('tells its log nothing of the code', async () => {
  await start({ rootUri: uriOf('project') });
  await server.client.callOf('window/logMessage');
  expect(await suggestionIn('project/src/open.ts', begun)).toContain(answer);
  server.client.notify('textDocument/didChange', { textDocument: { uri: 1 }, contentChanges: known });
  await server.client.request('textDocument/completion', { position: known });
  await server.client.request('shutdown');
  const told = [...logged(), ...shown(), server.stderr()].join('\n');
  expect(told).toContain('learned files=');
  expect(told).not.toMatch(/loadUser|database|records/);
});

test('works on a cache that was damaged', async () => {
  await start({ rootUri: uriOf('project') });
  await server.client.callOf('window/logMessage');
  await server.client.request('shutdown');
  server.client.notify('exit');
  await server.exited;
  const files = readdirSync(join(folder, 'cache'), { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  expect(files.length).toBeGreaterThan(0);
  for (const { parentPath, name } of files) writeFileSync(join(parentPath, name), 'garbage');

  await start({ rootUri: uriOf('project') });
  await server.client.callOf('window/logMessage');
  expect(await suggestionIn('project/src/open.ts', begun)).toContain(answer);
});

/** Starts the bundle with settings and cache of its own, and shakes hands. */
async function start(params: object, answerCall: (call: LspCall) => unknown = () => null): Promise<void> {
  git('add', '-A');
  const main = join(import.meta.dirname, '../dist/main.js');
  const env = {
    PATH: process.env.PATH,
    HOME: folder,
    XDG_CONFIG_HOME: join(folder, 'config'),
    XDG_CACHE_HOME: join(folder, 'cache'),
  };
  server = spawnServer([process.execPath, main, 'serve', '--stdio'], { env });
  server.client.answerCall = answerCall;
  await server.client.handshake(params);
}

/** Opens a file whose text ends at the cursor and asks once. */
async function suggestionIn(path: string, text: string): Promise<string | undefined> {
  server.client.open(uriOf(path), text);
  return ask(path, text);
}

async function untilSuggested(path: string, text: string): Promise<string> {
  for (;;) {
    const suggestion = await ask(path, text);
    if (suggestion !== undefined) return suggestion;
  }
}

/** What the user's event log holds, once it holds this. */
async function untilWritten(text: string): Promise<string> {
  for (;;) {
    const names = existsSync(join(folder, '.local/state/innerloop'))
      ? readdirSync(join(folder, '.local/state/innerloop'))
      : [];
    const logs = names.filter((name) => name.startsWith('events-'));
    const events = logs
      .map((name) => readFileSync(join(folder, '.local/state/innerloop', name), 'utf8'))
      .join('');
    if (events.includes(text)) return events;
    await server.client.request('test/unknown');
  }
}

/** Waits for a second report on what was learned. */
async function learnedAgain(): Promise<void> {
  while (logged().filter((line) => line.includes('learned files=')).length < 2) {
    await server.client.request('test/unknown');
  }
}

async function untilLogged(text: string): Promise<void> {
  while (!logged().some((line) => line.includes(text))) await server.client.request('test/unknown');
}

function logged(): readonly string[] {
  return server.client.calls
    .filter(({ method }) => method === 'window/logMessage')
    .map(({ params }) => JSON.stringify(params));
}

/** Everything that lies in the cache folder. */
function storedBytes(): string {
  return readdirSync(join(folder, 'cache'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'latin1'))
    .join('\n');
}

async function untilSilent(path: string, text: string): Promise<void> {
  while ((await ask(path, text)) !== undefined);
}

async function ask(path: string, text: string): Promise<string | undefined> {
  const lines = text.split('\n');
  const position = { line: lines.length - 1, character: lines.at(-1)?.length };
  const { result } = await server.client.request('textDocument/inlineCompletion', {
    textDocument: { uri: uriOf(path) },
    position,
    context: { triggerKind: 1 },
  });
  const [, insertText] = /"insertText":("(?:[^"\\]|\\.)*")/.exec(JSON.stringify(result)) ?? [];
  return insertText === undefined ? undefined : String(JSON.parse(insertText));
}

function shown(): readonly string[] {
  return server.client.calls
    .filter(({ method }) => method === 'window/showMessage')
    .map(({ params }) => JSON.stringify(params).replaceAll('\\"', '"'));
}

/** Where a link leads; a descriptor may be closed while we look. */
function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}

function uriOf(path: string): string {
  return pathToFileURL(join(folder, path)).href;
}

function write(path: string, text: string): void {
  writeFileSync(join(folder, path), text);
}

function git(...argv: string[]): void {
  execFileSync('git', argv, { cwd: join(folder, 'project') });
}
