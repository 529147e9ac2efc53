import fc from 'fast-check';
import { expect, test } from 'vitest';

import { neverAborted } from '../../server/base/cancellation.ts';
import {
  buildCorpusSegment,
  type CorpusFile,
  corpusSegmentFrom,
  mergeCorpusSegments,
} from '../../server/embedded/corpus-segment.ts';
import { codeText } from './code-text.ts';

const build = (files: readonly CorpusFile[]) => buildCorpusSegment('javascript', files, neverAborted);

function copyOf(buffer: SharedArrayBuffer, length = buffer.byteLength): SharedArrayBuffer {
  const copy = new SharedArrayBuffer(length);
  new Uint8Array(copy).set(new Uint8Array(buffer).subarray(0, length));
  return copy;
}

const someFiles: readonly CorpusFile[] = [
  { uri: 'file:///a.ts', text: 'const answer = 42;\nprint(answer);\n' },
  { uri: 'file:///ü.ts', text: 'const grüße = "日本";\r\n\tprint(grüße);' },
];

const fileLists = fc.array(
  fc.record({
    uri: fc.constantFrom('file:///a.ts', 'file:///b.ts', 'file:///c.ts'),
    text: fc.oneof(codeText, fc.constant('')),
  }),
  { maxLength: 5 },
);

test('says which files it was learnt from', async () => {
  const segment = await build(someFiles);
  expect(segment.family).toBe('javascript');
  expect(segment.files).toEqual(someFiles.map(({ uri, text }) => ({ uri, sourceBytes: text.length })));
  expect(segment.sourceBytes).toBe(someFiles.reduce((sum, { text }) => sum + text.length, 0));
});

test('its bytes alone make the same segment again', async () => {
  const segment = await build(someFiles);
  const again = corpusSegmentFrom(copyOf(segment.buffer));
  expect(again?.family).toBe(segment.family);
  expect(again?.files).toEqual(segment.files);
  expect(again?.arrays.tokens).toEqual(segment.arrays.tokens);
  expect(again?.word(again.tokenOf('grüße'))).toBe('grüße');
  expect(again?.tokenOf('absent')).toBe(0);
});

test('truncated bytes are no segment, wherever they end', async () => {
  const { buffer } = await build(someFiles);
  fc.assert(
    fc.property(fc.nat({ max: buffer.byteLength - 1 }), (length) => {
      expect(corpusSegmentFrom(copyOf(buffer, length))).toBeUndefined();
    }),
  );
});

test('bytes with one bit changed are no segment, whichever it is', async () => {
  const { buffer } = await build(someFiles);
  fc.assert(
    fc.property(fc.nat({ max: buffer.byteLength * 8 - 1 }), (bit) => {
      const damaged = copyOf(buffer);
      const bytes = new Uint8Array(damaged);
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(corpusSegmentFrom(damaged)).toBeUndefined();
    }),
  );
});

test('any bytes are refused without an error', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      const buffer = new SharedArrayBuffer(bytes.length);
      new Uint8Array(buffer).set(bytes);
      expect(corpusSegmentFrom(buffer)).toBeUndefined();
    }),
  );
});

test('merging equals building from the last version of each file that is not gone', async () => {
  await fc.assert(
    fc.asyncProperty(fileLists, fileLists, async (older, newer) => {
      const merged = await mergeCorpusSegments([await build(older), await build(newer)], neverAborted);
      const newerUris = new Set(newer.map((file) => file.uri));
      const kept = [
        ...lastVersions(older.filter((file) => !newerUris.has(file.uri))),
        ...lastVersions(newer),
      ];
      const fresh = await build(kept.filter((file) => file.text !== ''));
      expect(new Uint8Array(merged.buffer)).toEqual(new Uint8Array(fresh.buffer));
    }),
    { numRuns: 60 },
  );
});

test('spellings of one URI name one file', async () => {
  const merged = await mergeCorpusSegments(
    [
      await build([{ uri: 'file:///c%3A/a.ts', text: 'old' }]),
      await build([{ uri: 'file:///c:/a.ts', text: 'new' }]),
    ],
    neverAborted,
  );
  expect(merged.files).toEqual([{ uri: 'file:///c:/a.ts', sourceBytes: 3 }]);
});

test('a place is told by its file and line, blank lines counted', async () => {
  const segment = await build([...someFiles, { uri: 'file:///b.ts', text: 'one\n\n\ntwo\n  three' }]);
  const position = segment.arrays.tokens.indexOf(segment.tokenOf('three'));
  const file = segment.fileAt(position);
  expect(segment.files[file]?.uri).toBe('file:///b.ts');
  expect(segment.lineAt(file, position)).toBe(4);
});

function lastVersions(files: readonly CorpusFile[]): readonly CorpusFile[] {
  return [...new Map(files.map((file) => [file.uri, file])).values()];
}
