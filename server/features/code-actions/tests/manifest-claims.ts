import {
  below,
  folderOf,
  foldersUpward,
  isBelow,
  nameOf,
  nearestFirst,
} from '../../../base/relative-paths.ts';

import type { ProjectView } from './project-view.ts';
import { type ClaimReader, type ClaimSign, claimsOfSigns, type RunnerClaim } from './runner-claim.ts';
import { scriptClaims } from './script-claims.ts';
import type { TestFamily } from './test-family.ts';

/** What the nearest manifests up the tree say; those of the first folder in which one says anything. */
export async function nearestClaims(
  view: ProjectView,
  path: string,
  family: TestFamily,
  signal: AbortSignal,
): Promise<readonly RunnerClaim[]> {
  const read = readers[family];
  if (read === undefined) return [];
  for (const folder of foldersUpward(folderOf(path))) {
    const claims = await read(view, folder, signal);
    if (claims.length > 0) return claims;
  }
  return [];
}

/** The folder of the package that a file belongs to: the nearest with a manifest, else the root. */
export function packageFolderOf(view: ProjectView, path: string, family: TestFamily): string {
  const names = packageManifests[family];
  for (const folder of foldersUpward(folderOf(path))) {
    if (names.some((name) => view.has(below(folder, name)))) return folder;
    if (family === 'c-sharp' && filesIn(view, folder, /\.csproj$/).length > 0) return folder;
    if (family === 'ruby' && filesIn(view, folder, /\.gemspec$/).length > 0) return folder;
  }
  return '';
}

/** Files directly in a folder whose names fit. */
export function filesIn(view: ProjectView, folder: string, name: RegExp): readonly string[] {
  return view.paths.filter((path) => folderOf(path) === folder && name.test(nameOf(path)));
}

/** Reads files of a folder by the names that fit, and takes what the signs say. */
function readerOf(
  groups: readonly { readonly name: RegExp; readonly signs: readonly ClaimSign[] }[],
): ClaimReader {
  return async (view, folder, signal) => {
    const claims: RunnerClaim[] = [];
    for (const { name, signs } of groups) {
      for (const file of filesIn(view, folder, name)) {
        const text = (await view.text(file, signal)) ?? '';
        claims.push(...claimsOfSigns(withoutHashComments(text), file, signs));
      }
    }
    return claims;
  };
}

