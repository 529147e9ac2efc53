import { expect, test } from 'vitest';

import { TextDocument } from '../../server/base/text-document.ts';
import type { SuggestedEdit } from '../../server/features/next-edit/suggested-edit.ts';
import { initializedServer } from './support/server-in-process.ts';

const uri = 'file:///a.ts';
const asked = { textDocument: { uri, version: 1 }, position: { line: 0, character: 3 } };

function edit(document: TextDocument, version: number | undefined): SuggestedEdit {
  return {
    ...{ id: 'edit-1', uri: document.uri, version, document, range: { start: 8, end: 11 } },
    ...{ replaced: 'one', text: 'two', surrounding: '', explanation: 'you renamed one to two' },
  };
}

test('an edit is answered as clients of Copilot expect it, with the reason as title of its command', async () => {
  const { client, application } = await initializedServer();
  application.onInlineEdits = async (document) => [edit(document, document.version)];
  client.open(uri, 'two();\n\none();\n');
  const answer = await client.request('textDocument/copilotInlineEdit', asked);
  expect(answer.result).toEqual({
    edits: [
      {
        text: 'two',
        range: { start: { line: 2, character: 0 }, end: { line: 2, character: 3 } },
        textDocument: { uri, version: 1 },
        command: { title: 'you renamed one to two', command: 'innerloop.acceptEdit', arguments: ['edit-1'] },
      },
    ],
  });
});

test('an edit of a file that is not open has no version, and places counted in its own text', async () => {
  const { client, application } = await initializedServer();
  const other = new TextDocument({ uri: 'file:///b.ts', languageId: '', version: 0 }, 'a();b();one();');
  application.onInlineEdits = async () => [edit(other, undefined)];
  client.open(uri, 'two();\n');
  const answer = await client.request('textDocument/copilotInlineEdit', asked);
  expect(answer.result).toMatchObject({
    edits: [
      {
        textDocument: { uri: 'file:///b.ts', version: null },
        range: { start: { line: 0, character: 8 }, end: { line: 0, character: 11 } },
      },
    ],
  });
});

test('a document that is not open is answered without edits', async () => {
  const { client } = await initializedServer();
  expect((await client.request('textDocument/copilotInlineEdit', asked)).result).toEqual({ edits: [] });
});

test('the application hears of edits that were shown and taken', async () => {
  const { client, application } = await initializedServer();
  const command = { title: '', command: 'innerloop.acceptEdit', arguments: ['edit-1'] };
  client.notify('textDocument/didShowInlineEdit', { item: { command } });
  const answer = await client.request('workspace/executeCommand', command);
  expect(answer.result).toBeNull();
  expect(application.heard).toEqual(['edit shown edit-1', 'edit accepted edit-1']);
});

test('an acceptance without an id is refused', async () => {
  const { client } = await initializedServer();
  const answer = await client.request('workspace/executeCommand', {
    command: 'innerloop.acceptEdit',
    arguments: [7],
  });
  expect(answer.error).toMatchObject({ code: -32602 });
});
