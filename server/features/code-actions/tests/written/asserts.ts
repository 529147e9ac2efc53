import { blockParts, caseName } from '../block-parts.ts';
import type { TestFamily } from '../test-family.ts';
import type { TestBlock } from '../test-plan.ts';

/** The names of cases that would be green whatever the code does: they neither assert anything nor are pending. */
export function emptyCases(blocks: readonly TestBlock[], family: TestFamily): readonly string[] {
  return blocks.flatMap(({ text }) =>
    blockParts(text).cases.flatMap((lines) => {
      const name = caseName(lines);
      const body = lines.join('\n');
      return name === undefined || pending.test(body) || asserting[family].test(body) ? [] : [name];
    }),
  );
}

/** How many cases of blocks still wait to be written. */
export function pendingCount(blocks: readonly TestBlock[]): number {
  return blocks.reduce(
    (sum, { text }) => sum + blockParts(text).cases.filter((lines) => pending.test(lines.join('\n'))).length,
    0,
  );
}

const pending =
  /\b(?:it|test|describe)\.(?:todo|skip)\b|^[ \t]*x(?:it|describe)\b|\bpytest\.mark\.skip\b|\bunittest\.skip\b|\bt\.Skip\(|#\[ignore|@Disabled\b|markTestSkipped|markTestIncomplete|\bSkip\s*=|\bpending\b/m;

const asserting: Readonly<Record<TestFamily, RegExp>> = {
  script: /\bexpect\w*\s*\(|\bassert\w*\b|\.should\b|\bt\.(?:is|equal|deepEqual|ok|throws)\b/,
  python: /\bassert\b|\bself\.(?:assert|fail)\w*\(|\bpytest\.(?:raises|warns|fail)\b|\bassert_\w+\(/,
  go: /\bt\.(?:Error|Errorf|Fatal|Fatalf|Fail|FailNow)\b|\b(?:assert|require)\.\w+\(/,
  rust: /\b(?:assert|debug_assert)\w*!|\bpanic!|should_panic|\bunreachable!/,
  java: /\b(?:assert\w*|fail|verify|expectThrows)\s*\(/,
  ruby: /\bexpect\b|\bis_expected\b|\.should\b|\bassert\w*\b/,
  php: /\bassert\w*\s*\(|\bexpectException\w*\(|\bexpect\w*\(/,
  'c-sharp': /\bAssert\.|\.Should\w*\(|\bVerify\w*\(/,
};
