import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { SyntaxReader } from '../../../server/edits/ports.ts';
import type { TestPlan } from '../../../server/features/code-actions/tests/test-plan.ts';
import type { FunctionShape } from '../../../server/syntax/source-shape.ts';
import { type CaseOutcome, outcomeOf, type RunOutcome } from './case-outcomes.ts';
import { type GeneratedTests, generatedTests } from './generated-tests.ts';
import { withoutMarks } from './pending-marks.ts';
import { plantableGroups, plantedMessage, withPlantedErrors } from './planted-errors.ts';
import type { ProjectCopy } from './project-copy.ts';
import type { EvaluatedProject } from './projects.ts';
import { endOf } from './run-command.ts';
import type { TestRunner } from './runners/test-runner.ts';

/** What is known of one generated case after the real runner had it. */
export interface JudgedCase {
  readonly project: string;
  readonly framework: string;
  readonly source: string;
  readonly function: string;
  readonly case: string;
  /** The framework and the file are those that a person of the project would take. */
  readonly isPlaced: boolean;
  /** The runner collects it as pending. */
  readonly isPending: boolean;
  /** What it is with the mark removed and nothing written: red, or green where the source itself said what is expected. */
  readonly unwritten: CaseOutcome['status'] | 'missing';
  /** With the mark removed, it fails with the error that was planted in its function. */
  readonly isCalling: boolean;
  /** The command that the user is told runs these tests and ends well; `not run` where it would fetch something first. */
  readonly command: 'runs' | 'fails' | 'not run';
}

/** What came of one source. */
export interface JudgedSource {
  readonly cases: readonly JudgedCase[];
  /** Tests of the project itself in that file that are no longer green. */
  readonly broken: readonly string[];
  /** What the runner printed where not all was well. */
  readonly output: string;
}

/** Where a source is judged. */
export interface JudgeScene {
  readonly project: EvaluatedProject;
  readonly copy: ProjectCopy;
  readonly runner: TestRunner;
  readonly syntax: SyntaxReader;
  readonly environment: Readonly<Record<string, string>>;
}

/** Generates the tests of a source and runs them three times: as they are, unmarked, and with errors planted. */
export async function judgeSource(
  scene: JudgeScene,
  { path, tests }: EvaluatedProject['sources'][number],
): Promise<JudgedSource> {
  const { copy, project, syntax, runner, environment } = scene;
  const generated = await generatedTests(await copy.inMemory(), path, syntax);
  const { plan, text } = generated;
  const source = await copy.read(path);
  const unmarked = withoutMarks(project.framework, text);

  const pending = await runWith(scene, generated, new Map([[generated.path, text]]));
  const command = await commandOutcome(scene, plan);
  const open = await runWith(scene, generated, new Map([[generated.path, unmarked]]));
  const refused = (await runner.compile?.({ folder: copy.folder, tests: generated.path, environment })) ?? '';
  const isOneFile = generated.path === path;
  const planted = new Map<FunctionShape, RunOutcome>();
  for (const group of plantableGroups(plan)) {
    const text = withPlantedErrors(plan, group, isOneFile ? unmarked : source);
    const outcome = await runWith(scene, generated, new Map([[path, text]]));
    for (const shape of group) planted.set(shape, outcome);
  }
  await copy.write(path, source);
  await copy.write(generated.path, text);

  const isPlaced = plan.framework === project.framework && generated.path === tests;
  const cases = generated.cases.map(({ subject, name }): JudgedCase => {
    const find = (outcome: RunOutcome | undefined) => outcome && outcomeOf(outcome, name, subject.shape.name);
    const last = find(planted.get(subject.shape));
    return {
      ...{ project: project.name, framework: project.framework, source: path, function: subject.displayName },
      ...{ case: name, isPlaced, isPending: find(pending)?.status === 'pending' },
      unwritten: find(open)?.status ?? 'missing',
      command,
      isCalling: last?.status === 'red' && last.message.includes(plantedMessage(subject.shape)),
    };
  });
  const own = new Set(generated.cases.map(({ name }) => name));
  const broken = [
    ...(await brokenTests(scene, generated, { pending, own })),
    ...(refused.trim() === '' ? [] : [`the compiler: ${refused}`]),
  ];
  const isWell = broken.length === 0 && cases.every(({ isPending, isCalling }) => isPending && isCalling);
  return {
    cases,
    broken,
    output: isWell ? '' : [pending, open, ...planted.values()].map(({ output }) => output).join('\n'),
  };
}

async function runWith(
  { copy, runner, environment }: JudgeScene,
  { path }: GeneratedTests,
  files: ReadonlyMap<string, string>,
): Promise<RunOutcome> {
  for (const [file, text] of files) await copy.write(file, text);
  return runner.run({ folder: copy.folder, tests: path, environment });
}

async function commandOutcome(
  { copy, environment }: JudgeScene,
  { command, commandFolder }: TestPlan,
): Promise<JudgedCase['command']> {
  // Maven, Bundler and Composer want a registry first.
  if (/^(mvn|bundle|vendor)\b/.test(command)) return 'not run';
  const end = await endOf({
    folder: join(copy.folder, commandFolder),
    words: command.split(' '),
    environment,
  });
  return end?.succeeded === true ? 'runs' : 'fails';
}

interface FirstRun {
  readonly pending: RunOutcome;
  readonly own: ReadonlySet<string>;
}

/** The project's own tests in that file that the runner does not see as green, and any other one that is red. */
async function brokenTests(
  { project }: JudgeScene,
  { path }: GeneratedTests,
  { pending, own }: FirstRun,
): Promise<readonly string[]> {
  const red = pending.cases.filter(({ name, status }) => !own.has(name) && status === 'red');
  const original = join(import.meta.dirname, 'projects', project.name, path);
  const before = await readFile(original, 'utf8').catch(() => '');
  const green = new Set(pending.cases.filter(({ status }) => status === 'green').map(({ name }) => name));
  return [...red.map(({ name }) => name), ...namesIn(before).filter((name) => !green.has(name))];
}

/** The cases that a file of tests of our projects has. */
function namesIn(text: string): string[] {
  const quoted = /^\s*(?:it|test)[ (](["'])(.+?)\1/gm;
  const named = /^\s*(?:def|func|public function) ([tT]est\w*)\(|^\s*#\[test\]\s+fn (\w+)|^\s*void (\w+)\(/gm;
  return [
    ...[...text.matchAll(quoted)].map(([, , name]) => name ?? ''),
    ...[...text.matchAll(named)].map(([, name, rust, java]) => name ?? rust ?? `${java}()`),
  ];
}
