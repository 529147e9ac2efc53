import { neverAborted } from '../../../server/base/cancellation.ts';
import { rankFiles } from '../../../server/context/ranking/file-ranking.ts';
import { EmbeddingSearch } from '../../../server/context/retrievers/embeddings.ts';
import type { EvaluationFolders } from './evaluation-folders.ts';
import { gatherEvidence } from './gather-evidence.ts';
import { hitsOf } from './hit-rates.ts';
import { casesOf, historyFolderOf, type Task, tasks } from './retrieval-cases.ts';
import { embeddingEndpoint, endpointEmbedder, rankedWithEmbeddings } from './with-embeddings.ts';

/** Whether vectors find files that keywords do not: hits of both in one run; nothing is written to files. */
export async function evaluateEmbeddings(folders: EvaluationFolders): Promise<void> {
  const endpoint = embeddingEndpoint(process.env);
  const search = new EmbeddingSearch(endpointEmbedder(endpoint));
  process.stdout.write(`Vectors of ${endpoint.model}, fused by rank with all else (k = 60).\n\n`);
  process.stdout.write('| cases | ranked by | hit@1 | hit@5 | hit@10 |\n| --- | --- | --- | --- | --- |\n');
  for (const task of tasks) {
    const { without, withVectors } = await ranksOf(task, folders, search);
    process.stdout.write(rowOf(`${task}, ${without.length}`, 'all', without));
    process.stdout.write(rowOf(`${task}, ${withVectors.length}`, '+ embeddings', withVectors));
  }
}

async function ranksOf(task: Task, { shared, histories, wants }: EvaluationFolders, search: EmbeddingSearch) {
  const cases = await casesOf(shared, task);
  const without: number[] = [];
  const withVectors: number[] = [];
  for (const name of new Set(cases.map((one) => one.repository))) {
    const folder = wants(name) ? historyFolderOf(histories, name) : undefined;
    if (folder === undefined) continue;
    const own = cases.filter((one) => one.repository === name);
    await gatherEvidence(folder, own, async ({ retrievalCase, evidence }, repository) => {
      const { query, goldFiles } = retrievalCase;
      const baseline = rankFiles(query, evidence).map(({ path }) => path);
      const corpus = { lexical: repository.index, text: (path: string) => repository.text(path) };
      const fused = await rankedWithEmbeddings(search, corpus, { query, baseline }, neverAborted);
      without.push(rankOf(goldFiles, baseline));
      withVectors.push(rankOf(goldFiles, fused));
    });
  }
  return { without, withVectors };
}

function rankOf(goldFiles: readonly string[], paths: readonly string[]): number {
  const at = paths.findIndex((path) => goldFiles.includes(path));
  return at < 0 ? Number.POSITIVE_INFINITY : at + 1;
}

function rowOf(cases: string, name: string, ranks: readonly number[]): string {
  const { at1, at5, at10 } = hitsOf(ranks);
  return `| ${cases} | ${name} | ${at1} | ${at5} | ${at10} |\n`;
}
