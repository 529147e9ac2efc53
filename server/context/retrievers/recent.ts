import { spanAround } from './chunk-finding.ts';
import type { Retriever } from './scene.ts';

/** Where the user was lately, edits before views: what was just written is what the next lines are about. */
export const recent: Retriever = {
  name: 'recent',
  async retrieve({ root, place, visits }) {
    return visits
      .filter(({ path }) => root.index.has(path))
      .map((visit) => ({ ...visit, ...spanAround(root, visit.path, visit.startLine) }))
      .filter(({ path, startLine, endLine }) => !isAtPlace(path, startLine, endLine, place))
      .map((visit, age) => ({
        ...{ path: visit.path, startLine: visit.startLine, endLine: visit.endLine },
        reason: visit.kind === 'edited' ? 'edited lately' : 'viewed lately',
        score: (visit.kind === 'edited' ? 1 : 0.5) / (1 + age / 4),
      }))
      .sort((a, b) => b.score - a.score)
      .slice(0, mostFindings);
  },
};

function isAtPlace(
  path: string,
  startLine: number,
  endLine: number,
  place: { readonly path: string; readonly line: number } | undefined,
): boolean {
  return place?.path === path && startLine <= place.line && place.line < endLine;
}

const mostFindings = 8;
