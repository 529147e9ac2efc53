/**
 * The keyword index on a large repository: `npm run bench:lexical -- FOLDER`, FOLDER a checkout or a bare repository.
 *
 * Builds the index of the newest commit's text files, then asks for identifiers, commit messages and windows of 25
 * lines, the best 20 chunks of each. The baseline is a plain scan in memory for the same identifiers.
 */

import { cutAtBlankLines } from '../../server/context/lexical/blank-line-cutter.ts';
import { TermCollector } from '../../server/context/lexical/chunk-terms.ts';
import type { LexicalIndex } from '../../server/context/lexical/lexical-index.ts';
import { searchChunks } from '../../server/context/lexical/lexical-search.ts';
import { lexicalIndexFrom, lexicalSegmentOf } from '../../server/context/lexical/lexical-segment.ts';
import {
  codeQueryWeights,
  defaultQueryWeights,
  type QueryWeights,
  queryTerms,
} from '../../server/context/lexical/query-terms.ts';
import { seededRandom } from '../../server/evaluation/seeded-random.ts';
import { ancestorsOf, blobsOf, historyOf, readBlobs } from '../evaluation/retrieval/git-objects.ts';
import { isText, isTextPath, RepositoryAtCommit } from '../evaluation/retrieval/repository-at-commit.ts';
import { percentile } from './percentiles.ts';

const [, , folder] = process.argv;
if (folder === undefined) throw new Error('Say the folder of a repository.');

const texts = await textsOf(folder);
const sourceBytes = [...texts.values()].reduce((sum, text) => sum + text.length, 0);
const repository = new RepositoryAtCommit(folder);
const buildStart = process.cpuUsage();
await repository.goTo('HEAD');
repository.index.compact();
const buildMs = cpuMsSince(buildStart);
const index = repository.index;
console.log(
  `${index.fileCount} files, ${(sourceBytes / 1e6).toFixed(1)} MB, ${index.chunkCount} chunks; built in ${Math.round(buildMs)} ms of processor time; ${(index.baseBytes / 1e6).toFixed(1)} MB, ${(index.baseBytes / sourceBytes).toFixed(2)} bytes per byte of source`,
);
const stored = lexicalSegmentOf(index);
const loadStart = performance.now();
lexicalIndexFrom(stored);
console.log(
  `stored ${(stored.length / 1e6).toFixed(1)} MB, loaded in ${Math.round(performance.now() - loadStart)} ms`,
);

const random = seededRandom(5);
const identifiers = Array.from({ length: 300 }, () => someIdentifier());
const windows = Array.from({ length: 200 }, () => someWindow());
const history = await historyOf(folder, ['HEAD']);
const [newest = ''] = history.keys();
const messages = ancestorsOf(history, newest, 300).map((commit) => commit.message);

console.log('\n| query | p50 ms | p99 ms |\n| --- | --- | --- |');
console.log(
  rowOf(
    'identifier',
    identifiers.map((query) => msOf(query, codeQueryWeights)),
  ),
);
console.log(
  rowOf(
    'commit message',
    messages.map((query) => msOf(query, defaultQueryWeights)),
  ),
);
console.log(
  rowOf(
    '25 lines',
    windows.map((query) => msOf(query, codeQueryWeights)),
  ),
);
console.log(rowOf('identifier, scanned for', identifiers.slice(0, 20).map(scanMsOf)));
console.log(rowOf('one file replaced', windows.map(replaceMsOf)));

async function textsOf(repositoryFolder: string): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  const blobs = [...(await blobsOf(repositoryFolder, 'HEAD'))].filter(([path]) => isTextPath(path));
  const paths = new Map(blobs.map(([path, blob]) => [blob, path]));
  await readBlobs(repositoryFolder, [...paths.keys()], (blob, bytes) => {
    if (isText(bytes)) found.set(paths.get(blob) ?? blob, bytes.toString('utf8'));
  });
  return found;
}

function someLines(): readonly string[] {
  const all = [...texts.values()];
  return (all[Math.floor(random() * all.length)] ?? '').split('\n');
}

function someWindow(): string {
  const lines = someLines();
  const start = Math.floor(random() * Math.max(1, lines.length - 25));
  return lines.slice(start, start + 25).join('\n');
}

function someIdentifier(): string {
  for (;;) {
    const words =
      someLines()
        .join('\n')
        .match(/[A-Za-z_]\w{5,}/g) ?? [];
    const word = words[Math.floor(random() * words.length)];
    if (word !== undefined) return word;
  }
}

/** The best of three, since the machine is shared. */
function msOf(query: string, weights: QueryWeights): number {
  return Math.min(...[1, 2, 3].map(() => timed(() => searchChunks(index, queryTerms(query, weights), 20))));
}

function scanMsOf(word: string): number {
  return timed(() => [...texts.values()].filter((text) => text.includes(word)));
}

function replaceMsOf(text: string, at: number): number {
  const path = [...texts.keys()][at] ?? '';
  return timed(() => replace(index, path, text));
}

function replace(target: LexicalIndex, path: string, text: string): void {
  target.replace(new TermCollector().fileTerms(path, cutAtBlankLines(path, text)));
}

function timed(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function rowOf(name: string, samples: readonly number[]): string {
  return `| ${name} | ${percentile(samples, 0.5).toFixed(2)} | ${percentile(samples, 0.99).toFixed(2)} |`;
}

function cpuMsSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1_000;
}
