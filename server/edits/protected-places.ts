/**
 * Why a path is never changed by innerloop, to stand behind "because"; undefined where it may be. What decides over
 * git, over innerloop, over what is installed or over what runs elsewhere is left to people.
 */
export function protectionOf(path: string): string | undefined {
  const parts = path.toLowerCase().split('/');
  const name = parts.at(-1) ?? '';
  if (path === '' || path.startsWith('/') || parts.includes('..')) return 'it lies outside the workspace';
  // The message of a commit is for the person to write, or to have written.
  if (parts.includes('.git') && name !== 'commit_editmsg') return 'git keeps its own files there';
  if (parts.includes('.innerloop')) return 'it decides what innerloop may do';
  if (lockFiles.has(name)) return 'a package manager writes it';
  if (ciFolders.some((folder) => isBelow(parts, folder)) || ciFiles.has(name))
    return 'it decides what runs elsewhere';
  return undefined;
}

const lockFiles: ReadonlySet<string> = new Set([
  'package-lock.json',
  'npm-shrinkwrap.json',
  'yarn.lock',
  'pnpm-lock.yaml',
  'bun.lock',
  'bun.lockb',
  'deno.lock',
  'cargo.lock',
  'go.sum',
  'poetry.lock',
  'pdm.lock',
  'uv.lock',
  'pipfile.lock',
  'gemfile.lock',
  'composer.lock',
  'packages.lock.json',
  'gradle.lockfile',
  'mix.lock',
  'pubspec.lock',
  'flake.lock',
]);

const ciFolders = [
  ['.github', 'workflows'],
  ['.github', 'actions'],
  ['.gitea', 'workflows'],
  ['.forgejo', 'workflows'],
  ['.circleci'],
  ['.buildkite'],
  ['.woodpecker'],
];

const ciFiles: ReadonlySet<string> = new Set([
  '.gitlab-ci.yml',
  '.travis.yml',
  '.drone.yml',
  '.cirrus.yml',
  'jenkinsfile',
  'azure-pipelines.yml',
  'bitbucket-pipelines.yml',
  'appveyor.yml',
  '.appveyor.yml',
  '.woodpecker.yml',
]);

function isBelow(parts: readonly string[], folder: readonly string[]): boolean {
  return parts.some(
    (_, at) => at + folder.length < parts.length && folder.every((name, i) => parts[at + i] === name),
  );
}
