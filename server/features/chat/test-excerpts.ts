import { namesOfTests } from '../../context/retrievers/test-names.ts';
import { type Excerpt, linesOfFile } from './excerpt.ts';
import type { ChatPorts } from './ports.ts';
import { listed, nothingFound, type ResolvedReferences } from './resolved-references.ts';

/** What `@tests` means: the files that are named like tests of these. */
export async function testExcerpts(
  paths: readonly string[],
  { files, roots }: ChatPorts,
  signal: AbortSignal,
): Promise<ResolvedReferences> {
  const subjects = [...new Set(paths)];
  if (subjects.length === 0)
    return nothingFound('`@tests` means the tests of a file: name one, such as `@src/cart.ts @tests`.');
  const names = new Set(subjects.flatMap(namesOfTests));
  const excerpts: Excerpt[] = [];
  for (const root of roots()) {
    for (const path of await files.paths(root, signal)) {
      const uri = names.has(path.slice(path.lastIndexOf('/') + 1)) ? files.uriOf(root, path) : undefined;
      const look = uri === undefined ? undefined : await files.look(uri, signal);
      if (uri !== undefined && look?.kind === 'text')
        excerpts.push(linesOfFile({ uri, path, text: look.text }, undefined, 'tests'));
    }
  }
  if (excerpts.length > 0) return { excerpts: excerpts.slice(0, mostTests), remarks: [] };
  return nothingFound(`No file is named like a test of ${listed(subjects)}.`);
}

const mostTests = 4;
