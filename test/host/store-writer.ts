import { writeSync } from 'node:fs';

import { neverAborted } from '../../server/base/cancellation.ts';
import type { StoredCorpus } from '../../server/context/ports.ts';
import { segmentStore } from '../../server/host/segment-store.ts';

/** A corpus of which every part tells the number of its generation; some segments outlive a generation. */
export function generation(number: number, fileCount = 3): StoredCorpus {
  const old = Math.floor(number / 3) * 3;
  const files = Array.from({ length: fileCount }, (_, file) => {
    return {
      path: `f${file}.ts`,
      size: 1,
      stamp: String(number),
      leftOut: file === 2 ? ('binary' as const) : undefined,
    };
  });
  return { buffers: [bytesOf(`old ${old}`, 300_000), bytesOf(`new ${number}`, 20_000)], files };
}

function bytesOf(text: string, length: number): SharedArrayBuffer {
  const buffer = new SharedArrayBuffer(length);
  new Uint8Array(buffer).set(Buffer.from(text.repeat(Math.floor(length / text.length))));
  return buffer;
}

/** So many that writing the manifest takes a while, in which the writer can be killed. */
export const manyFiles = 10_000;

/** Run as a program, it saves one generation after the other and tells of each, until it is killed. */
async function writeForEver(cache: string, root: string, from: number): Promise<void> {
  for (let number = from + 1; ; number++) {
    const outcome = await segmentStore(cache).save(root, generation(number, manyFiles), neverAborted);
    if (outcome.kind === 'saved') writeSync(1, `${number}\n`);
  }
}

const [, script = '', cache, root, from] = process.argv;
if (script.endsWith('writer.mjs') && cache !== undefined && root !== undefined) {
  await writeForEver(cache, root, Number(from));
}
