import type { FileChange, ProposedChange } from '../../../server/edits/proposed-change.ts';

/** A change of `file:///a.ts` that replaces the first `from` by `to`; parts may be replaced. */
export function replacing(
  before: string,
  from: string,
  to: string,
  parts: Partial<ProposedChange> = {},
): ProposedChange {
  const start = before.indexOf(from);
  const file: FileChange = {
    uri: 'file:///a.ts',
    path: 'a.ts',
    languageId: 'typescript',
    before,
    version: 1,
    edits: [{ start, end: start + from.length, text: to }],
  };
  return changeOf([file], parts);
}

/** A change that creates `file:///new.ts`. */
export function creating(text: string, parts: Partial<ProposedChange> = {}): ProposedChange {
  const file: FileChange = {
    uri: 'file:///new.ts',
    path: 'new.ts',
    languageId: 'typescript',
    before: undefined,
    version: undefined,
    edits: [{ start: 0, end: 0, text }],
  };
  return changeOf([file], parts);
}

function changeOf(files: readonly FileChange[], parts: Partial<ProposedChange>): ProposedChange {
  return {
    title: 'Fix it',
    files,
    report: { checked: ['parses'], notChecked: ['not run'], faults: [] },
    model: undefined,
    notes: [],
    ...parts,
  };
}
