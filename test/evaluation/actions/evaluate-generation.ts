import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemClock } from '../../../server/host/system-clock.ts';
import { GrammarRegistry } from '../../../server/syntax/grammar-registry.ts';
import { RegistrySyntaxReader } from '../../support/registry-syntax-reader.ts';
import { installedGrammars } from '../../syntax/support/installed-grammars.ts';
import { generationTable } from './generation-table.ts';
import { type JudgedCase, type JudgedSource, judgeSource } from './judge-source.ts';
import { judgedCasesCsv } from './judged-cases-csv.ts';
import { copyProject } from './project-copy.ts';
import { type EvaluatedProject, projects } from './projects.ts';
import { endOf } from './run-command.ts';
import { runners } from './runners/all-runners.ts';

/** Which projects are run, and with what. */
export interface GenerationOptions {
  /** Where the toolchains are that this machine lacks. */
  readonly toolchains: string;
  /** Names of projects; all of them unless it is given. Then nothing is written. */
  readonly only: readonly string[] | undefined;
  readonly print: (text: string) => void;
}

/** Generates the tests of all projects without a model and judges them by the real runners; whether all was well. */
export async function evaluateGeneration({ toolchains, only, print }: GenerationOptions): Promise<boolean> {
  const syntax = new RegistrySyntaxReader(new GrammarRegistry(installedGrammars()), systemClock);
  const environment = environmentOf(toolchains);
  const wanted = projects.filter(({ name }) => only?.includes(name) ?? true);
  const cases: JudgedCase[] = [];
  const missing: EvaluatedProject[] = [];
  let isWell = true;
  for (const project of wanted) {
    const runner = runners.get(project.framework);
    const version = runner && (await endOf({ folder: toolchains, words: runner.version, environment }));
    if (runner === undefined || version?.succeeded !== true) {
      missing.push(project);
      continue;
    }
    const copy = await copyProject(project.name, join(toolchains, 'npm/node_modules'));
    for (const source of project.sources) {
      const judged = await judgeSource({ project, copy, runner, syntax, environment }, source);
      cases.push(...judged.cases);
      isWell = report(judged, { print, title: `${project.name} ${source.path}` }) && isWell;
    }
    await copy.remove();
  }
  print(generationTable(cases, missing));
  if (only === undefined) await writeFile(resultsFile, judgedCasesCsv(cases));
  return isWell && missing.length === 0;
}

const resultsFile = join(import.meta.dirname, '../actions.csv');

/** The folder's programs come first; nothing may be fetched while a project is built. */
function environmentOf(toolchains: string): Record<string, string> {
  const programs = [join(toolchains, 'bin'), join(toolchains, 'npm/node_modules/.bin')];
  return {
    PATH: [...programs, process.env.PATH ?? ''].join(':'),
    ...{ NO_COLOR: '1', CI: 'true', PYTHONDONTWRITEBYTECODE: '1', PYTEST_ADDOPTS: '-p no:cacheprovider' },
    ...{ GOFLAGS: '-mod=mod', GOPROXY: 'off', GOTOOLCHAIN: 'local', GOCACHE: join(toolchains, 'go-cache') },
    ...{ CARGO_NET_OFFLINE: 'true', CARGO_TERM_COLOR: 'never' },
  };
}

interface ReportedSource {
  readonly title: string;
  readonly print: (text: string) => void;
}

/** Only a way that ends in an error says in the source itself what to expect. */
function isIdle({ unwritten, case: name }: JudgedCase): boolean {
  return unwritten === 'green' && !/throw|raise|panic|err/i.test(name);
}

function report({ cases, broken, output }: JudgedSource, { title, print }: ReportedSource): boolean {
  const faults = [
    ...cases.filter(({ isPlaced }) => !isPlaced).map((each) => `${each.case}: not where it belongs`),
    ...cases.filter(({ isPending }) => !isPending).map((each) => `${each.case}: not collected as pending`),
    ...cases
      .filter(({ isCalling }) => !isCalling)
      .map((each) => `${each.case}: the planted error does not show`),
    ...cases.filter(isIdle).map((each) => `${each.case}: green though nothing is expected`),
    ...cases
      .filter(({ command }) => command === 'fails')
      .map((each) => `${each.case}: the command told fails`),
    ...broken.map((name) => `${name}: a test of the project itself no longer green, or refused`),
  ];
  if (faults.length > 0) print([title, ...faults.map((fault) => `  ${fault}`), output].join('\n'));
  return faults.length === 0;
}
