import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { afterEach, expect, test } from 'vitest';

import { UserError } from '../../server/base/error-codes.ts';
import { openTransport } from '../../server/host/transports.ts';
import { LspClient, type SpawnedServer, spawnServer } from '../support/lsp-client.ts';

const entry = `${import.meta.dirname}/support/serve-scripted.ts`;
const cleanups: (() => void)[] = [];

afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

function spawnScripted(argument: string): SpawnedServer {
  const server = spawnServer([process.execPath, '--import', 'tsx', entry, argument]);
  cleanups.push(() => server.process.kill('SIGKILL'));
  return server;
}

/** What an editor does that listens for its server: waits until one connects. */
async function acceptOne(listener: Server): Promise<LspClient> {
  const connected = once(listener, 'connection');
  const [socket]: Socket[] = await connected;
  if (socket === undefined) throw new Error('no connection');
  cleanups.push(() => socket.destroy());
  return new LspClient(socket, socket);
}

async function suggestionOf(client: LspClient): Promise<unknown> {
  await client.handshake();
  client.open('file:///a.ts', 'const a = ');
  const params = { textDocument: { uri: 'file:///a.ts' }, position: { line: 0, character: 10 } };
  return (await client.request('textDocument/inlineCompletion', params)).result;
}

const suggested = { items: [{ insertText: 'value;' }] };

test('serves on its standard streams and ends with 0 after shutdown and exit', async () => {
  const { client, exited, stderr } = spawnScripted('--stdio');
  expect(await suggestionOf(client)).toMatchObject(suggested);
  await client.request('shutdown');
  client.notify('exit');
  expect(await exited).toEqual({ code: 0, signal: null });
  expect(stderr()).toBe('');
});

test('ends with 1 when its input ends, and answers what was sent before', async () => {
  const { client, process: child, exited } = spawnScripted('--stdio');
  const initialize = client.send('initialize', { capabilities: {} });
  child.stdin?.end();
  expect(await exited).toEqual({ code: 1, signal: null });
  expect((await client.answerOf(initialize)).result).toBeDefined();
});

test('ends when nobody reads its output any more', async () => {
  const { client, process: child, exited } = spawnScripted('--stdio');
  await client.handshake();
  child.stdout?.destroy();
  client.send('nothing/such');
  client.send('nothing/such');
  expect(await exited).toEqual({ code: 1, signal: null });
});

test('ends when it is told to by a signal', async () => {
  const { client, process: child, exited } = spawnScripted('--stdio');
  await client.handshake();
  child.kill('SIGTERM');
  expect(await exited).toEqual({ code: 143, signal: null });
});

test('connects to the port that the editor listens on, and ends when the editor hangs up', async () => {
  const listener = createServer().listen(0, '127.0.0.1');
  cleanups.push(() => listener.close());
  await once(listener, 'listening');
  const address = listener.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const { exited } = spawnScripted(`--socket=${address.port}`);
  const client = await acceptOne(listener);
  expect(await suggestionOf(client)).toMatchObject(suggested);
  for (const cleanup of cleanups.splice(-1)) cleanup();
  expect(await exited).toEqual({ code: 1, signal: null });
});

test('connects to the pipe that the editor listens on', async () => {
  const folder = mkdtempSync(`${tmpdir()}/innerloop-pipe-`);
  const listener = createServer().listen(`${folder}/editor.sock`);
  cleanups.push(() => rmSync(folder, { recursive: true }));
  cleanups.push(() => listener.close());
  spawnScripted(`--pipe=${folder}/editor.sock`);
  expect(await suggestionOf(await acceptOne(listener))).toMatchObject(suggested);
});

test('serves whole messages to a parent that forked it, and ends when that lets go', async () => {
  const child = fork(entry, ['--node-ipc'], { execArgv: ['--import', 'tsx'] });
  cleanups.push(() => child.kill('SIGKILL'));
  const answered = once(child, 'message');
  child.send({ jsonrpc: '2.0', id: 'first', method: 'initialize', params: { capabilities: {} } });
  const [answer] = await answered;
  expect(answer).toMatchObject({ id: 'first', result: { serverInfo: { name: 'innerloop' } } });
  const exited = once(child, 'exit');
  child.disconnect();
  expect(await exited).toEqual([1, null]);
});

test('says what to do when nobody listens', async () => {
  const opened = openTransport({ kind: 'pipe', name: '/nonexistent/editor.sock' });
  await expect(opened).rejects.toThrow(UserError);
});
