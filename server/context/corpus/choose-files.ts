import type { StoredFile } from '../ports.ts';
import { type Fitted, fitInto } from './memory-budget.ts';
import { type Candidate, inOrderOfPreference, type PreferredFile } from './preference.ts';

/** What decides which files are learned. */
export interface Choice {
  readonly preferred: readonly PreferredFile[];
  readonly knownOf: (file: Candidate) => StoredFile | undefined;
  readonly bytesPerSourceByte: number;
  readonly limitBytes: number;
}

/**
 * The files that fit into memory, nearest to the preferred ones and most recently modified first. What is learned
 * already stays, so that a repository at the limit does not exchange files at every look.
 */
export function chooseFiles(candidates: readonly Candidate[], choice: Choice): Fitted<Candidate> {
  const isKnown = (file: Candidate) => choice.knownOf(file)?.stamp === file.stamp;
  const isKnownAsLeftOut = (file: Candidate) => isKnown(file) && choice.knownOf(file)?.leftOut !== undefined;
  const ordered = inOrderOfPreference(candidates, choice.preferred);
  const stable = [...ordered.filter(isKnown), ...ordered.filter((file) => !isKnown(file))];
  const costOf = (file: Candidate) => {
    // Files that are too large are not learned, but only reading them may say so.
    if (isKnownAsLeftOut(file) || file.size > largestSourceBytes) return 0;
    return file.size * choice.bytesPerSourceByte;
  };
  return fitInto(stable, costOf, choice.limitBytes);
}

/** What readers take; see host/file-reader.ts. */
const largestSourceBytes = 1024 * 1024;
