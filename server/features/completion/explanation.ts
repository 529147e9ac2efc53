import { nameOf } from '../../base/relative-paths.ts';

/** Where a continuation was seen: how often, and one place. */
export interface Evidence {
  readonly uri: string;
  /** Counted from 0. */
  readonly line: number;
  readonly count: number;
}

/** Says in plain words where a suggestion comes from; places are given as file name and line counted from 1. */
export function explain(evidence: Evidence | undefined): string {
  if (evidence === undefined) return 'put together from the words of this file';
  const place = `${fileNameOf(evidence.uri)}:${evidence.line + 1}`;
  if (evidence.count <= 1) return `written before, in ${place}`;
  return `written ${evidence.count} times here, for example in ${place}`;
}

function fileNameOf(uri: string): string {
  const name = nameOf(uri);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
