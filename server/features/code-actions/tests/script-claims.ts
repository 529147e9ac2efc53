import { below } from '../../../base/relative-paths.ts';
import { isRecord, type JsonRecord, jsonRecord } from '../../../context/imports/json-record.ts';

import type { ProjectView } from './project-view.ts';
import type { ClaimReader, RunnerClaim } from './runner-claim.ts';

/** What package.json and the runners' own settings say of a folder. */
export const scriptClaims: ClaimReader = async (view, folder, signal) => {
  const file = below(folder, 'package.json');
  const text = await view.text(file, signal);
  const manifest = text === undefined ? {} : jsonRecord(text);
  const claims: RunnerClaim[] = [];
  const named = runnerOfScripts(record(manifest.scripts));
  if (named !== undefined) claims.push({ runner: named, file, how: 'script' });
  for (const runner of ['jest', 'mocha']) {
    if (isRecord(manifest[runner])) claims.push({ runner, file, how: 'config' });
  }
  claims.push(...configClaims(view, folder));
  const wanted = { ...record(manifest.dependencies), ...record(manifest.devDependencies) };
  for (const [name, runner] of runnerPackages) {
    if (Object.hasOwn(wanted, name)) claims.push({ runner, file, how: 'dependency' });
  }
  return claims;
};

/** The runner that the script `test` names, be it through other scripts; else that of a script beside it. */
function runnerOfScripts(scripts: JsonRecord): string | undefined {
  const others = Object.keys(scripts).filter((name) => /^(?:unit|tests?[:-]).*$/.test(name));
  const unitFirst = others.sort(
    (one, other) => Number(other.includes('unit')) - Number(one.includes('unit')),
  );
  for (const name of ['test', ...unitFirst]) {
    if (/e2e|integration|browser|types?\b/.test(name)) continue;
    const runner = runnerOfScript(scripts, name, 0);
    if (runner !== undefined) return runner;
  }
  return undefined;
}

function runnerOfScript(scripts: JsonRecord, name: string, depth: number): string | undefined {
  const command = scripts[name];
  if (typeof command !== 'string' || depth > deepestScript) return undefined;
  const runner = runnerCommands.find(({ pattern }) => pattern.test(command))?.runner;
  if (runner !== undefined) return runner;
  for (const [, next = ''] of command.matchAll(
    /\b(?:npm|pnpm|yarn|bun)\s+(?:run\s+|run-script\s+)?(?:-\w+\s+|--\w+\s+)*([\w:.-]+)/g,
  )) {
    const found = next === name ? undefined : runnerOfScript(scripts, next, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

function configClaims(view: ProjectView, folder: string): readonly RunnerClaim[] {
  return configFiles.flatMap(({ runner, names }) => {
    const file = names.map((name) => below(folder, name)).find((path) => view.has(path));
    return file === undefined ? [] : { runner, file, how: 'config' as const };
  });
}

function record(value: unknown): JsonRecord {
  return isRecord(value) ? value : {};
}

/** How many scripts may call one another. */
const deepestScript = 4;

const runnerCommands: readonly { readonly pattern: RegExp; readonly runner: string }[] = [
  { pattern: /(?<![\w-])vitest(?![\w-])/, runner: 'vitest' },
  { pattern: /(?<![\w-])jest(?:\.js)?(?![\w-])|\breact-scripts\b.*\btest\b/, runner: 'jest' },
  { pattern: /(?<![\w-])_?mocha(?![\w-])/, runner: 'mocha' },
  { pattern: /\b(?:node|tsx)\b[^&|;]*\s--test(?:\s|$)|(?<![\w-])borp(?![\w-])/, runner: 'node:test' },
  { pattern: /\bbun test\b/, runner: 'bun test' },
  { pattern: /(?<![\w-])ava(?![\w-])/, runner: 'AVA' },
  { pattern: /(?<![\w-])tap(?![\w-])/, runner: 'tap' },
  { pattern: /(?<![\w-])(?:karma|ng test)(?![\w-])/, runner: 'Karma' },
  { pattern: /(?<![\w-])jasmine(?![\w-])/, runner: 'Jasmine' },
  { pattern: /(?<![\w-])uvu(?![\w-])/, runner: 'uvu' },
  { pattern: /(?<![\w-])tape(?![\w-])/, runner: 'tape' },
];

const codeEndings: readonly string[] = ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs'];

const configFiles: readonly { readonly runner: string; readonly names: readonly string[] }[] = [
  {
    runner: 'vitest',
    names: ['vitest.config', 'vitest.workspace'].flatMap((name) =>
      codeEndings.map((end) => `${name}.${end}`),
    ),
  },
  { runner: 'jest', names: [...codeEndings, 'json'].map((end) => `jest.config.${end}`) },
  {
    runner: 'mocha',
    names: [
      '.mocharc',
      ...['js', 'cjs', 'mjs', 'json', 'jsonc', 'yml', 'yaml'].map((end) => `.mocharc.${end}`),
    ],
  },
];

const runnerPackages: readonly (readonly [string, string])[] = [
  ['vitest', 'vitest'],
  ['jest', 'jest'],
  ['ts-jest', 'jest'],
  ['jest-cli', 'jest'],
  ['@jest/globals', 'jest'],
  ['@types/jest', 'jest'],
  ['react-scripts', 'jest'],
  ['mocha', 'mocha'],
  ['@types/mocha', 'mocha'],
  ['borp', 'node:test'],
  ['ava', 'AVA'],
  ['tap', 'tap'],
  ['karma', 'Karma'],
  ['jasmine', 'Jasmine'],
  ['uvu', 'uvu'],
  ['tape', 'tape'],
  ['@japa/runner', 'Japa'],
];
