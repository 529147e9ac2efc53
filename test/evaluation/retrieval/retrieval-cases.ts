import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';

/** A question in words, and the files that answer it. */
export interface RetrievalCase {
  readonly id: string;
  readonly repository: string;
  readonly commit: string;
  readonly query: string;
  readonly goldFiles: readonly string[];
}

export const tasks = ['issue-to-files', 'commit-to-files'] as const;
export type Task = (typeof tasks)[number];

export async function casesOf(shared: string, task: Task): Promise<readonly RetrievalCase[]> {
  const lines = (await readFile(join(shared, 'data', `${task}.dev.jsonl`), 'utf8')).split('\n');
  return lines.filter((line) => line !== '').map((line) => caseOf(JSON.parse(line)));
}

function caseOf(record: Readonly<Record<string, unknown>>): RetrievalCase {
  const { id, repo, base_commit, query, gold_files } = record;
  if (!Array.isArray(gold_files)) throw new Error(`no gold files: ${String(id)}`);
  return {
    id: String(id),
    repository: String(repo),
    commit: String(base_commit),
    query: String(query),
    goldFiles: gold_files.map(String),
  };
}

/** Where the history of a repository lies under `repositories`, if it is there. */
export function historyFolderOf(repositories: string, repository: string): string | undefined {
  const folder = join(repositories, repository.replace('/', '+'), 'repo');
  return existsSync(folder) ? folder : undefined;
}

/** The language of the files that are looked for. */
export function languageOf({ goldFiles }: RetrievalCase): string {
  return languageOfPath(goldFiles[0] ?? '');
}

export function languageOfPath(path: string): string {
  return languages[extname(path)] ?? 'other';
}

const languages: Readonly<Record<string, string>> = {
  '.ts': 'TypeScript',
  '.tsx': 'TypeScript',
  '.js': 'JavaScript',
  '.mjs': 'JavaScript',
  '.py': 'Python',
  '.go': 'Go',
  '.rs': 'Rust',
  '.kt': 'Kotlin',
  '.java': 'Java',
  '.rb': 'Ruby',
  '.svelte': 'Svelte',
};
