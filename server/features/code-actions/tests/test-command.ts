import { below, folderOf, foldersUpward, isBelow } from '../../../base/relative-paths.ts';

import { nearestClaims, packageFolderOf } from './manifest-claims.ts';
import { packageRunner } from './package-manager.ts';
import { stemAndEnding } from './test-file-name.ts';
import type { TestFramework } from './test-plan.ts';
import type { TestScene } from './test-scene.ts';

/** A command as one would type it, and the folder to type it in, relative to the root; nobody runs it here. */
export interface TestCommand {
  readonly command: string;
  readonly folder: string;
}

/** The command that runs one test file with what the project uses. */
export function testCommand(scene: TestScene, testPath: string, signal: AbortSignal): Promise<TestCommand> {
  return commands[scene.framework](scene, testPath, signal);
}

type CommandWriter = (scene: TestScene, testPath: string, signal: AbortSignal) => Promise<TestCommand>;

const vitestCommand: CommandWriter = (scene, testPath, signal) =>
  packageCommand(scene, { tool: 'vitest run', testPath }, signal);
const jestCommand: CommandWriter = (scene, testPath, signal) =>
  packageCommand(scene, { tool: 'jest', testPath }, signal);
const mochaCommand: CommandWriter = (scene, testPath, signal) =>
  packageCommand(scene, { tool: 'mocha', testPath }, signal);

async function packageCommand(
  { view, packageFolder }: TestScene,
  { tool, testPath }: { readonly tool: string; readonly testPath: string },
  signal: AbortSignal,
): Promise<TestCommand> {
  const { run } = await packageRunner(view, packageFolder, signal);
  return { command: `${run} ${tool} ${shown(testPath, packageFolder)}`, folder: packageFolder };
}

const nodeCommand: CommandWriter = async ({ view, packageFolder }, testPath, signal) => {
  const manifest = (await view.text(below(packageFolder, 'package.json'), signal)) ?? '';
  const isTyped = /\.[cm]?tsx?$/.test(testPath);
  const loader = isTyped && /"tsx"\s*:/.test(manifest) ? '--import tsx ' : '';
  return { command: `node ${loader}--test ${shown(testPath, packageFolder)}`, folder: packageFolder };
};

const pythonCommand: CommandWriter = async (scene, testPath, signal) => {
  const { view, source, packageFolder, framework } = scene;
  const file = shown(testPath, packageFolder);
  const claims = framework === 'pytest' ? [] : await nearestClaims(view, source.path, 'python', signal);
  const runs = framework === 'pytest' || claims.some(({ runner }) => runner === 'pytest');
  const prefix = await pythonPrefix(scene, signal);
  return {
    command: `${prefix}python3 -m ${runs ? 'pytest' : 'unittest'} ${file}`.replace(
      'run python3',
      'run python',
    ),
    folder: packageFolder,
  };
};

async function pythonPrefix({ view, packageFolder }: TestScene, signal: AbortSignal): Promise<string> {
  if (view.has(below(packageFolder, 'uv.lock'))) return 'uv run ';
  if (view.has(below(packageFolder, 'poetry.lock'))) return 'poetry run ';
  if (view.has(below(packageFolder, 'Pipfile'))) return 'pipenv run ';
  const manifest = (await view.text(below(packageFolder, 'pyproject.toml'), signal)) ?? '';
  return /^\[tool\.poetry\]/m.test(manifest) ? 'poetry run ' : '';
}

const goCommand: CommandWriter = async ({ packageFolder }, testPath) => {
  const folder = shown(folderOf(testPath), packageFolder);
  return { command: `go test ./${folder}`.replace(/\/$/, ''), folder: packageFolder };
};

const cargoCommand: CommandWriter = async ({ packageFolder, source }, testPath) => {
  if (folderOf(testPath) === below(packageFolder, 'tests')) {
    return { command: `cargo test --test ${stemAndEnding(testPath).stem}`, folder: packageFolder };
  }
  const inside = source.path.slice(below(packageFolder, 'src/').length).replace(/\.rs$/, '');
  const module = inside
    .split('/')
    .filter((part) => !['lib', 'main', 'mod'].includes(part))
    .join('::');
  return { command: `cargo test ${module === '' ? 'tests' : module}`, folder: packageFolder };
};

const javaCommand: CommandWriter = async ({ view, source, packageFolder }, testPath) => {
  const name = stemAndEnding(testPath).stem;
  const outermost = [...foldersUpward(packageFolder)];
  if (view.has(below(packageFolder, 'pom.xml'))) {
    const wrapper = outermost.findLast((folder) => view.has(below(folder, 'mvnw')));
    const root = wrapper ?? packageFolder;
    const module = packageFolder === root ? '' : ` -pl ${shown(packageFolder, root)}`;
    return {
      command: `${wrapper === undefined ? 'mvn' : './mvnw'}${module} test -Dtest=${name}`,
      folder: root,
    };
  }
  const project = packageFolderOf(view, source.path, 'java');
  const root =
    outermost.findLast((folder) =>
      ['gradlew', 'settings.gradle', 'settings.gradle.kts'].some((file) => view.has(below(folder, file))),
    ) ?? project;
  const tool = view.has(below(root, 'gradlew')) ? './gradlew' : 'gradle';
  const task = project === root ? 'test' : `:${shown(project, root).replaceAll('/', ':')}:test`;
  return { command: `${tool} ${task} --tests '*${name}'`, folder: root };
};

const rspecCommand: CommandWriter = async ({ view, packageFolder }, testPath) => {
  const bundled = ['Gemfile', 'gems.rb'].some((file) => view.has(below(packageFolder, file)));
  return {
    command: `${bundled ? 'bundle exec ' : ''}rspec ${shown(testPath, packageFolder)}`,
    folder: packageFolder,
  };
};

const phpCommand: CommandWriter = async ({ view, packageFolder }, testPath, signal) => {
  const manifest = (await view.text(below(packageFolder, 'composer.json'), signal)) ?? '';
  const tool = /"pestphp\/pest"/.test(manifest) ? 'pest' : 'phpunit';
  return { command: `vendor/bin/${tool} ${shown(testPath, packageFolder)}`, folder: packageFolder };
};

const dotnetCommand: CommandWriter = async ({ view }, testPath) => {
  const name = stemAndEnding(testPath).stem;
  const projects = view.paths.filter((path) => path.endsWith('.csproj') && isBelow(testPath, folderOf(path)));
  const [nearest = ''] = [...projects].sort((one, other) => other.length - one.length);
  const project = nearest === '' ? '' : ` ${nearest}`;
  return { command: `dotnet test${project} --filter FullyQualifiedName~${name}`, folder: '' };
};

/** A path as it is typed in a folder; in quotes where a shell would cut it. */
function shown(path: string, folder: string): string {
  const relative = folder === '' ? path : path.slice(folder.length + 1);
  return /^[\w./@+-]*$/.test(relative) ? relative : `'${relative.replaceAll("'", "'\\''")}'`;
}

const commands: Readonly<Record<TestFramework, CommandWriter>> = {
  vitest: vitestCommand,
  jest: jestCommand,
  mocha: mochaCommand,
  'node:test': nodeCommand,
  pytest: pythonCommand,
  unittest: pythonCommand,
  'go test': goCommand,
  'cargo test': cargoCommand,
  junit5: javaCommand,
  rspec: rspecCommand,
  phpunit: phpCommand,
  xunit: dotnetCommand,
};
