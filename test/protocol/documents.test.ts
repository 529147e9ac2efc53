import { describe, expect, test } from 'vitest';

import { initializedServer } from './support/server-in-process.ts';

const uri = 'file:///a.ts';

function change(version: unknown, contentChanges: unknown): object {
  return { textDocument: { uri, version }, contentChanges };
}

function insert(text: string): object {
  const start = { line: 0, character: 0 };
  return { range: { start, end: start }, text };
}

describe('an open document', () => {
  test('is told to the application with every change, save and close', async () => {
    const { client, application } = await initializedServer();
    client.open(uri, 'a');
    client.notify('textDocument/didChange', change(2, [insert('b'), insert('c')]));
    client.notify('textDocument/didSave', { textDocument: { uri } });
    client.notify('textDocument/didClose', { textDocument: { uri } });
    await client.request('nothing/such');
    expect(application.heard).toEqual([
      `opened ${uri}`,
      'changed 1 -> 2, 2 changes',
      `saved ${uri}`,
      `closed ${uri}`,
    ]);
  });

  test('takes changes in the order they come, whatever their versions say', async () => {
    const { client, application } = await initializedServer();
    client.open(uri, '');
    for (const version of [11, 5, null, undefined, 'x', 12.5, 11])
      client.notify('textDocument/didChange', change(version, [insert('x')]));
    await client.request('nothing/such');
    expect(application.documents.get(uri)?.text).toBe('xxxxxxx');
    expect(application.documents.get(uri)?.version).toBe(11);
  });

  test('that is opened twice counts with its second text', async () => {
    const { client, application } = await initializedServer();
    client.open(uri, 'first');
    client.open(uri, 'second');
    await client.request('nothing/such');
    expect(application.heard).toEqual([`opened ${uri}`, `closed ${uri}`, `opened ${uri}`]);
    expect(application.documents.get(uri)?.text).toBe('second');
  });

  test.each([
    ['without text', [{ range: null, text: 5 }]],
    ['that is null', [null]],
    ['whose position is text', [{ range: { start: { line: '0', character: 0 }, end: {} }, text: 'x' }]],
    ['in no list', null],
  ])('is set aside after a change %s, until its whole text comes', async (_, contentChanges) => {
    const { client, application } = await initializedServer();
    client.open(uri, 'a');
    client.notify('textDocument/didChange', change(2, contentChanges));
    client.notify('textDocument/didChange', change(3, [insert('b')]));
    await client.request('nothing/such');
    expect(application.documents.has(uri)).toBe(false);
    client.notify('textDocument/didChange', change(4, [{ text: 'whole' }, insert('the ')]));
    await client.request('nothing/such');
    expect(application.documents.get(uri)?.text).toBe('the whole');
    expect(application.documents.get(uri)?.languageId).toBe('typescript');
  });
});

test.each(['didChange', 'didSave', 'didClose'])(
  '%s of a document that is not open is nothing',
  async (name) => {
    const { client, application } = await initializedServer();
    client.notify(`textDocument/${name}`, change(2, [insert('x')]));
    await client.request('nothing/such');
    expect(application.heard).toEqual([]);
  },
);

test('folders and files are told, as far as they have a URI', async () => {
  const { client, application } = await initializedServer();
  client.notify('workspace/didChangeWorkspaceFolders', {
    event: { added: [{ uri: 'file:///new', name: 'new' }, {}], removed: null },
  });
  client.notify('workspace/didChangeWorkspaceFolders', { event: null });
  client.notify('workspace/didChangeWatchedFiles', {
    changes: [null, {}, { uri: 7 }, { uri: 'file:///x', type: 1 }],
  });
  await client.request('nothing/such');
  expect(application.heard).toEqual(['folders +file:///new -', 'files file:///x']);
});
