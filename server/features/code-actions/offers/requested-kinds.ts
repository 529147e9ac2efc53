/** The kinds of actions, as editors sort and bind them. */
export const actionKinds = {
  fix: 'quickfix',
  tests: 'refactor.tests',
  explain: 'refactor.explain',
  document: 'refactor.rewrite.document',
  improve: 'refactor.rewrite.improve',
  implement: 'refactor.rewrite.implement',
  commitMessage: 'refactor.rewrite.commitMessage',
} as const;

/** Whether an editor that wants `only` these kinds wants this one: a kind includes its sub-kinds, as LSP says. */
export function isRequestedKind(kind: string, only: readonly string[] | undefined): boolean {
  if (only === undefined) return true;
  // The empty kind includes all.
  return only.some((wanted) => wanted === '' || kind === wanted || kind.startsWith(`${wanted}.`));
}
