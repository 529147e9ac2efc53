import type { IndexReport } from '../context/context-item.ts';

import type { BuiltIndex } from './actions.ts';
import { aligned } from './aligned.ts';
import type { CliContext } from './cli-context.ts';
import { countOf, grouped, megabytes, seconds } from './in-words.ts';
import { leftOutWords } from './left-out-words.ts';
import { paint, printable } from './paint.ts';
import { clipEnd } from './source-lines.ts';
import type { Output } from './terminal.ts';
import { withProgress } from './with-progress.ts';
import { problemsAsJson, writeProblems } from './write-problems.ts';

/** The flags of `index`, as the command line gives them. */
export interface IndexFlags {
  readonly json?: boolean;
}

/** `innerloop index`: builds the index of the workspace, then says what is in it and what is not. */
export async function runIndex(flags: IndexFlags, context: CliContext): Promise<number> {
  const { actions, terminal, workingFolder, signal } = context;
  const built = await withProgress(context, (progress) =>
    actions.buildIndex({ workingFolder }, progress, signal),
  );
  if (flags.json) {
    const { report, diskBytes, tookMs, problems } = built;
    const answer = { ...report, diskBytes, tookMs, problems: problemsAsJson(problems) };
    terminal.out.write(`${JSON.stringify(answer, null, 2)}\n`);
    return 0;
  }
  terminal.out.write(`${renderIndex(built, terminal.out)}\n`);
  if (!built.report.isComplete) {
    terminal.error.write(`${paint('yellow', '!', terminal.error)} Not every file has been read.\n`);
  }
  writeProblems(built.problems, terminal.error);
  return 0;
}

function renderIndex({ report, diskBytes, tookMs }: BuiltIndex, output: Output): string {
  const { root, files, sourceBytes, chunks, definitions, memoryBytes } = report;
  const heading = paint('bold', `Index of ${printable(root)}`, output);
  const holds = `${countOf(files, 'file')} (${megabytes(sourceBytes)}), ${countOf(chunks, 'chunk')}, ${countOf(definitions, 'definition')}`;
  const takes = `${megabytes(memoryBytes)} of memory, ${megabytes(diskBytes)} on disk, brought up to date in ${seconds(tookMs)}`;
  const sections = [
    [heading, holds, takes].join('\n'),
    renderLanguages(report, output),
    renderLeftOut(report, output),
  ];
  return sections.filter((section) => section !== '').join('\n\n');
}

function renderLanguages({ languages }: IndexReport, output: Output): string {
  if (languages.length === 0) return '';
  const rows = languages.map(({ language, files }) => [`  ${printable(language)}`, countOf(files, 'file')]);
  return [paint('bold', 'Languages', output), ...aligned(rows)].join('\n');
}

function renderLeftOut({ leftOut, untracked }: IndexReport, output: Output): string {
  const rows = aligned(
    leftOut.map(({ reason, count }) => [`  ${leftOutWords[reason]}`, countOf(count, 'file')]),
  );
  const lines = leftOut.map(({ count, examples }, index) => {
    const names = examples.map((path) => printable(path).replaceAll('\t', '\ufffd')).join(', ');
    const more = count > examples.length && names !== '' ? ', …' : '';
    const row = rows[index] ?? '';
    return `${row}${paint('dim', clipEnd(`  ${names}${more}`, Math.max(20, output.columns - row.length)), output)}`;
  });
  const sections = lines.length === 0 ? [] : [[paint('bold', 'Left out', output), ...lines].join('\n')];
  if (untracked > 0) {
    sections.push(
      `${grouped(untracked)} of the files are not tracked by git: they are searched and never sent to a model.`,
    );
  }
  return sections.join('\n\n');
}
