import type { JudgedCase } from './judge-source.ts';
import type { EvaluatedProject } from './projects.ts';
import { projects } from './projects.ts';

/** What came of test generation, a line for each project and one for all. */
export function generationTable(cases: readonly JudgedCase[], missing: readonly EvaluatedProject[]): string {
  const names = [...new Set(cases.map(({ project }) => project))];
  const lines = names.map((name) =>
    rowOf(
      labelOf(name),
      cases.filter(({ project }) => project === name),
    ),
  );
  const left = missing.map(
    ({ name, framework }) => `${name}: not run, since ${framework} is missing on this machine`,
  );
  return [header, ...lines, rowOf('all', cases), ...left, xunit].join('\n');
}

const header = [
  '| language, framework | functions | cases | placed | pending | red with the planted error | green unwritten | command told | functions all right |',
  '| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
].join('\n');

const xunit =
  'xUnit is generated only: its SDK is in no package that can be reached, so no case of it was run.';

function labelOf(name: string): string {
  const project = projects.find((each) => each.name === name);
  return `${project?.language}, ${project?.framework}`;
}

function rowOf(label: string, cases: readonly JudgedCase[]): string {
  const count = (isSo: (each: JudgedCase) => boolean) => cases.filter(isSo).length;
  const functions = new Map<string, boolean>();
  for (const each of cases) {
    const key = `${each.project} ${each.source} ${each.function}`;
    const isRight = each.isPlaced && each.isPending && each.isCalling;
    functions.set(key, (functions.get(key) ?? true) && isRight);
  }
  const right = [...functions.values()].filter((isRight) => isRight).length;
  const cells = [
    ...[label, functions.size, cases.length],
    ...[
      count(({ isPlaced }) => isPlaced),
      count(({ isPending }) => isPending),
      count(({ isCalling }) => isCalling),
    ],
    ...[
      count(({ unwritten }) => unwritten === 'green'),
      [...new Set(cases.map(({ command }) => command))].join(', '),
      `${right}/${functions.size}`,
    ],
  ];
  return `| ${cells.join(' | ')} |`;
}
