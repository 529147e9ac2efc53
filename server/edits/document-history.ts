import { documentKey } from '../base/document-key.ts';
import type { TextChange, TextDocument } from '../base/text-document.ts';
import { batchOf, composeEdits } from '../base/text-edit.ts';
import { trimmed } from './diff-texts.ts';

/**
 * Remembers how open documents came from one version to the next, so that what was offered for one can be carried to a
 * later one. Invariant: of each document the versions follow one another without a gap, the oldest forgotten first.
 */
export class DocumentHistory {
  readonly #most: number;
  readonly #steps = new Map<string, Step[]>();

  /** `most` versions are kept of each document. */
  constructor(most = 200) {
    this.#most = most;
  }

  /** Takes note of a new version; each change is by offset in the text that the one before left. */
  changed(before: TextDocument, after: TextDocument, changes: readonly TextChange[]): void {
    const key = documentKey(after.uri);
    const known = this.#steps.get(key) ?? [];
    const isNext = known.at(-1)?.to === before.version;
    const steps = isNext ? known : [];
    steps.push({ from: before.version, to: after.version, edits: editsOf(before, changes) });
    this.#steps.set(key, steps.slice(-this.#most));
  }

  closed(uri: string): void {
    this.#steps.delete(documentKey(uri));
  }

  /** What has changed since a version, as one batch for its text; undefined when that is not known any more. */
  since(document: TextDocument, version: number): TextChange[] | undefined {
    if (version === document.version) return [];
    const steps = this.#steps.get(documentKey(document.uri)) ?? [];
    if (steps.at(-1)?.to !== document.version) return undefined;
    const first = steps.findIndex(({ from }) => from === version);
    return first === -1 ? undefined : batchOfBatches(steps.slice(first).map(({ edits }) => edits));
  }
}

interface Step {
  readonly from: number;
  readonly to: number;
  readonly edits: readonly TextChange[];
}

/** Editors that send the whole text each time have changed only a part of it. */
function editsOf(before: TextDocument, changes: readonly TextChange[]): readonly TextChange[] {
  const [only, ...others] = changes;
  if (only === undefined || others.length > 0) return batchOf(changes);
  return [trimmed(only, before.text)];
}

function batchOfBatches(batches: readonly (readonly TextChange[])[]): TextChange[] {
  return batches.reduce<TextChange[]>((batch, edits) => composeEdits(batch, edits), []);
}
