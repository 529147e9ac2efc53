import { below, folderOf, foldersUpward, joinedPath, nameOf } from '../../../../base/relative-paths.ts';
import { isRecord, jsonRecord } from '../../../../context/imports/json-record.ts';
import { scriptFileAt } from '../imported-sources.ts';
import type { TestFamily } from '../test-family.ts';
import type { TestFramework } from '../test-plan.ts';
import type { TestScene } from '../test-scene.ts';
import { standardModule } from './standard-modules.ts';

/** Imports that a model wants beside ours, for a test file. */
export interface WantedImports {
  readonly scene: TestScene;
  readonly testPath: string;
  readonly lines: readonly string[];
}

/**
 * The modules of imports that nothing vouches for: no file of the project, no declared dependency, no part of the
 * language, and no import of the source or of the tests around.
 */
export async function unknownImports(
  { scene, testPath, lines }: WantedImports,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const { source, near } = scene;
  const around = [source.text, ...near.read.map(({ text }) => text)].join('\n');
  const unknown: string[] = [];
  for (const line of lines) {
    const module = moduleOf(line, source.family);
    if (module === undefined || standardModule(module, source.family)) continue;
    if (ownModules.get(scene.framework) === module) continue;
    if (isFile(scene, testPath, module) || isImportedAround(around, module)) continue;
    if (!(await isDeclared(scene, module, signal))) unknown.push(module);
  }
  return [...new Set(unknown)];
}

/** What a framework brings, be it declared or not. */
const ownModules: ReadonlyMap<TestFramework, string> = new Map([
  ['vitest', 'vitest'],
  ['jest', '@jest/globals'],
]);

/** What an import line names; undefined where it names nothing that has to be there. */
function moduleOf(line: string, family: TestFamily): string | undefined {
  switch (family) {
    case 'script':
    case 'ruby':
    case 'go':
      return /['"]([^'"]+)['"]/.exec(line)?.[1];
    case 'python':
      return /^(?:from|import)\s+([\w.]+)/.exec(line)?.[1];
    case 'java':
      return /^import\s+(?:static\s+)?([\w.]+)/.exec(line)?.[1];
    case 'php':
      return /^use\s+(?:function\s+|const\s+)?([\w\\]+)/.exec(line)?.[1];
    case 'rust':
      return /use\s+(\w+)/.exec(line)?.[1];
    case 'c-sharp':
      return /using\s+(?:static\s+)?(?:\w+\s*=\s*)?([\w.]+)/.exec(line)?.[1];
  }
}

function isFile(scene: TestScene, testPath: string, module: string): boolean {
  const { view, source } = scene;
  switch (source.family) {
    case 'script': {
      const target = module.startsWith('.') ? joinedPath(folderOf(testPath), module) : undefined;
      return target !== undefined && scriptFileAt(scene, target) !== undefined;
    }
    case 'ruby':
      return view.paths.some((path) => path.endsWith(`/${module.replace(/^(?:\.\.?\/)+/, '')}.rb`));
    case 'python':
      return isPythonFile(scene, testPath, module);
    case 'java':
    case 'php':
    case 'c-sharp': {
      const parts = module.split(/[.\\]/);
      const [first = ''] = ownNamespace(source.text).split(/[.\\]/);
      return (
        first !== '' && parts[0] === first && view.paths.some((path) => endsLike(path, parts.at(-1) ?? ''))
      );
    }
    case 'rust':
      return ['crate', 'super', 'self'].includes(module);
    case 'go':
      return false;
  }
}

function isPythonFile({ view, source }: TestScene, testPath: string, module: string): boolean {
  if (module.startsWith('.')) return true;
  const path = module.replaceAll('.', '/');
  const folders = [...foldersUpward(folderOf(source.path)), ...foldersUpward(folderOf(testPath))];
  const bases = folders.flatMap((folder) => [folder, below(folder, 'src')]);
  return bases.some(
    (base) => view.has(below(base, `${path}.py`)) || view.has(below(base, `${path}/__init__.py`)),
  );
}

/** The last word of a namespace is a class in a file of its name, or a folder. */
function endsLike(path: string, word: string): boolean {
  return path.includes(`/${word}.`) || path.includes(`/${word}/`) || path.startsWith(`${word}/`);
}

function ownNamespace(text: string): string {
  return /^[ \t]*(?:package|namespace)\s+([\w.\\]+)/m.exec(text)?.[1] ?? '';
}

/** Whether the source or a test near it imports the module, or something of the same package. */
function isImportedAround(around: string, module: string): boolean {
  const escaped = module.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  return new RegExp(`(?:import|from|require|use|using)[^\\n]*(?<![\\w/.@-])${escaped}(?![\\w-])`).test(
    around,
  );
}

async function isDeclared(scene: TestScene, module: string, signal: AbortSignal): Promise<boolean> {
  const { view, source } = scene;
  const names = manifests[source.family];
  for (const folder of foldersUpward(folderOf(source.path))) {
    const paths = view.paths.filter((path) => folderOf(path) === folder && names.test(nameOf(path)));
    for (const path of paths) {
      if (declares((await view.text(path, signal)) ?? '', module, source.family)) return true;
    }
  }
  return false;
}

const manifests: Readonly<Record<TestFamily, RegExp>> = {
  script: /^package\.json$/,
  python: /^(?:pyproject\.toml|setup\.(?:py|cfg)|Pipfile|.*requirements.*\.(?:txt|in)|tox\.ini)$/,
  go: /^go\.mod$/,
  rust: /^Cargo\.toml$/,
  java: /^(?:pom\.xml|build\.gradle(?:\.kts)?)$/,
  ruby: /^(?:Gemfile|gems\.rb|.*\.gemspec)$/,
  php: /^composer\.json$/,
  'c-sharp': /\.csproj$/,
};

function declares(manifest: string, module: string, family: TestFamily): boolean {
  if (family === 'script') {
    const record = jsonRecord(manifest);
    const name = module
      .split('/')
      .slice(0, module.startsWith('@') ? 2 : 1)
      .join('/');
    const groups = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'];
    return (
      groups.some((group) => isRecord(record[group]) && Object.hasOwn(record[group], name)) ||
      record.name === name
    );
  }
  if (family === 'go')
    return (
      manifest.split(/\s+/).some((word) => word.includes('/') && module.startsWith(word)) ||
      module.startsWith(/^module\s+(\S+)/m.exec(manifest)?.[1] ?? '\n')
    );
  const word =
    family === 'python' || family === 'rust'
      ? (module.split('.')[0] ?? '')
      : module
          .split(/[.\\/]/)
          .slice(0, 2)
          .join('.');
  const loose = word.toLowerCase().replace(/[_\\/]/g, '-');
  return (
    loose !== '' &&
    manifest
      .toLowerCase()
      .replace(/[_\\/]/g, '-')
      .includes(loose)
  );
}
