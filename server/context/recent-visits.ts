import type { Visit } from './retrievers/scene.ts';

/** Where the user was lately, over all roots; what lies within a few lines of an older visit takes its place. */
export class RecentVisits {
  #visits: readonly AbsoluteVisit[] = [];

  /** `path` is absolute; lines count from 0. */
  note(path: string, kind: Visit['kind'], line: number): void {
    const isSame = (visit: AbsoluteVisit) => visit.path === path && Math.abs(visit.line - line) <= nearLines;
    const wasEdited = this.#visits.some((visit) => isSame(visit) && visit.kind === 'edited');
    const visit = { path, kind: wasEdited ? 'edited' : kind, line } as const;
    this.#visits = [visit, ...this.#visits.filter((each) => !isSame(each))].slice(0, mostVisits);
  }

  /** Those below a root, newest first, with paths relative to it. */
  below(root: string): readonly Visit[] {
    return this.#visits
      .filter(({ path }) => path.startsWith(`${root}/`))
      .map(({ path, kind, line }) => ({
        ...{ path: path.slice(root.length + 1), kind },
        ...{ startLine: line, endLine: line + 1 },
      }));
  }
}

interface AbsoluteVisit {
  readonly path: string;
  readonly kind: Visit['kind'];
  readonly line: number;
}

const nearLines = 15;
const mostVisits = 40;
