import type { LineSpan, RetrieverName } from '../context-item.ts';
import type { Finding } from '../retrievers/scene.ts';
import { defaultK, fuseRanks } from './reciprocal-rank-fusion.ts';

/** The findings of one retriever, best first, and how much its opinion counts. */
export interface RetrieverFindings {
  readonly retriever: RetrieverName;
  readonly findings: readonly Finding[];
  readonly weight: number;
}

/** A finding with its fused score. */
export interface FusedFinding extends LineSpan {
  readonly path: string;
  readonly reason: string;
  /** The retriever that counts most for it. */
  readonly retriever: RetrieverName;
  readonly score: number;
  readonly source: Finding['source'];
}

/**
 * One list of all findings. The same stretch found by several retrievers is one finding with the shares of all of
 * them, and the reason of the one that gave most. Nothing is lost; the order of the lists does not matter.
 */
export function fuseFindings(
  lists: readonly RetrieverFindings[],
  factorOf: (finding: Finding, retriever: RetrieverName) => number,
): readonly FusedFinding[] {
  const best = new Map<
    string,
    { readonly finding: Finding; readonly retriever: RetrieverName; readonly share: number }
  >();
  for (const { retriever, findings, weight } of lists) {
    for (const [rank, finding] of findings.entries()) {
      const id = idOf(finding);
      const share = weight / (defaultK + rank + 1);
      const known = best.get(id);
      if (
        known === undefined ||
        known.share < share ||
        (known.share === share && retriever < known.retriever)
      )
        best.set(id, { finding, retriever, share });
    }
  }
  const ranked = lists.map(({ findings, weight }) => ({ ids: findings.map(idOf), weight }));
  return fuseRanks(ranked)
    .flatMap(({ id, score }) => {
      const found = best.get(id);
      if (found === undefined) return [];
      const { finding, retriever } = found;
      const { path, startLine, endLine, reason, source } = finding;
      return [
        { path, startLine, endLine, reason, source, retriever, score: score * factorOf(finding, retriever) },
      ];
    })
    .sort(byScore);
}

function idOf({ path, startLine, endLine }: LineSpan & { readonly path: string }): string {
  return `${path}\0${startLine}\0${endLine}`;
}

function byScore(a: FusedFinding, b: FusedFinding): number {
  return b.score - a.score || (idOf(a) < idOf(b) ? -1 : 1);
}
