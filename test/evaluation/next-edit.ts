import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { systemClock } from '../../server/host/system-clock.ts';
import { GrammarRegistry } from '../../server/syntax/grammar-registry.ts';
import { RegistrySyntaxReader } from '../../test/support/registry-syntax-reader.ts';
import { installedGrammars } from '../syntax/support/installed-grammars.ts';
import type { ChosenSequence, SequenceKind } from './next-edit/choose-sequences.ts';
import { runSequence, type SequenceResult } from './next-edit/run-sequence.ts';
import { halfOf, sequencePage } from './next-edit/sequence-page.ts';
import { historyFolderOf } from './retrieval/retrieval-cases.ts';

// Plays the recorded sequences; INNERLOOP_REPOS has the histories they are from.
const { values } = parseArgs({
  options: {
    /** `tuning` or `held-out`; then nothing is written to files, and the offers of the tuning half are printed. */
    half: { type: 'string' },
  },
});
const print = (text: string) => process.stdout.write(`${text}\n`);
const histories = process.env.INNERLOOP_REPOS;
if (!histories) throw new Error('INNERLOOP_REPOS must name a folder.');

const folder = join(import.meta.dirname, 'next-edit');
const syntax = new RegistrySyntaxReader(new GrammarRegistry(installedGrammars()), systemClock);
const results: SequenceResult[] = [];
for (const sequence of sequencesIn(readFileSync(join(folder, 'sequences.csv'), 'utf8'))) {
  const history = historyFolderOf(histories, sequence.repository);
  if (history === undefined || (values.half !== undefined && halfOf(sequence) !== values.half)) continue;
  const result = await runSequence(sequence, history, syntax);
  results.push(result);
  const { repository, commit, kind, path, places, right, wrong, expected, reached, silence, ownMs } = result;
  if (values.half !== 'tuning') continue;
  print(
    `${kind} ${repository} ${commit.slice(0, 8)} ${path} places=${places} right=${right} wrong=${wrong} reached=${reached}/${expected} ${silence} ${ownMs} ms`,
  );
  for (const note of result.notes) print(`    ${note}`);
}
const page = sequencePage(results);
print(page);
if (values.half === undefined) {
  writeFileSync(join(import.meta.dirname, 'next-edit.md'), page);
  writeFileSync(join(folder, 'results.csv'), tableOf(results));
}

function sequencesIn(csv: string): readonly ChosenSequence[] {
  const [, ...rows] = csv.trim().split('\n');
  return rows.map((row) => {
    const [repository = '', commit = '', kind = '', path = '', start, places] = row.split(',');
    return { repository, commit, kind: kindNamed(kind), path, start: Number(start), places: Number(places) };
  });
}

function kindNamed(name: string): SequenceKind {
  const kind = (['replaced', 'renamed', 'signature', 'single'] as const).find((known) => known === name);
  if (kind === undefined) throw new Error(`no kind of sequence: ${name}`);
  return kind;
}

function tableOf(rows: readonly SequenceResult[]): string {
  const head =
    'repository,commit,half,kind,path,start,places,offeredAfter,right,wrong,expected,reached,silence';
  const lines = rows.map((row) =>
    [
      ...[row.repository, row.commit, halfOf(row), row.kind, row.path, row.start, row.places],
      ...[row.offeredAfter, row.right, row.wrong, row.expected, row.reached, row.silence],
    ].join(),
  );
  return `${[head, ...lines].join('\n')}\n`;
}
