import { nameOf } from '../../base/relative-paths.ts';

/** The names that a source's test may have, by the habits of many languages; empty for a test. */
export function namesOfTests(path: string): readonly string[] {
  const { stem, ending } = partsOf(path);
  if (stemOfTest(stem) !== undefined) return [];
  const endings = scriptEndings.includes(ending) ? scriptEndings : [ending];
  return endings.flatMap((each) => [
    `${stem}.test.${each}`,
    `${stem}.spec.${each}`,
    `${stem}_test.${each}`,
    `test_${stem}.${each}`,
    `${stem}_spec.${each}`,
    `${stem}Test.${each}`,
    `${stem}Tests.${each}`,
    `${stem}Spec.${each}`,
    `${stem}.e2e.${each}`,
  ]);
}

/** The names that a test's source may have; empty for what is no test. */
export function namesOfSources(path: string): readonly string[] {
  const { stem, ending } = partsOf(path);
  const source = stemOfTest(stem);
  if (source === undefined) return [];
  const endings = scriptEndings.includes(ending) ? scriptEndings : [ending];
  return endings.map((each) => `${source}.${each}`);
}

function stemOfTest(stem: string): string | undefined {
  const match =
    /^(.+?)(?:[._-](?:test|spec|e2e|unit|integration)|Tests?|Spec)+$/.exec(stem) ?? /^test_(.+)$/.exec(stem);
  return match?.[1];
}

function partsOf(path: string): { readonly stem: string; readonly ending: string } {
  const name = nameOf(path);
  const dot = name.lastIndexOf('.');
  return dot < 0 ? { stem: name, ending: '' } : { stem: name.slice(0, dot), ending: name.slice(dot + 1) };
}

const scriptEndings: readonly string[] = ['ts', 'tsx', 'js', 'jsx', 'mts', 'mjs', 'cts', 'cjs'];
