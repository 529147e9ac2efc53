import { searchChunks } from '../lexical/lexical-search.ts';
import { queryTerms } from '../lexical/query-terms.ts';
import { fileEvidence } from '../ranking/file-evidence.ts';
import { rankFiles } from '../ranking/file-ranking.ts';
import { headOf } from './chunk-finding.ts';
import type { Finding, Retriever } from './scene.ts';

/** What answers a question in words: the files that all evidence speaks for, each at its best chunks. */
export const words: Retriever = {
  name: 'words',
  async retrieve({ root, query }) {
    if (query === undefined || query.trim() === '') return [];
    const { index, changes, past } = root;
    const evidence = fileEvidence({
      ...{ index: index.lexical, query, changes, past },
      exists: (path) => index.has(path),
    });
    const ranked = rankFiles(query, evidence).slice(0, mostFiles);
    const chunks = new Map<string, Finding[]>();
    const terms = queryTerms(query);
    for (const { path, startLine, endLine, score } of searchChunks(index.lexical, terms, mostChunks)) {
      const own = chunks.get(path) ?? [];
      if (own.length < mostPerFile) own.push({ path, startLine, endLine, score, reason: '' });
      chunks.set(path, own);
    }
    return ranked.flatMap(({ path, score }) => {
      const best = chunks.get(path) ?? headFinding(path, headOf(root, path));
      const top = best[0]?.score ?? 1;
      return best.map((chunk) => ({
        ...chunk,
        reason: 'speaks of what was asked',
        score: score * Math.min(1, (chunk.score / top) ** 0.5),
      }));
    });
  },
};

function headFinding(path: string, span: { startLine: number; endLine: number } | undefined): Finding[] {
  return span === undefined ? [] : [{ path, ...span, score: 1, reason: '' }];
}

const mostFiles = 30;
const mostChunks = 200;
const mostPerFile = 2;
