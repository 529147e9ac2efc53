import { TermCollector } from '../../../server/context/lexical/chunk-terms.ts';
import { type FileEvidence, fileEvidence } from '../../../server/context/ranking/file-evidence.ts';
import { PastChanges } from '../../../server/context/ranking/past-changes.ts';
import { mostLookedAt } from '../../../server/context/retrievers/words.ts';
import { ancestorsOf, type Commit, hasCommit, historyOf } from './git-objects.ts';
import { RepositoryAtCommit } from './repository-at-commit.ts';
import type { RetrievalCase } from './retrieval-cases.ts';

export interface CaseEvidence {
  readonly retrievalCase: RetrievalCase;
  readonly evidence: readonly FileEvidence[];
}

/** The evidence for each case of one repository whose commit is in the history, gone through by time. */
export async function gatherEvidence(
  folder: string,
  cases: readonly RetrievalCase[],
  visit: (found: CaseEvidence, repository: RepositoryAtCommit) => Promise<void> | void,
): Promise<void> {
  const there: RetrievalCase[] = [];
  for (const one of cases) if (await hasCommit(folder, one.commit)) there.push(one);
  const history = await historyOf(folder, [...new Set(there.map((one) => one.commit))]);
  there.sort((a, b) => timeOf(history, a) - timeOf(history, b));
  const repository = new RepositoryAtCommit(folder);
  const collector = new TermCollector();
  for (const one of there) {
    await repository.goTo(one.commit);
    const changes = ancestorsOf(history, one.commit, maxChanges);
    const paths = repository.paths;
    const evidence = fileEvidence({
      index: repository.index,
      query: one.query,
      past: new PastChanges(changes, collector),
      exists: (path) => paths.has(path),
      most: mostLookedAt,
    });
    await visit({ retrievalCase: one, evidence }, repository);
  }
}

function timeOf(history: ReadonlyMap<string, Commit>, { commit }: RetrievalCase): number {
  return history.get(commit)?.time ?? 0;
}

/** What a language server can read of a history in a moment. */
const maxChanges = 3_000;
