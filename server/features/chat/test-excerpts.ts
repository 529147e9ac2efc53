import { nameOf } from '../../base/relative-paths.ts';
import { proximity } from '../../context/retrievers/proximity.ts';
import { namesOfTests } from '../../context/retrievers/test-names.ts';
import { type Excerpt, linesOfFile } from './excerpt.ts';
import type { ChatPorts } from './ports.ts';
import { listed, nothingFound, type ResolvedReferences } from './resolved-references.ts';

/** What `@tests` means: the files that are named like tests of these, the nearest ones. */
export async function testExcerpts(
  paths: readonly string[],
  ports: ChatPorts,
  signal: AbortSignal,
): Promise<ResolvedReferences> {
  const subjects = [...new Set(paths)];
  if (subjects.length === 0)
    return nothingFound('`@tests` means the tests of a file: name one, such as `@src/cart.ts @tests`.');
  const found = await namedLikeTests(subjects, ports, signal);
  const excerpts: Excerpt[] = [];
  let looked = 0;
  for (const { uri, path } of found) {
    if (excerpts.length === mostTests) break;
    looked += 1;
    const look = await ports.files.look(uri, signal);
    if (look.kind === 'text') excerpts.push(linesOfFile({ uri, path, text: look.text }, undefined, 'tests'));
  }
  if (excerpts.length === 0) return nothingFound(`No file is named like a test of ${listed(subjects)}.`);
  const left = found.length - looked;
  const remark = `${left} more files are named like tests of ${listed(subjects)}; the nearest are shown.`;
  return { excerpts, remarks: left === 0 ? [] : [remark] };
}

interface NamedTest {
  readonly uri: string;
  readonly path: string;
  readonly nearness: number;
}

/** By their names alone, so that no file is read for it; the nearest first. */
async function namedLikeTests(
  subjects: readonly string[],
  { files, roots }: ChatPorts,
  signal: AbortSignal,
): Promise<readonly NamedTest[]> {
  const names = new Set(subjects.flatMap(namesOfTests));
  const found: NamedTest[] = [];
  for (const root of roots()) {
    for (const path of await files.paths(root, signal)) {
      if (!names.has(nameOf(path))) continue;
      const uri = files.uriOf(root, path);
      const nearness = Math.max(...subjects.map((subject) => proximity(subject, path)));
      if (uri !== undefined) found.push({ uri, path, nearness });
    }
  }
  return found.sort((one, other) => other.nearness - one.nearness || (one.path < other.path ? -1 : 1));
}

const mostTests = 4;
