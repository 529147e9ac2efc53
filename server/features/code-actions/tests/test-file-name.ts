import { nameOf } from '../../../base/relative-paths.ts';

import type { TestFamily } from './test-family.ts';

/** What the name of a test has beside the stem of its source: `test_` before it, `.spec` behind it, or nothing. */
export interface TestNaming {
  readonly before: string;
  readonly after: string;
}

/** The name of a file of tests, taken apart. */
export interface TestFileName {
  /** The stem of the source that it is named after; empty where it is named after none. */
  readonly stem: string;
  readonly naming: TestNaming;
  /** With its dot. */
  readonly ending: string;
}

/** Takes the name of a test apart; undefined where a file is no test by its name and folder. */
export function testFileName(path: string, family: TestFamily): TestFileName | undefined {
  const { stem, ending } = stemAndEnding(path);
  for (const pattern of patterns[family]) {
    const groups = pattern.exec(stem)?.groups;
    if (groups !== undefined) {
      const naming = { before: groups.before ?? '', after: groups.after ?? '' };
      return { stem: groups.stem ?? '', naming, ending };
    }
  }
  const isBare = bareFolders[family]?.test(path) && !isHelper.test(stem);
  return isBare === true ? { stem, naming: { before: '', after: '' }, ending } : undefined;
}

/** The name of a file without folder and ending, and the ending with its dot. */
export function stemAndEnding(path: string): { readonly stem: string; readonly ending: string } {
  const name = nameOf(path);
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? { stem: name, ending: '' } : { stem: name.slice(0, dot), ending: name.slice(dot) };
}

/**
 * The stem that a test is named after: in Python a package by its folder, and without the mark of what is private; in
 * PHP the words of a file of functions as a class has them.
 */
export function sourceStem(path: string, family: TestFamily): string {
  const { stem } = stemAndEnding(path);
  if (family === 'php') return stem.replace(/(?:^|[_.-]+)(\w)/g, (_, letter: string) => letter.toUpperCase());
  if (family !== 'python') return stem;
  const folder = path.split('/').at(-2) ?? 'init';
  return (stem === '__init__' ? folder : stem).replace(/^_+/, '');
}

/**
 * Whether a test is a poor model or home for unit tests of a source: of another kind, generated, or of others.
 * The folders in which the source itself lies are no reason.
 */
export function isForeignTest(path: string, sourcePath: string): boolean {
  const own = new Set(sourcePath.split('/').slice(0, -1));
  const segments = path.split('/');
  const name = segments.pop() ?? '';
  if (/[._-](?:e2e|int|integration|bench|stories)[._-]|IT\.java$|[._-](?:e2e|integration)\.\w+$/.test(name))
    return true;
  return segments.some((segment) => foreignFolder.test(segment) && !own.has(segment));
}

const foreignFolder =
  /^(?:e2e|(?:.*[-_])?integration(?:[-_]?tests?)?|it|acceptance|fixtures?|__(?:fixtures|mocks|snapshots)__|mocks|test[-_]?data|node_modules|dist|build|out|target|vendor|third[-_]?party|coverage|docs?|bench|\.?venv|site-packages|cypress|playwright|examples?|benchmarks?)$/i;

const patterns: Readonly<Record<TestFamily, readonly RegExp[]>> = {
  script: [
    /^(?<stem>.+?)(?<after>[._-](?:tests?|spec|unit)(?:[._](?:tests?|spec))?)$/,
    /^(?<before>test[._-])(?<stem>(?!(?:utils?|helpers?|set-?up|data)$).+)$/,
    /^(?<stem>.+[a-z\d])(?<after>Tests?|Spec)$/,
  ],
  python: [/^(?<before>test_)(?<stem>.+)$/, /^(?<stem>.+)(?<after>_tests?)$/, /^(?<before>tests?)(?<stem>)$/],
  go: [/^(?<stem>.+)(?<after>_test)$/],
  rust: [],
  java: [/^(?<stem>.+)(?<after>Tests?|Spec)$/, /^(?<before>Test)(?<stem>[A-Z].*)$/],
  ruby: [/^(?<stem>.+)(?<after>_spec|_test)$/, /^(?<before>test_)(?<stem>.+)$/],
  php: [/^(?<stem>.+)(?<after>Test)$/],
  'c-sharp': [/^(?<stem>.+)(?<after>Tests?|Specs?)$/],
};

/** Folders in which a file is a test without being named so. */
const bareFolders: Readonly<Partial<Record<TestFamily, RegExp>>> = {
  script: /(?:^|\/)(?:__tests__|tests?|specs?)\//,
  rust: /(?:^|\/)tests\/[^/]+\.rs$/,
};

const isHelper =
  /^(?:_?(?:set-?up|tear-?down|helpers?|utils?|common|fixtures?|mocks?|globals?|support|index|main|mod|runner?|test|tests|jest|vitest|config)|.*[._-](?:helpers?|set-?up|utils?|mocks?|fixtures?|config))$/i;
