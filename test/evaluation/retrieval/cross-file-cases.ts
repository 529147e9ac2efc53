import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A cursor where a name of another file comes next, and where that name is defined. */
export interface CrossFileCase {
  readonly id: string;
  readonly repository: string;
  readonly commit: string;
  readonly path: string;
  /** Counted from 0, as `goldLine` is. */
  readonly line: number;
  readonly column: number;
  readonly symbol: string;
  readonly goldPath: string;
  readonly goldLine: number;
}

export async function crossFileCasesOf(shared: string): Promise<readonly CrossFileCase[]> {
  const lines = (await readFile(join(shared, 'data', 'cross-file.dev.jsonl'), 'utf8')).split('\n');
  return lines.filter((line) => line !== '').map((line) => caseOf(JSON.parse(line)));
}

function caseOf(record: Readonly<Record<string, unknown>>): CrossFileCase {
  const { id, repo, commit, file, line, col, symbol, gold_file, gold_line } = record;
  return {
    id: String(id),
    repository: String(repo),
    commit: String(commit),
    path: String(file),
    // The data count lines from 1.
    line: Number(line) - 1,
    column: Number(col),
    symbol: String(symbol),
    goldPath: String(gold_file),
    goldLine: Number(gold_line) - 1,
  };
}
