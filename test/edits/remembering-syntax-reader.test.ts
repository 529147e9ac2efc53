import { expect, test } from 'vitest';

import { neverAborted } from '../../server/base/cancellation.ts';
import type { SourceFile, SyntaxReader } from '../../server/edits/ports.ts';
import { RememberingSyntaxReader } from '../../server/edits/remembering-syntax-reader.ts';
import type { SourceShape } from '../../server/syntax/source-shape.ts';

const outline = { definitions: [], references: [], imports: [], tests: [], leads: [] };

/** Gives a shape whose language is the text; none for an empty text. */
function readerNoting(read: string[]): SyntaxReader {
  return {
    shapeOf: async ({ uri, text }): Promise<SourceShape | undefined> => {
      read.push(`${uri} ${text}`);
      return text === '' ? undefined : { language: text, outline, functions: [], faults: [] };
    },
    namesAt: async () => [{ name: 'one', kind: 'local', offset: 0 }],
  };
}

function source(uri: string, text: string, languageId = ''): SourceFile {
  return { uri, languageId, text };
}

test('a text is read once, and another text or language of the file anew', async () => {
  const read: string[] = [];
  const reader = new RememberingSyntaxReader(readerNoting(read));
  const languages: (string | undefined)[] = [];
  for (const asked of [
    source('a', 'one'),
    source('a', 'one'),
    source('a', 'two'),
    source('a', 'one'),
    source('a', 'one', 'go'),
  ])
    languages.push((await reader.shapeOf(asked, neverAborted))?.language);
  expect(languages).toEqual(['one', 'one', 'two', 'one', 'one']);
  expect(read).toEqual(['a one', 'a two', 'a one', 'a one']);
});

test('of many files, those asked for last are remembered', async () => {
  const read: string[] = [];
  const reader = new RememberingSyntaxReader(readerNoting(read));
  for (let i = 0; i < 8; i++) await reader.shapeOf(source(`file${i}`, 'x'), neverAborted);
  await reader.shapeOf(source('file0', 'x'), neverAborted);
  await reader.shapeOf(source('file8', 'x'), neverAborted);
  read.length = 0;
  for (const uri of ['file0', 'file8', 'file2', 'file1'])
    await reader.shapeOf(source(uri, 'x'), neverAborted);
  expect(read).toEqual(['file1 x']);
});

test('what could not be read is asked for again', async () => {
  const read: string[] = [];
  const reader = new RememberingSyntaxReader(readerNoting(read));
  expect(await reader.shapeOf(source('a', ''), neverAborted)).toBeUndefined();
  expect(await reader.shapeOf(source('a', ''), neverAborted)).toBeUndefined();
  expect(read).toHaveLength(2);
});

test('who leaves takes the shape from nobody else', async () => {
  const reader = new RememberingSyntaxReader(readerNoting([]));
  const leaving = new AbortController();
  const left = reader.shapeOf(source('a', 'one'), leaving.signal);
  const stayed = reader.shapeOf(source('a', 'one'), neverAborted);
  leaving.abort(new Error('typed on'));
  await expect(left).rejects.toThrow('typed on');
  expect((await stayed)?.language).toBe('one');
});
