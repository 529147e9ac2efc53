import { checksumOf } from '../lexical/lexical-layout.ts';
import type { IndexedFile } from './indexed-file.ts';

/** What is stored of files beside their terms. */
export interface StoredRecords {
  readonly files: readonly IndexedFile[];
  /** Paths that an older layer has and that are gone. */
  readonly removed: readonly string[];
}

/**
 * The bytes of records: five 32-bit words (magic, format, checksum, bytes of the table, bytes of the whole), the table
 * of files as JSON, then their encoded records one after the other. `maker` names the version of the program: what
 * another one has read of a file may differ.
 */
export function encodeRecords({ files, removed }: StoredRecords, maker: string): SharedArrayBuffer {
  const table = encoder.encode(
    JSON.stringify({ maker, removed, files: files.map(rowOf) } satisfies RecordTable),
  );
  const bodies = files.reduce((sum, { record }) => sum + record.length, 0);
  const buffer = new SharedArrayBuffer(Math.ceil((headerBytes + table.length + bodies) / 4) * 4);
  new Uint32Array(buffer, 0, headerWords).set([magic, formatVersion, 0, table.length, buffer.byteLength]);
  const bytes = new Uint8Array(buffer);
  bytes.set(table, headerBytes);
  let at = headerBytes + table.length;
  for (const { record } of files) {
    bytes.set(record, at);
    at += record.length;
  }
  new Uint32Array(buffer, 0, headerWords)[2] = checksumOf(buffer);
  return buffer;
}

/** The records in bytes of unknown origin; undefined when they are not whole, intact and of this maker. */
export function decodeRecords(buffer: SharedArrayBuffer, maker: string): StoredRecords | undefined {
  if (buffer.byteLength < headerBytes || buffer.byteLength % 4 !== 0) return undefined;
  const [foundMagic, format, checksum, tableBytes = 0, whole] = new Uint32Array(buffer, 0, headerWords);
  if (foundMagic !== magic || format !== formatVersion || whole !== buffer.byteLength) return undefined;
  if (checksum !== checksumOf(buffer) || headerBytes + tableBytes > whole) return undefined;
  const bytes = new Uint8Array(buffer);
  const table: RecordTable = JSON.parse(decoder.decode(bytes.slice(headerBytes, headerBytes + tableBytes)));
  if (table.maker !== maker) return undefined;
  let at = headerBytes + tableBytes;
  const files = table.files.map((row) => {
    const record = bytes.subarray(at, at + row[7]);
    at += row[7];
    return fileOf(row, record);
  });
  return { files, removed: table.removed };
}

/** The checksum vouches that we wrote it. */
interface RecordTable {
  readonly maker: string;
  readonly removed: readonly string[];
  readonly files: readonly Row[];
}

type Row = readonly [
  path: string,
  size: number,
  stamp: string,
  hash: string,
  language: string,
  isTracked: 0 | 1 | null,
  definitions: number,
  recordBytes: number,
];

function rowOf(file: IndexedFile): Row {
  const isTracked = file.isTracked === undefined ? null : file.isTracked ? 1 : 0;
  const { path, size, stamp, hash, language, definitions, record } = file;
  return [path, size, stamp, hash, language, isTracked, definitions, record.length];
}

function fileOf(
  [path, size, stamp, hash, language, isTracked, definitions]: Row,
  record: Uint8Array,
): IndexedFile {
  return {
    path,
    size,
    stamp,
    hash,
    language,
    isTracked: isTracked === null ? undefined : isTracked === 1,
    definitions,
    record,
  };
}

const magic = 0x72_6c_6e_69;
/** Goes up with every change of the bytes, of records, chunks or terms. */
const formatVersion = 1;
const headerWords = 5;
const headerBytes = headerWords * 4;
const encoder = new TextEncoder();
const decoder = new TextDecoder();
