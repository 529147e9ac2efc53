/**
 * What the context index costs: `npm run bench:index -- FOLDER`, FOLDER a repository; without it medusa's.
 *
 * The baseline is a process that parses the same files and runs our queries on them, nothing else. It and the index
 * with an empty cache take turns, each in a process of its own; the ratio is that of the medians. Then starts with a
 * full cache, changes of single files until a search finds them, and the cost of doing nothing.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { bundledChild } from './bundled-child.ts';
import { type IndexCost, indexCost, type ParseCost, parseCost } from './index-cost.ts';
import { indexCostTable } from './index-cost-table.ts';
import { largeRepository } from './large-repository.ts';
import { changeTable } from './measure-changes.ts';

const rounds = 3;
const worker = join(import.meta.dirname, '../../dist/context-worker.js');
const grammars = join(import.meta.dirname, '../../dist/grammars');

const { checkout, temporary, remove } = await largeRepository();
try {
  const cache = join(temporary, 'cache');
  const parse = await bundledChild(join(import.meta.dirname, 'parse-only.ts'), temporary);
  const index = await bundledChild(join(import.meta.dirname, 'index-once.ts'), temporary);
  const start = async () => indexCost.parse(await index([checkout, cache, worker]));
  const baselines: ParseCost[] = [];
  const colds: IndexCost[] = [];
  for (let round = 0; round < rounds; round++) {
    baselines.push(parseCost.parse(await parse([checkout, grammars])));
    rmSync(cache, { recursive: true, force: true });
    colds.push(await start());
  }
  const warms: IndexCost[] = [];
  for (let round = 0; round < rounds; round++) warms.push(await start());
  console.log(indexCostTable({ baselines, colds, warms }));
  const place = { root: checkout, cacheDirectory: cache, workerUrl: pathToFileURL(worker) };
  console.log(`\n${await changeTable(place)}`);
} finally {
  remove();
}
