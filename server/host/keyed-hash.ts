import { createHmac, randomBytes } from 'node:crypto';
import { link, rm } from 'node:fs/promises';
import { join } from 'node:path';

import type { KeyedHash } from '../metrics/ports.ts';
import { writePrivateFile } from './private-file.ts';
import { errorCodeOf, readSmallFile } from './small-file.ts';

/** Hashes with the key of the user, which lies in this folder for the user alone; made when it is first needed. */
export function keyedHash(folder: string): KeyedHash {
  let key: Promise<Buffer | undefined> | undefined;
  return {
    async of(text) {
      key ??= keyIn(folder).catch(() => undefined);
      const bytes = await key;
      if (bytes === undefined) return undefined;
      return createHmac('sha256', bytes).update(text).digest('hex').slice(0, hashLength);
    },
  };
}

async function keyIn(folder: string): Promise<Buffer | undefined> {
  const path = join(folder, keyFile);
  const known = await readSmallFile(path);
  if (known.kind !== 'missing') return keyOf(known.kind === 'text' ? known.text : '');
  const text = randomBytes(keyBytes).toString('hex');
  const draft = await writePrivateFile({ folder, stem: `${keyFile}-new`, ending: '', text });
  try {
    // Unlike a file that is written in place, a link is there as a whole, and for one of two servers only.
    await link(draft, path);
    return keyOf(text);
  } catch (error) {
    if (errorCodeOf(error) !== 'EEXIST') throw error;
    const theirs = await readSmallFile(path);
    return keyOf(theirs.kind === 'text' ? theirs.text : '');
  } finally {
    await rm(draft, { force: true });
  }
}

function keyOf(text: string): Buffer | undefined {
  return /^[0-9a-f]{64}$/.test(text.trim()) ? Buffer.from(text.trim(), 'hex') : undefined;
}

const keyFile = 'hash-key';
const keyBytes = 32;
/** Of hexadecimal digits. */
const hashLength = 32;
