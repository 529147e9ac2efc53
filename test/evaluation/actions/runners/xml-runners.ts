import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

import type { RunOutcome } from '../case-outcomes.ts';
import { runCommand } from '../run-command.ts';
import { outcomesOfXml } from './junit-xml.ts';
import type { RunScene, TestRunner } from './test-runner.ts';

/** Runners that report in JUnit's XML. */
export const nodeTestRunner: TestRunner = {
  version: ['node', '--version'],
  run: (scene) =>
    runWithXml(scene, (file) => [
      ...['node', '--test', '--test-reporter=junit', `--test-reporter-destination=${file}`],
      scene.tests,
    ]),
};

export const pytestRunner: TestRunner = {
  version: ['python3', '-m', 'pytest', '--version'],
  run: (scene) => runWithXml(scene, (file) => ['python3', '-m', 'pytest', scene.tests, `--junitxml=${file}`]),
};

export const phpunitRunner: TestRunner = {
  version: ['phpunit', '--version'],
  run: (scene) => runWithXml(scene, (file) => ['phpunit', '--log-junit', file, scene.tests]),
};

/** Compiles all of the project, since Maven would ask a registry for its plugins. */
export const junitRunner: TestRunner = {
  version: ['junit', '--version'],
  run: async (scene) => {
    const jars = (await runCommand({ ...scene, words: ['junit', '--print-class-path'] }))?.trim() ?? '';
    const classes = join(scene.folder, 'target');
    await rm(classes, { recursive: true, force: true });
    const sources = (await readdir(scene.folder, { recursive: true })).filter((path) =>
      path.endsWith('.java'),
    );
    const compiled = await runCommand({ ...scene, words: ['javac', '-d', classes, '-cp', jars, ...sources] });
    const words = (file: string) => [
      ...['junit', '-cp', classes, '--scan-classpath', classes, '--disable-banner', '--details=none'],
      `--reports-dir=${file}`,
    ];
    const { cases, output } = await runWithXml(scene, words);
    return { cases, output: `${compiled}\n${output}` };
  },
};

async function runWithXml(scene: RunScene, words: (file: string) => readonly string[]): Promise<RunOutcome> {
  const folder = join(scene.folder, 'reports');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder);
  const isFolder = words('').some((word) => word === '--reports-dir=');
  const output =
    (await runCommand({ ...scene, words: words(isFolder ? folder : join(folder, 'report.xml')) })) ?? '';
  const files = await readdir(folder);
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  return { cases: texts.flatMap(outcomesOfXml), output };
}
