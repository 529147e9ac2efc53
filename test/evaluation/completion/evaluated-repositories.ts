/** A repository at a commit, and which of its files are read. */
export interface EvaluatedRepository {
  /** As OWNER/NAME. */
  readonly repository: string;
  readonly commit: string;
  /** As editors name it. */
  readonly languageId: string;
  /** The ending of the files that are read, with its dot. */
  readonly ending: string;
  /** Only files below this folder; empty for all. */
  readonly under: string;
}

/** None of them is among the sources that `eval:embedded` learns, develops or reports on. */
export const evaluatedRepositories: readonly EvaluatedRepository[] = [
  {
    repository: 'vercel/ai',
    commit: 'ed857f50f112e23930b0c2dd8d532cc8bebbc911',
    languageId: 'typescript',
    ending: '.ts',
    under: 'packages/',
  },
  {
    repository: 'pallets/flask',
    commit: '2ac89889f4cc330eabd50f295dcef02828522c69',
    languageId: 'python',
    ending: '.py',
    under: '',
  },
  {
    repository: 'BurntSushi/ripgrep',
    commit: '3fce3b5bb0236da2df6d99672afb8a719642eca7',
    languageId: 'rust',
    ending: '.rs',
    under: 'crates/',
  },
];
