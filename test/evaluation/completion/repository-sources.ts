import type { CorpusFile } from '../../../server/embedded/corpus-segment.ts';
import { seededRandom, shuffled } from '../../../server/evaluation/seeded-random.ts';
import { blobsOf, hasCommit, readBlobs } from '../retrieval/git-objects.ts';
import { isText } from '../retrieval/repository-at-commit.ts';
import { historyFolderOf } from '../retrieval/retrieval-cases.ts';
import type { EvaluatedRepository } from './evaluated-repositories.ts';

/** A source file; its path is the one in the repository. */
export interface RepositoryFile extends CorpusFile {
  readonly path: string;
}

/** Files that are learnt, and files in which holes are cut. */
export interface RepositorySources {
  readonly learnt: readonly RepositoryFile[];
  readonly heldOut: readonly RepositoryFile[];
}

/** A fifth of the files is held out; undefined where the history, or that commit, is not there. */
export async function repositorySources(
  histories: string,
  { repository, commit, ending, under }: EvaluatedRepository,
): Promise<RepositorySources | undefined> {
  const folder = historyFolderOf(histories, repository);
  if (folder === undefined || !(await hasCommit(folder, commit))) return undefined;
  const inOrder = [...(await blobsOf(folder, commit))]
    .filter(([path]) => path.startsWith(under) && path.endsWith(ending) && !path.endsWith('.d.ts'))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const blobs = shuffled(inOrder, seededRandom(7));
  const texts = new Map<string, string>();
  await readBlobs(
    folder,
    blobs.map(([, blob]) => blob),
    (blob, bytes) => {
      if (isText(bytes)) texts.set(blob, bytes.toString('utf8'));
    },
  );
  const files = upTo(
    maxCharacters,
    blobs.flatMap(([path, blob]) => {
      const text = texts.get(blob) ?? '';
      return isReadable(text) ? [{ uri: `file:///${repository}/${path}`, path, text }] : [];
    }),
  );
  const count = Math.round(files.length / 5);
  return { learnt: files.slice(count), heldOut: files.slice(0, count) };
}

function upTo(characters: number, files: readonly RepositoryFile[]): readonly RepositoryFile[] {
  let left = characters;
  return files.filter(({ text }) => {
    left -= text.length;
    return left > 0;
  });
}

/** Generated tables of data are nobody's typing. */
function isReadable(text: string): boolean {
  return text !== '' && text.length <= maxFileCharacters && !text.includes('\r');
}

const maxCharacters = 2e6;
const maxFileCharacters = 100_000;
