import { readdirSync, readFileSync } from 'node:fs';

import { describe, expect, test } from 'vitest';
import { z } from 'zod';

import type { LspClient } from '../support/lsp-client.ts';
import { insertion } from './support/scripted-application.ts';
import { serverInProcess } from './support/server-in-process.ts';

const clientFile = z.strictObject({
  about: z.string(),
  initialize: z.record(z.string(), z.unknown()),
  expect: z.strictObject({
    encoding: z.string(),
    folders: z.array(z.string()),
    /** Requests that the server makes by itself, registrations not counted. */
    asks: z.array(z.string()),
    registers: z.array(z.string()),
    progress: z.boolean(),
    popup: z.strictObject({
      documentation: z.enum(['on resolve', 'markdown', 'plain']),
      labelDetails: z.boolean(),
      insertTextMode: z.boolean(),
    }),
  }),
});

const folder = `${import.meta.dirname}/clients`;
const clients = readdirSync(folder).map((name) => ({
  name: name.replace('.json', ''),
  ...clientFile.parse(JSON.parse(readFileSync(`${folder}/${name}`, 'utf8'))),
}));

const registration = z.object({ registrations: z.array(z.object({ method: z.string() })) });
const popup = z.object({ items: z.tuple([z.record(z.string(), z.unknown())]) });

/** One popup item as this client gets it. */
async function popupItem(client: LspClient): Promise<Record<string, unknown>> {
  client.open('file:///a.ts', 'a');
  const params = { textDocument: { uri: 'file:///a.ts' }, position: { line: 0, character: 1 } };
  const answer = await client.request('textDocument/completion', params);
  return popup.parse(answer.result).items[0];
}

function documentationOf(item: Record<string, unknown>): string {
  if (item.documentation === undefined) return 'on resolve';
  return typeof item.documentation === 'string' ? 'plain' : 'markdown';
}

describe.each(clients)('$name', ({ initialize, expect: expected }) => {
  test('gets its encoding, and ghost text announced in any case', async () => {
    const { client } = serverInProcess();
    const answer = await client.handshake(initialize);
    expect(answer.result).toMatchObject({
      capabilities: { positionEncoding: expected.encoding, inlineCompletionProvider: true },
    });
  });

  test('opens the folders it named', async () => {
    const { client, application } = serverInProcess();
    await client.handshake(initialize);
    await client.request('nothing/such');
    expect(application.facts?.folderUris).toEqual(expected.folders);
  });

  test('is asked and registered for what it announced, and for nothing else', async () => {
    const { client } = serverInProcess();
    await client.handshake(initialize);
    await client.request('nothing/such');
    const asked = client.calls.filter(
      ({ id, method }) => id !== undefined && method !== 'client/registerCapability',
    );
    const registered = client.calls
      .filter(({ method }) => method === 'client/registerCapability')
      .flatMap(({ params }) => registration.parse(params).registrations);
    expect(asked.map(({ method }) => method)).toEqual(expected.asks);
    expect(registered.map(({ method }) => method)).toEqual(expected.registers);
  });

  test('sees progress only if it announced it', async () => {
    const { client, application } = serverInProcess();
    await client.handshake(initialize);
    await client.request('nothing/such');
    application.user?.beginProgress('Reading').end('Done');
    await client.request('nothing/such');
    const created = client.calls.some(({ method }) => method === 'window/workDoneProgress/create');
    expect(created).toBe(expected.progress);
  });

  test('gets popup items of its own shape', async () => {
    const { client, application } = serverInProcess();
    application.onComplete = async (request) => insertion(request, 'bc');
    await client.handshake(initialize);
    const item = await popupItem(client);
    expect({
      documentation: documentationOf(item),
      labelDetails: 'labelDetails' in item,
      insertTextMode: 'insertTextMode' in item,
    }).toEqual(expected.popup);
  });
});
