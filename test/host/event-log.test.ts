import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { EventLog } from '../../server/host/event-log.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { temporaryFolder, withoutRootRights } from './temporary-folder.ts';

/** A folder for logs that is not there yet, and a clock that stands at 23:00 of a local day. */
function place() {
  const clock = new ManualClock();
  clock.advance(new Date(2026, 10, 30, 23).getTime());
  const folder = join(temporaryFolder(), 'state');
  const today = join(folder, 'events-2026-11-30.jsonl');
  return { clock, folder, today, open: () => new EventLog(folder, clock) };
}

const hour = 60 * 60 * 1000;

function notKept(detail: string) {
  return { code: 'usage-not-kept', message: expect.stringContaining(detail) };
}

test('keeps lines in order, in a file of the local day that only its owner can read', async () => {
  const { folder, today, open } = place();
  const log = open();
  await Promise.all(['one', 'two', 'three'].map((line) => log.append(line)));
  expect(readFileSync(today, 'utf8')).toBe('one\ntwo\nthree\n');
  expect(readdirSync(folder)).toEqual(['events-2026-11-30.jsonl']);
  expect(statSync(today).mode & 0o777).toBe(0o600);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
});

test('has nothing to read before anything was written, and makes no folder for that', async () => {
  const { folder, open } = place();
  const log = open();
  expect(await log.readNew()).toEqual({ text: '', isNewDay: true });
  expect(await log.readNew()).toEqual({ text: '', isNewDay: false });
  expect(() => statSync(folder)).toThrow();
  await log.append('one');
  expect(await log.readNew()).toEqual({ text: 'one\n', isNewDay: false });
});

test('shows two logs on one folder the lines of each other, each line once', async () => {
  const { open } = place();
  const mine = open();
  const theirs = open();
  await mine.append('mine');
  await theirs.append('theirs');
  expect(await mine.readNew()).toEqual({ text: 'mine\ntheirs\n', isNewDay: true });
  await theirs.append('more');
  expect(await mine.readNew()).toEqual({ text: 'more\n', isNewDay: false });
  expect(await mine.readNew()).toEqual({ text: '', isNewDay: false });
  expect(await theirs.readNew()).toEqual({ text: 'mine\ntheirs\nmore\n', isNewDay: true });
});

test('mixes no lines of logs that write at the same time', async () => {
  const { open } = place();
  const logs = [open(), open(), open()];
  const lines = Array.from({ length: 60 }, (_, i) => `${i} ${String(i % 10).repeat(3_000)}`);
  await Promise.all(lines.map((line, i) => logs[i % logs.length]?.append(line)));
  const { text } = await open().readNew();
  expect(text.trimEnd().split('\n').toSorted()).toEqual(lines.toSorted());
});

test('leaves a line that is not whole until it is', async () => {
  const { today, open } = place();
  const log = open();
  await log.append('one');
  appendFileSync(today, 'tw');
  expect((await log.readNew()).text).toBe('one\n');
  expect((await log.readNew()).text).toBe('');
  appendFileSync(today, 'o\nthr');
  expect((await log.readNew()).text).toBe('two\n');
});

test('gives every byte up to the last line end, once, however the writing is cut', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.string({ unit: fc.constantFrom('a', 'é', '😀', '\n') })), async (texts) => {
      const { folder, today, open } = place();
      mkdirSync(folder);
      const log = open();
      let read = '';
      for (const text of texts) {
        // Half a character at a time.
        const bytes = Buffer.from(text);
        for (const part of [bytes.subarray(0, bytes.length / 2), bytes.subarray(bytes.length / 2)]) {
          appendFileSync(today, part);
          read += (await log.readNew()).text;
        }
      }
      const all = texts.join('');
      expect(read).toBe(all.slice(0, all.lastIndexOf('\n') + 1));
    }),
    { numRuns: 30 },
  );
});

