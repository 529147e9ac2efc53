import type { IdentifierResult } from './ask-identifiers.ts';
import { grouped, meanShare, table } from './page-cells.ts';

/** The results as a page. `missing` are repositories whose history is not there. */
export function identifiersPage({
  crossFile,
  lines,
  missing,
}: {
  readonly crossFile: readonly IdentifierResult[];
  readonly lines: readonly IdentifierResult[];
  readonly missing: readonly string[];
}): string {
  return [
    introduction,
    missing.length === 0
      ? 'All repositories had their history.'
      : `Without their history, and not counted: ${missing.join(', ')}.`,
    '## Cross-file cases: the rest of the line from the cursor on',
    shares(crossFile),
    '## Removed lines: the whole line, its indentation left',
    shares(lines),
    '',
  ].join('\n\n');
}

const introduction = `# How many names of a removed line a model would see

Written by \`npm run eval:retrieval -- --task identifiers\`; every case stands in identifiers-cross-file.csv or identifiers-lines.csv.
A proxy for what context is worth, without a model: the mean over the cases of the share of the removed names (each once; keywords, one-letter words and words in literals are none) that stand in what a model would be shown.
"none" is what is left of the line, "file" the window around the cursor that a prompt for a model of 8,192 tokens has, "engine" that window and the items of the context engine at 2,048 tokens.
A name that occurs nowhere else can be found by nobody, so 100 % is out of reach. Intervals are 95 % bootstrap intervals over the cases.`;

function shares(results: readonly IdentifierResult[]): string {
  const row = (name: string, own: readonly IdentifierResult[]) => [
    name,
    String(own.length),
    String(own.reduce((sum, { names }) => sum + names, 0)),
    meanShare(own.map(({ none }) => none)),
    meanShare(own.map(({ file }) => file)),
    meanShare(own.map(({ engine }) => engine)),
    meanShare(own.map(({ engine, file }) => engine - file)),
  ];
  return table(
    ['language', 'cases', 'names', 'none', 'file', 'engine', 'engine − file'],
    [
      ...grouped(results, ({ language }) => language).map(([language, own]) => row(language, own)),
      row('all', results),
    ],
  );
}

/** One line a case, in the order of the ids. */
export function identifiersCsv(results: readonly IdentifierResult[]): string {
  const lines = results.map(({ id, language, names, ...found }) =>
    [
      JSON.stringify(id),
      language,
      names,
      ...[found.none, found.file, found.engine].map((share) => share.toFixed(3)),
    ].join(','),
  );
  return `${['case,language,names,none,file,engine', ...lines.sort()].join('\n')}\n`;
}
