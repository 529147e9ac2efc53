import { writeSync } from 'node:fs';

import { neverAborted } from '../../server/base/cancellation.ts';
import type { StoredCorpus } from '../../server/context/ports.ts';
import { type StoreKind, segmentStore } from '../../server/host/segment-store.ts';

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

/** A generation as each kind of store keeps it: with the files that it was built from, or with segments alone. */
export function generationOf(kind: StoreKind, number: number, fileCount = 3): StoredCorpus {
  return generation(number, kind === 'corpus' ? fileCount : 0);
}

export const kinds = ['corpus', 'context'] as const;

/** So many that writing the manifest takes a while, in which the writer can be killed. */
const manyFiles = 5_000;

/** Run as a program, it saves one generation after the other, of each kind, and tells of each, until it is killed. */
async function writeForEver(cache: string, root: string, from: number): Promise<void> {
  for (let number = from + 1; ; number++) {
    for (const kind of kinds) {
      const corpus = generationOf(kind, number, manyFiles);
      const outcome = await segmentStore(cache, kind).save(root, corpus, neverAborted);
      if (outcome.kind === 'saved') writeSync(1, `${kind} ${number}\n`);
    }
  }
}

const [, script = '', cache, root, from] = process.argv;
if (script.endsWith('writer.mjs') && cache !== undefined && root !== undefined) {
  await writeForEver(cache, root, Number(from));
}
