import { below, folderOf, isBelow, nameOf, nearestFirst, segmentsOf } from '../../../base/relative-paths.ts';

import { isTestProject } from './manifest-claims.ts';
import { sourceStem, stemAndEnding } from './test-file-name.ts';
import type { TestFramework } from './test-plan.ts';
import type { TestScene } from './test-scene.ts';

/** Where a framework's users put the test of a file in a project that has none yet. */
export async function conventionalPlace(
  scene: TestScene,
  signal: AbortSignal,
): Promise<{ readonly path: string; readonly why: string }> {
  const { folder, why } = await folders[scene.framework](scene, signal);
  const { source } = scene;
  const { ending } = stemAndEnding(source.path);
  const { before, after } = namings[scene.framework];
  const path = below(folder, `${before}${sourceStem(source.path, source.family)}${after}${ending}`);
  return { path, why };
}

interface ConventionalFolder {
  readonly folder: string;
  readonly why: string;
}

type FolderRule = (scene: TestScene, signal: AbortSignal) => Promise<ConventionalFolder>;

async function besideSource({ source }: TestScene): Promise<ConventionalFolder> {
  return { folder: folderOf(source.path), why: `beside ${source.path}, since there are no tests yet` };
}

async function mochaFolder({ packageFolder }: TestScene): Promise<ConventionalFolder> {
  return { folder: below(packageFolder, 'test'), why: 'in test/, where mocha looks' };
}

async function pythonFolder({ view, packageFolder }: TestScene): Promise<ConventionalFolder> {
  const test = below(packageFolder, 'test');
  const folder = view.paths.some((path) => folderOf(path) === test) ? test : below(packageFolder, 'tests');
  return { folder, why: `in ${folder}, since there are no tests yet` };
}

/** `src/main/java` becomes `src/test/java`, and so for other languages of the build. */
async function javaFolder(scene: TestScene): Promise<ConventionalFolder> {
  const folder = folderOf(scene.source.path);
  const test = folder.replace(/(^|\/)src\/main(?=\/|$)/, '$1src/test');
  return test === folder
    ? besideSource(scene)
    : { folder: test, why: `in ${test}, as builds of Java have it` };
}

async function rubyFolder({ source, packageFolder }: TestScene): Promise<ConventionalFolder> {
  const rest = segmentsOf(folderOf(source.path)).slice(segmentsOf(packageFolder).length);
  const inner = rest[0] === 'lib' || rest[0] === 'app' ? rest.slice(1) : rest;
  const folder = [packageFolder, 'spec', ...inner].filter((part) => part !== '').join('/');
  return { folder, why: `in ${folder}, as RSpec has it` };
}

async function phpFolder(
  { view, source, packageFolder }: TestScene,
  signal: AbortSignal,
): Promise<ConventionalFolder> {
  const rest = segmentsOf(folderOf(source.path)).slice(segmentsOf(packageFolder).length);
  const names = ['phpunit.xml', 'phpunit.xml.dist', 'phpunit.dist.xml'].map((name) =>
    below(packageFolder, name),
  );
  const config = names.find((name) => view.has(name));
  const text = config === undefined ? '' : ((await view.text(config, signal)) ?? '');
  const suites = [...text.matchAll(/<directory[^>]*>\s*(?:\.\/)?([^<\s]+?)\/?\s*<\/directory>/g)].map(
    ([, name = '']) => name,
  );
  const tests = suites.filter((name) => /test/i.test(name));
  const base = tests.find((name) => /unit/i.test(name)) ?? tests[0] ?? 'tests';
  const folder = [packageFolder, base, ...rest.slice(1)].filter((part) => part !== '').join('/');
  return { folder, why: `in ${folder}, ${config === undefined ? 'as PHPUnit has it' : `as ${config} says`}` };
}

/** Into the project of tests beside the source's own; without one, into a folder where it would be made. */
async function cSharpFolder({ view, source, packageFolder }: TestScene): Promise<ConventionalFolder> {
  const rest = segmentsOf(folderOf(source.path)).slice(segmentsOf(packageFolder).length);
  const own = view.paths.find((path) => folderOf(path) === packageFolder && path.endsWith('.csproj'));
  const name = own === undefined ? '' : stemAndEnding(own).stem;
  const projects = view.paths.filter(
    (path) => isTestProject(path) && !isBelow(path, below(packageFolder, 'bin')),
  );
  const ranked = nearestFirst(projects, source.path);
  const project = ranked.find((path) => name !== '' && nameOf(path).startsWith(`${name}.`)) ?? ranked[0];
  if (project !== undefined) {
    const folder = [folderOf(project), ...rest].filter((part) => part !== '').join('/');
    return { folder, why: `in ${folderOf(project)}, the project of tests` };
  }
  const made = below(folderOf(packageFolder), `${name === '' ? 'Project' : name}.Tests`);
  return {
    folder: made,
    why: `in ${made}, where a project of tests is still to be made (\`dotnet new xunit -o ${made}\`)`,
  };
}

const folders: Readonly<Record<TestFramework, FolderRule>> = {
  vitest: besideSource,
  jest: besideSource,
  mocha: mochaFolder,
  'node:test': besideSource,
  pytest: pythonFolder,
  unittest: pythonFolder,
  'go test': besideSource,
  'cargo test': besideSource,
  junit5: javaFolder,
  rspec: rubyFolder,
  phpunit: phpFolder,
  xunit: cSharpFolder,
};

const namings: Readonly<Record<TestFramework, { readonly before: string; readonly after: string }>> = {
  vitest: { before: '', after: '.test' },
  jest: { before: '', after: '.test' },
  mocha: { before: '', after: '.test' },
  'node:test': { before: '', after: '.test' },
  pytest: { before: 'test_', after: '' },
  unittest: { before: 'test_', after: '' },
  'go test': { before: '', after: '_test' },
  'cargo test': { before: '', after: '' },
  junit5: { before: '', after: 'Test' },
  rspec: { before: '', after: '_spec' },
  phpunit: { before: '', after: 'Test' },
  xunit: { before: '', after: 'Tests' },
};
