import { writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

import { neverAborted } from '../../server/base/cancellation.ts';
import { contextMachine } from '../../server/context-worker.ts';

/** Files of the workspace that is written to. */
export const writtenFiles = 60;

/** What one of them says in a generation. */
export function writtenText(file: number, generation: number): string {
  return `export function made${file}() {\n  return called${generation % 7}(${generation});\n}\n`;
}

/** Changes files and keeps the index of them, over and over, until the process is killed. */
async function writeForEver(cacheDirectory: string, root: string, from: number): Promise<void> {
  const { keeper } = contextMachine(
    {
      ...{ roots: [root], cacheDirectory, memoryLimitBytes: 1e9, excludes: [], folders: [] },
      ...{ preferredFiles: [], maker: 'test', spoilers: [], embeddings: false },
    },
    { embed: async () => [] },
    () => undefined,
  );
  await keeper.addRoots([root], neverAborted);
  writeSync(1, 'read\n');
  for (let generation = from; ; generation++) {
    // Few files first, then many: single changes and piles.
    const count = generation % 3 === 0 ? writtenFiles : 3;
    const paths = Array.from({ length: count }, (_, i) =>
      join(root, `f${(generation + i) % writtenFiles}.ts`),
    );
    for (const path of paths) {
      const file = Number(/f(\d+)\.ts$/.exec(path)?.[1]);
      writeFileSync(path, writtenText(file, generation));
    }
    await keeper.filesChanged(paths, neverAborted);
    if (generation % 5 === 0) {
      const path = join(root, 'f1.ts');
      await keeper.documentOpened({ path, languageId: '', text: `function unsaved${generation}() {}\n` });
    }
    await keeper.save(neverAborted);
    if (generation % 5 === 2) await keeper.documentClosed(join(root, 'f1.ts'), neverAborted);
  }
}

const [, script = '', cache, root, from] = process.argv;
if (script.endsWith('context-writer.mjs') && cache !== undefined && root !== undefined)
  await writeForEver(cache, root, Number(from));
