import { isTestPath } from '../../../server/context/ranking/priors.ts';
import { isOwnName } from '../../../server/context/retrievers/names-near.ts';
import { isCommentLine } from '../../../server/evaluation/line-cases.ts';
import type { IndexedRepository } from './indexed-repository.ts';
import { languageOfPath } from './retrieval-cases.ts';

/** A place in a file whose line is taken away from `column` on. */
export interface IdentifierCase {
  readonly path: string;
  /** Counted from 0. */
  readonly line: number;
  readonly column: number;
  /** The names that stood there, each once. */
  readonly names: readonly string[];
}

/** The repositories that lines are removed from, each for the language it is known for. */
export const lineSources = [
  {
    repository: 'medusajs/medusa',
    commit: '59e6747800133e091d20c2c167f600981abc5c0d',
    language: 'TypeScript',
  },
  { repository: 'pytest-dev/pytest', commit: 'df87db7b0462fb764ef73fa00561adf8ad047572', language: 'Python' },
  { repository: 'golang/tools', commit: '8f0f8c7bde0eea32e01e570a0e330c60a0cbaecc', language: 'Go' },
  {
    repository: 'rust-lang/rust-analyzer',
    commit: 'd2e55da49132fa70a13dfbdc99122432b02cf464',
    language: 'Rust',
  },
  { repository: 'google/gson', commit: '9835b6f90192f79cdf5300c528fc6212455fb6c1', language: 'Java' },
  { repository: 'jekyll/jekyll', commit: '202df571314ba1d18e9fccd81d12aaad4a703c38', language: 'Ruby' },
] as const;

/** Lines of code with at least two names; at least every other one is no line of a test. */
export function pickRemovedLines(
  repository: IndexedRepository,
  { language, count }: { readonly language: string; readonly count: number },
  random: () => number,
): readonly IdentifierCase[] {
  const paths = repository.paths.filter((path) => languageOfPath(path) === language).sort();
  const sources = paths.filter((path) => !isTestPath(path));
  const found = new Map<string, IdentifierCase>();
  for (let attempt = 0; attempt < count * 50 && found.size < count; attempt++) {
    const one = pickIn(repository, found.size % 2 === 0 ? sources : paths, random);
    if (one !== undefined) found.set(`${one.path}:${one.line}`, one);
  }
  return [...found.values()];
}

/** The names in a piece of code, each once; words of literals are none. */
export function namesIn(code: string): readonly string[] {
  const bare = code.replace(/(["'`])(?:\\.|(?!\1).)*\1/g, ' ').replace(/\s(?:\/\/|#\s).*$/, '');
  return [...new Set(bare.match(/[\p{L}_$][\p{L}\p{N}_$]*/gu))].filter(isOwnName);
}

/** Long files are picked more often, as in the typing that made them. */
function pickIn(
  repository: IndexedRepository,
  paths: readonly string[],
  random: () => number,
): IdentifierCase | undefined {
  const sizes = paths.map((path) => repository.textOf(path)?.length ?? 0);
  let place = random() * sizes.reduce((sum, size) => sum + size, 0);
  const path = paths.find((_, at) => {
    place -= sizes[at] ?? 0;
    return place < 0;
  });
  if (path === undefined) return undefined;
  const lines = (repository.textOf(path) ?? '').split('\n');
  const line = Math.floor(random() * lines.length);
  const text = lines[line] ?? '';
  if (isCommentLine(text) || text.length > longestLine) return undefined;
  const names = namesIn(text);
  return names.length < fewestNames ? undefined : { path, line, column: text.search(/\S|$/), names };
}

const fewestNames = 2;
const longestLine = 400;