function withoutHashComments(text: string): string {
  return text.replace(/^[ \t]*#(?!\[).*$/gm, '');
}

const pytestIsWanted: ClaimSign = {
  pattern: /(?:^|["'\s{,])pytest(?![\w.]*\s*:)(?:-[\w-]+)?\s*(?:[="'<>~!\],[;\s]|$)/m,
  runner: 'pytest',
  how: 'dependency',
};

const pythonFolder = readerOf([
  {
    name: /^(?:tox\.ini|noxfile\.py)$/,
    signs: [
      {
        pattern: /^[ \t]*(?:commands\s*=.*)?\bpytest\b|session\.run\(\s*["']pytest/m,
        runner: 'pytest',
        how: 'script',
      },
      { pattern: /-m\s+unittest\b|["']unittest["']/, runner: 'unittest', how: 'script' },
    ],
  },
  {
    name: /^(?:\.?pytest\.(?:ini|toml)|conftest\.py)$/,
    signs: [{ pattern: /^/, runner: 'pytest', how: 'config' }],
  },
  {
    name: /^(?:pyproject\.toml|setup\.cfg|tox\.ini)$/,
    signs: [{ pattern: /^\[(?:tool[.:])?pytest\b/m, runner: 'pytest', how: 'config' }],
  },
  {
    name: /^(?:pyproject\.toml|setup\.(?:cfg|py)|Pipfile|.*requirements.*\.(?:txt|in)|environment\.ya?ml)$/,
    signs: [pytestIsWanted],
  },
]);

const requirementsFolder = readerOf([{ name: /\.(?:txt|in)$/, signs: [pytestIsWanted] }]);

async function pythonClaims(
  view: ProjectView,
  folder: string,
  signal: AbortSignal,
): Promise<readonly RunnerClaim[]> {
  const own = await pythonFolder(view, folder, signal);
  if (own.length > 0) return own;
  for (const tests of ['tests', 'test']) {
    const file = below(folder, `${tests}/conftest.py`);
    if (view.has(file)) return [{ runner: 'pytest', file, how: 'config' }];
  }
  return requirementsFolder(view, below(folder, 'requirements'), signal);
}

const junitSigns: readonly ClaimSign[] = [
  {
    pattern: /junit[-.]jupiter|useJUnitPlatform|spring-boot-starter-test|quarkus-junit5|org\.junit:junit-bom/,
    runner: 'junit5',
    how: 'dependency',
  },
  {
    pattern: /<artifactId>junit<\/artifactId>|["']junit:junit\b|["']junit["']\s*,\s*name/,
    runner: 'JUnit 4',
    how: 'dependency',
  },
  {
    pattern: /<artifactId>testng<\/artifactId>|org\.testng:testng|useTestNG/,
    runner: 'TestNG',
    how: 'dependency',
  },
];

const javaFolder = readerOf([{ name: /^(?:pom\.xml|build\.gradle(?:\.kts)?)$/, signs: junitSigns }]);
const javaCatalog = readerOf([{ name: /\.versions\.toml$/, signs: junitSigns }]);

async function javaClaims(
  view: ProjectView,
  folder: string,
  signal: AbortSignal,
): Promise<readonly RunnerClaim[]> {
  const own = await javaFolder(view, folder, signal);
  return own.length > 0 ? own : javaCatalog(view, below(folder, 'gradle'), signal);
}

const rubyClaims = readerOf([
  { name: /^\.rspec$/, signs: [{ pattern: /^/, runner: 'rspec', how: 'config' }] },
  {
    name: /^(?:Gemfile|gems\.rb|.*\.gemspec)$/,
    signs: [
      { pattern: /["']rspec(?:-\w+)?["']/, runner: 'rspec', how: 'dependency' },
      { pattern: /["']minitest(?:-\w+)?["']/, runner: 'minitest', how: 'dependency' },
      { pattern: /["']test-unit["']/, runner: 'test-unit', how: 'dependency' },
    ],
  },
  {
    name: /^Rakefile$/,
    signs: [
      { pattern: /RSpec::Core::RakeTask/, runner: 'rspec', how: 'script' },
      { pattern: /Rake::TestTask|Minitest::TestTask/, runner: 'minitest', how: 'script' },
    ],
  },
]);

// Pest runs classes of PHPUnit as they are, so they can be written for it, too.
const phpClaims = readerOf([
  {
    name: /^phpunit(?:\.dist)?\.xml(?:\.dist)?$/,
    signs: [{ pattern: /^/, runner: 'phpunit', how: 'config' }],
  },
  {
    name: /^composer\.json$/,
    signs: [
      {
        pattern: /"(?:phpunit\/phpunit|symfony\/phpunit-bridge|pestphp\/pest)"/,
        runner: 'phpunit',
        how: 'dependency',
      },
      { pattern: /"codeception\/codeception"/, runner: 'Codeception', how: 'dependency' },
      { pattern: /"phpspec\/phpspec"/, runner: 'phpspec', how: 'dependency' },
    ],
  },
]);

const cSharpSigns: readonly ClaimSign[] = [
  { pattern: /Include="xunit(?:\.v3)?(?:\.\w+)*"/i, runner: 'xunit', how: 'dependency' },
  { pattern: /Include="NUnit"/i, runner: 'NUnit', how: 'dependency' },
  { pattern: /Include="(?:MSTest(?:\.TestFramework)?)"|Sdk="MSTest/i, runner: 'MSTest', how: 'dependency' },
  { pattern: /Include="TUnit"/i, runner: 'TUnit', how: 'dependency' },
];

/** Tests of C# are a project of their own beside the one they test; the nearest below a folder speaks for it. */
async function cSharpClaims(
  view: ProjectView,
  folder: string,
  signal: AbortSignal,
): Promise<readonly RunnerClaim[]> {
  const projects = view.paths.filter((path) => path.endsWith('.csproj') && isBelow(path, folder));
  const likely = [...projects].sort(
    (one, other) => Number(isTestProject(other)) - Number(isTestProject(one)),
  );
  for (const file of nearestFirst(likely.slice(0, mostProjects), `${folder}/`)) {
    const claims = claimsOfSigns((await view.text(file, signal)) ?? '', file, cSharpSigns);
    if (claims.length > 0) return claims;
  }
  return [];
}

/** Whether a project of C# is one of tests, by its name. */
export function isTestProject(path: string): boolean {
  return /Tests?\.csproj$|\.Specs?\.csproj$/i.test(path) && !/Integration|E2E|Functional/i.test(nameOf(path));
}

const mostProjects = 20;

const readers: Readonly<Partial<Record<TestFamily, ClaimReader>>> = {
  script: scriptClaims,
  python: pythonClaims,
  java: javaClaims,
  ruby: rubyClaims,
  php: phpClaims,
  'c-sharp': cSharpClaims,
};

const packageManifests: Readonly<Record<TestFamily, readonly string[]>> = {
  script: ['package.json', 'deno.json'],
  python: ['pyproject.toml', 'setup.py', 'setup.cfg', 'tox.ini', 'pytest.ini', 'requirements.txt', 'Pipfile'],
  go: ['go.mod'],
  rust: ['Cargo.toml'],
  java: ['pom.xml', 'build.gradle', 'build.gradle.kts'],
  ruby: ['Gemfile', '.rspec', 'gems.rb'],
  php: ['composer.json'],
  'c-sharp': [],
};
