import { LexicalIndex } from './lexical-index.ts';
import { openLexical, sealLexical } from './lexical-layout.ts';

/** The bytes to store of an index; everything added since the last compaction is taken in first. */
export function lexicalSegmentOf(index: LexicalIndex): Uint8Array {
  const { buffer } = index.compact();
  sealLexical(buffer);
  return new Uint8Array(buffer);
}

/** The index in bytes that were stored, or undefined when they are not one, whole, intact and of this version. */
export function lexicalIndexFrom(bytes: Uint8Array): LexicalIndex | undefined {
  const buffer = new SharedArrayBuffer(bytes.length);
  new Uint8Array(buffer).set(bytes);
  const arrays = openLexical(buffer);
  return arrays && new LexicalIndex(arrays);
}
