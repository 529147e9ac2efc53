import { SourceAnalyzer } from '../../../server/context/index/source-analyzer.ts';
import { systemClock } from '../../../server/host/system-clock.ts';
import { GrammarRegistry } from '../../../server/syntax/grammar-registry.ts';
import { installedGrammars } from '../../syntax/support/installed-grammars.ts';
import { hasCommit } from './git-objects.ts';
import { IndexedRepository } from './indexed-repository.ts';
import { historyFolderOf } from './retrieval-cases.ts';

/** A repository at a commit; undefined where its history, or that commit, is not there. */
export async function openRepository(
  histories: string,
  { repository, commit }: { readonly repository: string; readonly commit: string },
): Promise<IndexedRepository | undefined> {
  const folder = historyFolderOf(histories, repository);
  if (folder === undefined || !(await hasCommit(folder, commit))) return undefined;
  const analyzer = new SourceAnalyzer(new GrammarRegistry(installedGrammars()), systemClock);
  return IndexedRepository.open(folder, commit, analyzer);
}
