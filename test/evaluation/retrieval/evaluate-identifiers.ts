import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { seededRandom } from '../../../server/evaluation/seeded-random.ts';
import { askIdentifiers, type IdentifierResult } from './ask-identifiers.ts';
import { crossFileCasesOf } from './cross-file-cases.ts';
import type { EvaluationFolders } from './evaluation-folders.ts';
import { type IdentifierCase, lineSources, namesIn, pickRemovedLines } from './identifier-cases.ts';
import { identifiersCsv, identifiersPage } from './identifiers-page.ts';
import type { IndexedRepository } from './indexed-repository.ts';
import { openRepository } from './open-repository.ts';
import { languageOfPath } from './retrieval-cases.ts';

/** Where lines are removed: a repository at a commit, and which lines. */
interface Removal {
  readonly repository: string;
  readonly commit: string;
  readonly casesIn: (opened: IndexedRepository) => readonly IdentifierCase[];
}

/** How many of the names of a removed line a model would see without the engine and with it. */
export async function evaluateIdentifiers(folders: EvaluationFolders): Promise<void> {
  const missing: string[] = [];
  const crossFile = await resultsOf(await crossFileRemovals(folders.shared), folders, missing);
  const lines = await resultsOf(lineRemovals, folders, missing);
  const page = identifiersPage({ crossFile, lines, missing });
  process.stdout.write(`${page}\n`);
  if (folders.isPartial) return;
  await writeFile(join(import.meta.dirname, 'identifiers.md'), page);
  await writeFile(join(import.meta.dirname, 'identifiers-cross-file.csv'), identifiersCsv(crossFile));
  await writeFile(join(import.meta.dirname, 'identifiers-lines.csv'), identifiersCsv(lines));
}

async function crossFileRemovals(shared: string): Promise<readonly Removal[]> {
  const cases = await crossFileCasesOf(shared);
  return [...new Set(cases.map(({ repository }) => repository))].map((repository) => {
    const own = cases.filter((one) => one.repository === repository);
    return {
      ...{ repository, commit: own[0]?.commit ?? '' },
      casesIn: (opened) => own.map(({ path, line, column }) => caseAt(opened, path, { line, column })),
    };
  });
}

function caseAt(
  opened: IndexedRepository,
  path: string,
  { line, column }: { readonly line: number; readonly column: number },
): IdentifierCase {
  const rest = opened.textOf(path)?.split('\n')[line]?.slice(column) ?? '';
  return { path, line, column, names: namesIn(rest) };
}

const linesEach = 50;
const lineRemovals: readonly Removal[] = lineSources.map(({ repository, commit, language }) => ({
  ...{ repository, commit },
  casesIn: (opened) => pickRemovedLines(opened, { language, count: linesEach }, seededRandom(7)),
}));

async function resultsOf(
  removals: readonly Removal[],
  { histories, wants }: EvaluationFolders,
  missing: string[],
): Promise<readonly IdentifierResult[]> {
  const results: IdentifierResult[] = [];
  for (const { repository, commit, casesIn } of removals) {
    if (!wants(repository)) continue;
    const opened = await openRepository(histories, { repository, commit });
    if (opened === undefined) missing.push(repository);
    for (const one of opened === undefined ? [] : casesIn(opened)) {
      const id = `${repository}:${one.path}:${one.line + 1}`;
      if (opened !== undefined)
        results.push({ id, language: languageOfPath(one.path), ...(await askIdentifiers(opened, one)) });
    }
    process.stderr.write(`identifiers ${repository}: ${results.length} cases so far\n`);
  }
  return results;
}
