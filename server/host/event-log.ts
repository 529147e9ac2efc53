import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';

import type { Clock } from '../base/clock.ts';
import { UserError } from '../base/error-codes.ts';
import type { EventStore, NewEvents } from '../metrics/ports.ts';
import { CacheFolderError, failureText, makePrivateFolder } from './cache-folder.ts';
import { errorCodeOf, isMissing, readFlags } from './small-file.ts';

/**
 * The user's event log: a file per local day in a private folder, which any number of servers append to and read.
 *
 * Each line is one write at the end of the file, which a local file system does not mix with the writes of others; a
 * line that is not whole yet is left for the next reading. Rejects with the UserError `usage-not-kept`.
 */
export class EventLog implements EventStore {
  readonly #folder: string;
  readonly #clock: Clock;
  #place: ReadPlace | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(folder: string, clock: Clock) {
    this.#folder = folder;
    this.#clock = clock;
  }

  append(line: string): Promise<void> {
    const bytes = Buffer.from(`${line}\n`);
    if (line.includes('\n') || bytes.length >= maxLineBytes)
      return Promise.reject(new RangeError('an event is one line of less than 4 KB'));
    return this.#inTurn(async () => {
      await makePrivateFolder(this.#folder);
      await appendTo(join(this.#folder, this.#fileName()), bytes);
    });
  }

  readNew(): Promise<NewEvents> {
    return this.#inTurn(() => this.#readNew());
  }

  async #readNew(): Promise<NewEvents> {
    const name = this.#fileName();
    const before = this.#place?.name === name ? this.#place : undefined;
    const handle = await openToRead(join(this.#folder, name));
    if (handle === undefined) {
      this.#place = { name, inode: 0n, offset: 0 };
      return { text: '', isNewDay: before === undefined || before.offset > 0 };
    }
    try {
      const { ino, size } = await regularFile(handle);
      const isSame = before !== undefined && (before.inode === ino || before.offset === 0);
      // Who removes or empties the file starts the day anew.
      const isNewDay = !isSame || size < before.offset;
      const { text, end } = await readLines(handle, isNewDay ? 0 : before.offset, size);
      this.#place = { name, inode: ino, offset: end };
      return { text, isNewDay };
    } finally {
      await handle.close();
    }
  }

  #fileName(): string {
    return `events-${localDay(new Date(this.#clock.wallMs()))}.jsonl`;
  }

  /** One after the other, so that lines keep their order and no byte is read twice. */
  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#last.then(work).catch((error: unknown) => {
      throw notKept(this.#folder, error);
    });
    this.#last = result.catch(() => undefined);
    return result;
  }
}

/** How far a day's file has been read; `offset` is behind a line end. */
interface ReadPlace {
  readonly name: string;
  readonly inode: bigint;
  readonly offset: number;
}

function localDay(date: Date): string {
  const twoDigits = (value: number) => String(value).padStart(2, '0');
  return [date.getFullYear(), twoDigits(date.getMonth() + 1), twoDigits(date.getDate())].join('-');
}

async function appendTo(path: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(path, appendFlags, 0o600);
  try {
    await regularFile(handle);
    const { bytesWritten } = await handle.write(bytes);
    if (bytesWritten < bytes.length) throw new CacheFolderError('a line was cut short; the disk may be full');
  } finally {
    await handle.close();
  }
}

async function openToRead(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, readFlags);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

async function regularFile(handle: FileHandle): Promise<{ readonly ino: bigint; readonly size: number }> {
  const facts = await handle.stat({ bigint: true });
  if (!facts.isFile()) throw new CacheFolderError(notOurFile);
  return { ino: facts.ino, size: Number(facts.size) };
}

/** The whole lines between two places, the last 64 MB of them at most, and the place behind them. */
async function readLines(
  handle: FileHandle,
  from: number,
  size: number,
): Promise<{ readonly text: string; readonly end: number }> {
  const start = Math.max(from, size - maxReadBytes);
  const bytes = await readBetween(handle, start, size);
  const end = bytes.lastIndexOf(lineEnd) + 1;
  const begin = start > from ? bytes.indexOf(lineEnd) + 1 : 0;
  return { text: bytes.toString('utf8', begin, end), end: start + end };
}

async function readBetween(handle: FileHandle, start: number, end: number): Promise<Buffer> {
  const bytes = Buffer.alloc(Math.max(0, end - start));
  let done = 0;
  while (done < bytes.length) {
    const { bytesRead } = await handle.read(bytes, done, bytes.length - done, start + done);
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  return bytes.subarray(0, done);
}

function notKept(folder: string, error: unknown): UserError {
  const detail = error instanceof CacheFolderError ? error.message : detailOf(error);
  return new UserError('usage-not-kept', { folder, detail }, { cause: error });
}

function detailOf(error: unknown): string {
  return otherKinds.has(errorCodeOf(error)) ? notOurFile : failureText(error);
}

/** Never waits for the reader of a FIFO, follows no link. */
const appendFlags =
  constants.O_WRONLY |
  constants.O_APPEND |
  constants.O_CREAT |
  (constants.O_NONBLOCK ?? 0) |
  (constants.O_NOFOLLOW ?? 0);

/** What the system says where a link, a folder or a FIFO is opened in such a way. */
const otherKinds: ReadonlySet<string> = new Set(['ELOOP', 'EISDIR', 'ENXIO']);
const notOurFile = 'something else lies in the place of its file';

const lineEnd = 0x0a;
const maxLineBytes = 4_096;
const maxReadBytes = 64 * 1024 * 1024;
