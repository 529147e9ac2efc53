import { languages } from '../../../syntax/languages.ts';

/** Languages that share their test runners. */
export type TestFamily = 'script' | 'python' | 'go' | 'rust' | 'java' | 'ruby' | 'php' | 'c-sharp';

/** The family of a language of `grammars/languages.json`; undefined where no tests can be written for it. */
export function testFamilyOf(language: string): TestFamily | undefined {
  return families.get(language);
}

/** Whether a file is of the family, by its name. */
export function isOfFamily(path: string, family: TestFamily): boolean {
  return endingsOf[family].some((ending) => path.endsWith(ending)) && !/\.d\.[cm]?ts$|\.pyi$/.test(path);
}

const families: ReadonlyMap<string, TestFamily> = new Map([
  ['typescript', 'script'],
  ['tsx', 'script'],
  ['javascript', 'script'],
  ['python', 'python'],
  ['go', 'go'],
  ['rust', 'rust'],
  ['java', 'java'],
  ['ruby', 'ruby'],
  ['php', 'php'],
  ['c-sharp', 'c-sharp'],
]);

const endingsOf: Readonly<Record<TestFamily, readonly string[]>> = {
  script: ['typescript', 'tsx', 'javascript'].flatMap((name) => languages[name]?.endings ?? []),
  python: ['.py'],
  go: ['.go'],
  rust: ['.rs'],
  java: ['.java'],
  ruby: ['.rb'],
  php: ['.php'],
  'c-sharp': ['.cs'],
};
