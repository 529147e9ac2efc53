import type { TestFamily } from './test-family.ts';
import type { TestStyle } from './test-plan.ts';

/** The lines of an import, a name on each where they would make one line too long. */
export function wrappedImport(line: string, family: TestFamily, { indent }: TestStyle): readonly string[] {
  const form = forms[family];
  const [, head = '', names = '', tail = ''] =
    (line.length > (form?.width ?? line.length) && form?.pattern.exec(line)) || [];
  if (form === undefined || names === '') return [line];
  return [
    `${head}${form.open}`,
    ...names.split(', ').map((name) => `${indent}${name},`),
    `${form.close}${tail}`,
  ];
}

interface WrapForm {
  /** Where a line is too long, as the languages' formatters have it. */
  readonly width: number;
  readonly pattern: RegExp;
  readonly open: string;
  readonly close: string;
}

const forms: Readonly<Partial<Record<TestFamily, WrapForm>>> = {
  script: { width: 100, pattern: /^(.*)\{ ([^}]+) \}(.*)$/, open: '{', close: '}' },
  python: { width: 88, pattern: /^(from \S+ import )(.+)()$/, open: '(', close: ')' },
};
