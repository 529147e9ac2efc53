import { reasonInPath } from '../files/source-path.ts';
import type { LexicalIndex, QueryTerm } from '../lexical/lexical-index.ts';
import { searchChunks } from '../lexical/lexical-search.ts';
import { codeQueryWeights, queryTerms } from '../lexical/query-terms.ts';
import { ordered } from './chunk-finding.ts';
import { windowText } from './names-near.ts';
import type { Retriever } from './scene.ts';

/** Code that has rare terms in common with the lines around the cursor: BM25 over the terms of chunks. */
export const similar: Retriever = {
  name: 'similar',
  async retrieve({ root, place }) {
    if (place === undefined) return [];
    const terms = rarest(
      root.index.lexical,
      queryTerms(windowText(place), codeQueryWeights).filter(({ field }) => field === 'text'),
    );
    const ending = endingOf(place.path);
    const findings = searchChunks(root.index.lexical, terms, mostChunks)
      .filter(({ path }) => path !== place.path && isSource(path))
      .map(({ path, startLine, endLine, score }) => ({
        ...{ path, startLine, endLine, reason: 'looks like the lines around the cursor' },
        score: endingOf(path) === ending ? score : score * otherLanguage,
      }));
    return ordered(findings, mostFindings);
  },
};

/** Prose and settings look like nothing that is to be written in code. */
function isSource(path: string): boolean {
  return reasonInPath(path) === undefined;
}

/** What few chunks have tells most and costs least; a term of the file at hand alone finds nothing else. */
function rarest(index: LexicalIndex, terms: readonly QueryTerm[]): readonly QueryTerm[] {
  return terms
    .map((term) => ({ term, frequency: index.frequencyOf(term.key) }))
    .filter(({ frequency }) => frequency > 1)
    .sort((a, b) => a.frequency / a.term.weight - b.frequency / b.term.weight || a.term.key - b.term.key)
    .slice(0, mostTerms)
    .map(({ term }) => term);
}

function endingOf(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1).replace(/^[cm]?([jt]s)x?$/, 'ts');
}

const mostTerms = 20;
const mostChunks = 40;
const mostFindings = 15;
const otherLanguage = 0.4;
