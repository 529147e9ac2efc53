import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { foldedImports, withImport } from '../../../../server/features/code-actions/tests/merge-imports.ts';
import { prunedImports } from '../../../../server/features/code-actions/tests/prune-imports.ts';
import type { TestFamily } from '../../../../server/features/code-actions/tests/test-family.ts';
import type { TestStyle } from '../../../../server/features/code-actions/tests/test-plan.ts';

const style: TestStyle = {
  caseWord: 'it',
  isGrouped: true,
  assertion: 'expect',
  indent: '  ',
  quote: "'",
  semicolons: true,
  newline: '\n',
};

const merged = (text: string, line: string, family: TestFamily) => withImport(text, line, { family, style });

test('an import ends as most lines of the file do, whatever a single one does', () => {
  const text = "import { a } from './a';\n\na();\r\nb();\n";
  expect(merged(text, "import { b } from './b';", 'script')).toBe(
    "import { a } from './a';\nimport { b } from './b';\n\na();\r\nb();\n",
  );
});

describe('an import is put', () => {
  test.each<[TestFamily, string, string, string]>([
    [
      'script',
      "import { a } from './a';\n\na();\n",
      "import { b } from './a';",
      "import { a, b } from './a';\n\na();\n",
    ],
    [
      'script',
      "import type { A } from './a';\n",
      "import { b } from './a';",
      "import type { A } from './a';\nimport { b } from './a';\n",
    ],
    [
      'script',
      "import {\n  a,\n  c,\n} from './a';\n",
      "import { b } from './a';",
      "import {\n  a,\n  b,\n  c,\n} from './a';\n",
    ],
    [
      'script',
      "import def from './a';\n",
      "import { b } from './a';",
      "import def from './a';\nimport { b } from './a';\n",
    ],
    [
      'script',
      '// head\n\nrun();\n',
      "import { b } from './a';",
      "// head\n\nimport { b } from './a';\n\nrun();\n",
    ],
    [
      'script',
      "'use strict'\n\nrun()\n",
      "const { b } = require('./a')",
      "'use strict'\n\nconst { b } = require('./a')\n\nrun()\n",
    ],
    [
      'script',
      "const { a } = require('./a')\n",
      "const { b } = require('./a')",
      "const { a, b } = require('./a')\n",
    ],
    ['python', '"""Doc."""\n\nimport os\n', 'import pytest', '"""Doc."""\n\nimport os\nimport pytest\n'],
    [
      'python',
      'from a import (\n    b,  # why\n    d,\n)\n',
      'from a import c',
      'from a import (\n    c,\n    b,  # why\n    d,\n)\n',
    ],
    ['python', 'from a import *\n', 'from a import c', 'from a import *\n'],
    [
      'go',
      'package a\n\nimport "testing"\n',
      'import "errors"',
      'package a\n\nimport (\n\t"errors"\n\t"testing"\n)\n',
    ],
    ['go', 'package a\n', 'import "testing"', 'package a\nimport "testing"\n'],
    ['java', 'package a;\n\nclass B {}\n', 'import a.C;', 'package a;\n\nimport a.C;\n\nclass B {}\n'],
    [
      'rust',
      '#[cfg(test)]\nmod tests {\n    #[test]\n    fn a() {}\n}\n',
      'use super::*;',
      '#[cfg(test)]\nmod tests {\n    use super::*;\n\n    #[test]\n    fn a() {}\n}\n',
    ],
    [
      'php',
      '<?php\n\nnamespace A;\n\nuse B\\C;\n',
      'use B\\D;',
      '<?php\n\nnamespace A;\n\nuse B\\C;\nuse B\\D;\n',
    ],
  ])('%s: %j + %j', (family, text, line, expected) => {
    expect(merged(text, line, family)).toBe(expected);
  });
});

const name = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const scriptLine = fc
  .tuple(fc.uniqueArray(name, { minLength: 1 }), fc.constantFrom('./x', './y', 'vitest'))
  .map(([names, module]) => `import { ${names.join(', ')} } from '${module}';`);
const pythonLine = fc
  .tuple(fc.uniqueArray(name, { minLength: 1 }), fc.constantFrom('x', 'x.y', 'z'))
  .map(([names, module]) => `from ${module} import ${names.join(', ')}`);

test.each<[TestFamily, fc.Arbitrary<string>]>([
  ['script', scriptLine],
  ['python', pythonLine],
])('%s: what is imported once is not imported again, in whatever order', (family, line) => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
      const text = lines.reduce((current, each) => merged(current, each, family), 'run()\n');
      for (const each of lines) expect(merged(text, each, family)).toBe(text);
      expect(text.endsWith('run()\n')).toBe(true);
      const folded = foldedImports(lines, family);
      expect(foldedImports(folded, family)).toEqual(folded);
    }),
  );
});

test('pruning keeps the names that are used, and no others', () => {
  fc.assert(
    fc.property(scriptLine, fc.uniqueArray(name), (line, used) => {
      const kept = prunedImports([line], used.map((each) => `${each}();`).join('\n'), 'script');
      const names = kept.flatMap((each) => /\{ (.*) \}/.exec(each)?.[1]?.split(', ') ?? []);
      expect(names).toEqual(
        (/\{ (.*) \}/.exec(line)?.[1] ?? '').split(', ').filter((each) => used.some((one) => one === each)),
      );
    }),
  );
});
