import type { RetrieverName } from '../context-item.ts';

/** What one retriever found, divided by how sure it is. */
export interface Gated<Item> {
  readonly passed: readonly Item[];
  readonly below: readonly Item[];
}

/**
 * Takes out what has less than a share of the best score of its own retriever: such findings are there because
 * something had to be last, and a rank alone would not tell. Nothing is lost; the best always passes.
 */
export function gated<Item extends { readonly score: number }>(
  retriever: RetrieverName,
  findings: readonly Item[],
): Gated<Item> {
  const best = findings.reduce((most, { score }) => Math.max(most, score), 0);
  const least = best * (leastShares[retriever] ?? 0);
  return {
    passed: findings.filter(({ score }) => score >= least),
    below: findings.filter(({ score }) => !(score >= least)),
  };
}

/** Of retrievers whose scores measure how well something fits; the others rank what belongs here anyway. */
const leastShares: Readonly<Partial<Record<RetrieverName, number>>> = {
  similar: 0.3,
  usages: 0.2,
  words: 0.1,
  embeddings: 0.5,
};
