import type { LineSpan } from '../context-item.ts';
import type { ChunkMatch } from '../lexical/lexical-search.ts';
import { fileEvidence } from '../ranking/file-evidence.ts';
import { bestFiles } from '../ranking/file-ranking.ts';
import { headOf } from './chunk-finding.ts';
import type { Retriever } from './scene.ts';

/** What answers a question in words: the files that all evidence speaks for, each at its best chunks. */
export const words: Retriever = {
  name: 'words',
  async retrieve({ root, query }) {
    if (query === undefined || query.trim() === '') return [];
    const { index, past } = root;
    const evidence = fileEvidence({
      ...{ index: index.lexical, query, past, most: mostLookedAt },
      exists: (path) => index.has(path),
    });
    const ranked = bestFiles(query, evidence, mostFiles);
    const places = new Map(evidence.map((file) => [file.path, file.places]));
    return ranked.flatMap(({ path, score }) => {
      const found = places.get(path) ?? [];
      const best = found.length > 0 ? found.slice(0, mostPerFile) : headPlace(path, headOf(root, path));
      const top = best[0]?.score ?? 0;
      return best.map(({ startLine, endLine, score: own }) => ({
        ...{ path, startLine, endLine, reason: 'speaks of what was asked' },
        // What only defines a name has no score of its text.
        score: top > 0 ? score * (own / top) ** 0.5 : score,
      }));
    });
  },
};

/** A file that only its path or its history speaks for is shown at its head. */
function headPlace(path: string, span: LineSpan | undefined): readonly ChunkMatch[] {
  return span === undefined ? [] : [{ path, ...span, score: 1 }];
}

const mostFiles = 30;
/** Files, by each kind of evidence; the evaluation looks at as many. */
export const mostLookedAt = 400;
const mostPerFile = 2;