test('goes on in a new file after midnight and says so', async () => {
  const { clock, folder, open } = place();
  const log = open();
  const other = open();
  await log.append('yesterday');
  await log.readNew();
  clock.advance(hour);
  await other.append('today');
  expect(await log.readNew()).toEqual({ text: 'today\n', isNewDay: true });
  expect(await log.readNew()).toEqual({ text: '', isNewDay: false });
  clock.advance(24 * hour);
  expect(await log.readNew()).toEqual({ text: '', isNewDay: true });
  expect(readdirSync(folder)).toEqual(['events-2026-11-30.jsonl', 'events-2026-12-01.jsonl']);
});

test('starts the day anew when its file was removed, emptied or replaced', async () => {
  const { today, open } = place();
  const log = open();
  await log.append('one');
  await log.readNew();
  rmSync(today);
  expect(await log.readNew()).toEqual({ text: '', isNewDay: true });
  expect(await log.readNew()).toEqual({ text: '', isNewDay: false });
  await log.append('two');
  expect(await log.readNew()).toEqual({ text: 'two\n', isNewDay: false });
  truncateSync(today);
  expect(await log.readNew()).toEqual({ text: '', isNewDay: true });
  await log.append('three');
  await log.readNew();
  const kept = `${today}.kept`;
  execFileSync('mv', [today, kept]);
  writeFileSync(today, 'longer than before\n');
  expect(await log.readNew()).toEqual({ text: 'longer than before\n', isNewDay: true });
});

test('reads a file of more than 64 MB from its end', async () => {
  const { today, open } = place();
  const log = open();
  await log.append('lost');
  truncateSync(today, 65 * 1024 * 1024);
  appendFileSync(today, '\n');
  await log.append('kept');
  expect(await log.readNew()).toEqual({ text: 'kept\n', isNewDay: true });
  await log.append('more');
  expect(await log.readNew()).toEqual({ text: 'more\n', isNewDay: false });
});

test('refuses a link, a FIFO and a folder in the place of its file', async () => {
  const { folder, today, open } = place();
  mkdirSync(folder);
  writeFileSync(join(folder, 'elsewhere'), '');
  const plants = [
    () => symlinkSync(join(folder, 'elsewhere'), today),
    () => execFileSync('mkfifo', [today]),
    () => mkdirSync(today),
  ];
  for (const plant of plants) {
    plant();
    await expect(open().append('one')).rejects.toMatchObject(notKept('something else lies in the place'));
    await expect(open().readNew()).rejects.toMatchObject(notKept('something else lies in the place'));
    rmSync(today, { recursive: true });
  }
  expect(readFileSync(join(folder, 'elsewhere'), 'utf8')).toBe('');
});

test('says that the folder cannot be had when a file or a link is in its place', async () => {
  const { folder, open } = place();
  writeFileSync(folder, '');
  await expect(open().append('one')).rejects.toMatchObject(notKept('a part of the path is a file'));
  rmSync(folder);
  symlinkSync(temporaryFolder(), folder);
  await expect(open().append('one')).rejects.toMatchObject(notKept('it is a link or a file, not a folder'));
});

test('says that permissions forbid it', async () => {
  const { folder, open } = place();
  const failure = await withoutRootRights(() =>
    open()
      .append('one')
      .catch((error: unknown) => error),
  );
  // Anybody but root owns the temporary folder, and may write.
  if (process.getuid?.() === 0)
    expect(failure).toMatchObject(notKept(`${folder}: its permissions forbid it`));
});

test('goes on after a failure', async () => {
  const { folder, open } = place();
  writeFileSync(folder, '');
  const log = open();
  await expect(log.append('one')).rejects.toThrow();
  rmSync(folder);
  await log.append('two');
  expect((await log.readNew()).text).toBe('two\n');
});

test.each([
  ['with a line end in it', 'a\nb'],
  ['of 4 KB', 'é'.repeat(2_048)],
])('takes no line %s', async (_, line) => {
  const { folder, open } = place();
  await expect(open().append(line)).rejects.toThrow(RangeError);
  expect(() => statSync(folder)).toThrow();
});
