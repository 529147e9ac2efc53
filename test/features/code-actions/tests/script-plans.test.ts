import { describe, expect, test } from 'vitest';

import { decided } from './support/test-project.ts';

const add = 'export function add(a: number, b: number): number {\n  return a█ + b;\n}\n';

const vitestCase = (module: string) =>
  `import { expect, it } from 'vitest';\n\nimport { sub } from '${module}';\n\nit('subtracts', () => {\n  expect(sub(3, 2)).toBe(1);\n});\n`;

describe('the framework of scripts', () => {
  test('is that of the nearest tests, before any manifest', async () => {
    const decision = await decided({
      'package.json': '{ "devDependencies": { "jest": "1" }, "scripts": { "test": "jest" } }',
      'src/add.ts': add,
      'src/sub.ts': 'export const sub = (a: number, b: number) => a - b;\n',
      'src/sub.test.ts': vitestCase('./sub'),
    });
    expect(decision).toMatchInlineSnapshot(`
      "vitest -> src/add.test.ts
      because: vitest, as src/sub.test.ts uses it; beside src/add.ts, like src/sub.test.ts
      run: npx vitest run src/add.test.ts
      calls: add as add
      import: import { describe, expect, it } from 'vitest';
      import: import { add } from './add';"
    `);
  });

  test('is that of the nearest manifest in a monorepo; dependencies at the root count where it is silent', async () => {
    const files = {
      'package.json': '{ "devDependencies": { "jest": "1" } }',
      'packages/a/package.json': '{ "name": "a" }',
      'packages/a/src/add.ts': add,
    };
    expect(await decided(files)).toContain('jest -> packages/a/src/add.test.ts');
    expect(
      await decided({ ...files, 'packages/a/package.json': '{ "devDependencies": { "mocha": "1" } }' }),
    ).toContain('mocha -> packages/a/test/add.test.ts');
  });

  test('is the one that the script runs where a manifest names two, and the reason says so', async () => {
    const decision = await decided({
      'package.json':
        '{ "scripts": { "test": "npm run lint && npm run unit", "unit": "vitest run" }, "devDependencies": { "jest": "1", "vitest": "1" } }',
      'add.ts': add,
    });
    expect(decision).toMatchInlineSnapshot(`
      "vitest -> add.test.ts
      because: vitest, which the test script of package.json runs (it names jest, too); beside add.ts, since there are no tests yet
      run: npx vitest run add.test.ts
      calls: add as add
      import: import { describe, expect, it } from 'vitest';
      import: import { add } from './add';"
    `);
  });

  test('is told by tests of another package where the manifest names two and no script decides', async () => {
    const decision = await decided({
      'package.json': '{ "devDependencies": { "jest": "1", "vitest": "1" } }',
      'packages/a/package.json': '{}',
      'packages/a/add.ts': add,
      'packages/b/package.json': '{}',
      'packages/b/sub.ts': '',
      'packages/b/sub.spec.ts': "jest.mock('./x');\nit('a', () => {});\n",
    });
    expect(decision).toMatchInlineSnapshot(`
      "jest -> packages/a/add.spec.ts
      because: jest, as packages/b/sub.spec.ts uses it; beside packages/a/add.ts, like packages/b/sub.spec.ts
      run: npx jest add.spec.ts (in packages/a)
      calls: add as add
      import: import { add } from './add';"
    `);
  });

  test('of tests that use globals is told by the manifest', async () => {
    const globals =
      "import { sub } from './sub';\n\ndescribe('sub', () => {\n  it('subtracts', () => {\n    expect(sub(3, 2)).toBe(1);\n  });\n});\n";
    const files = { 'src/add.ts': add, 'src/sub.ts': '', 'src/sub.test.ts': globals };
    const withVitest = {
      ...files,
      'package.json': '{ "devDependencies": { "vitest": "1", "typescript": "1" } }',
    };
    expect(await decided(withVitest)).toContain('vitest -> src/add.test.ts');
    expect(await decided(withVitest)).not.toContain("'vitest'");
    expect(await decided({ ...files, 'package.json': '{}' })).toMatch(
      /^jest -> .*\nbecause: jest, by the look of src\/sub\.test\.ts/,
    );
  });

  test('is node:test where nothing names a runner', async () => {
    expect(
      await decided({ 'package.json': '{ "type": "module" }', 'src/add.ts': add }),
    ).toMatchInlineSnapshot(`
      "node:test -> src/add.test.ts
      because: node:test, which comes with Node.js, since no manifest names a runner; beside src/add.ts, since there are no tests yet
      run: node --test src/add.test.ts
      calls: add as add
      import: import { describe, it } from 'node:test';
      import: import assert from 'node:assert/strict';
      import: import { add } from './add.ts';"
    `);
  });

  test('that we do not write for is named', async () => {
    expect(
      await decided({
        'package.json': '{ "scripts": { "test": "ava" }, "devDependencies": { "ava": "6" } }',
        'src/add.ts': add,
      }),
    ).toMatchInlineSnapshot(
      `"tests-framework: package.json says that tests here are written with AVA, for which innerloop writes none. It writes them for vitest, jest, mocha, node:test, pytest, unittest, go test, cargo test, JUnit 5, RSpec, PHPUnit and xUnit; for others, ask in a chat."`,
    );
  });
});

describe('the place of tests of scripts', () => {
  const manifest = { 'package.json': '{ "devDependencies": { "vitest": "1" } }' };

  test('mirrors the tree where the tests around do', async () => {
    const decision = await decided({
      ...manifest,
      'src/math/add.ts': add,
      'src/text/pad.ts': '',
      'test/text/pad.spec.ts': vitestCase('../../src/text/pad.js'),
    });
    expect(decision).toMatchInlineSnapshot(`
      "vitest -> test/math/add.spec.ts
      because: vitest, as test/text/pad.spec.ts uses it; in test/math, like test/text/pad.spec.ts
      run: npx vitest run test/math/add.spec.ts
      calls: add as add
      import: import { describe, expect, it } from 'vitest';
      import: import { add } from '../../src/math/add.js';"
    `);
  });

  test('is flat where the tests around are', async () => {
    const decision = await decided({
      ...manifest,
      'src/math/add.ts': add,
      'src/pad.ts': '',
      'test/pad.test.ts': vitestCase('../src/pad'),
    });
    expect(decision).toContain('vitest -> test/add.test.ts');
    expect(decision).toContain("import { add } from '../src/math/add';");
  });

  test('is a __tests__ beside the source, with bare names where the tests around have them', async () => {
    const decision = await decided({
      ...manifest,
      'src/math/add.ts': add,
      'src/text/pad.ts': '',
      'src/text/__tests__/pad.ts': vitestCase('../pad'),
    });
    expect(decision).toContain('vitest -> src/math/__tests__/add.ts');
  });

  test('is the test that imports this file and no other', async () => {
    const decision = await decided({
      ...manifest,
      'src/add.ts': add,
      'test/sums.test.ts':
        "import { it } from 'vitest';\nimport { other } from '../src/add';\nit('a', () => {});\n",
    });
    expect(decision).toMatchInlineSnapshot(`
      "vitest -> in test/sums.test.ts
      because: vitest, as test/sums.test.ts uses it; in test/sums.test.ts, which is about src/add.ts alone
      run: npx vitest run test/sums.test.ts
      calls: add as add
      import: import { describe, expect, it } from 'vitest';
      import: import { add } from '../src/add';"
    `);
  });

  test('is not the namesake that is about another file', async () => {
    const decision = await decided({
      ...manifest,
      'src/math/index.ts': add,
      'src/text/index.ts': '',
      'src/text/pad.ts': '',
      'test/index.test.ts': vitestCase('../src/text/index'),
      'test/pad.test.ts': vitestCase('../src/text/pad'),
    });
    expect(decision).toContain('vitest -> test/math-index.test.ts');
    expect(decision).toContain('since test/index.test.ts is about another file');
  });

  test('is learnt from no test of another kind and no copy', async () => {
    const decision = await decided({
      ...manifest,
      'src/add.ts': add,
      'e2e/login.spec.ts': "import { test } from '@playwright/test';\ntest('a', () => {});\n",
      'test/integration/db.itest.ts': vitestCase('../../src/add'),
      'test/fixtures/app/app.spec.ts': vitestCase('./app'),
      'dist/add.spec.js': vitestCase('./add'),
      'vendor/x/x_test.ts': vitestCase('./x'),
    });
    expect(decision).toContain('vitest -> src/add.test.ts');
    expect(decision).toContain('since there are no tests yet');
  });

  test('is learnt from no helper that only imports the runner', async () => {
    const decision = await decided({
      'package.json': '{ "devDependencies": { "jest": "1" } }',
      'src/add.ts': add,
      'src/test/store.ts': "import { vi } from 'vitest';\nexport const store = vi.fn();\n",
    });
    expect(decision).toContain('jest -> src/add.test.ts');
  });

  test('keeps the ending of components', async () => {
    const decision = await decided({
      ...manifest,
      'src/Button.tsx': 'export function Button() {\n  return <b>█</b>;\n}\n',
      'src/pad.ts': '',
      'src/pad.test.ts': vitestCase('./pad'),
    });
    expect(decision).toContain('vitest -> src/Button.test.tsx');
  });
});

describe('the imports of scripts', () => {
  const manifest = { 'package.json': '{ "devDependencies": { "vitest": "1" } }' };

  test('follow an alias that the tests around use', async () => {
    const decision = await decided({
      ...manifest,
      'tsconfig.json': '{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }',
      'src/math/add.ts': add,
      'src/text/pad.ts': '',
      'src/text/pad.test.ts': vitestCase('@/text/pad'),
    });
    expect(decision).toContain("import { add } from '@/math/add';");
  });

  test('use no alias only because tsconfig has one', async () => {
    const decision = await decided({
      ...manifest,
      'tsconfig.json': '{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }',
      'src/math/add.ts': add,
    });
    expect(decision).toContain("import { add } from './add';");
  });

  test('name endings as the source does, else as tsconfig wants it', async () => {
    const own = { ...manifest, 'src/x.ts': '', 'src/add.ts': `import './x.js';\n${add}` };
    expect(await decided(own)).toContain("from './add.js'");
    const nodeNext = {
      ...manifest,
      'tsconfig.json': '{ "compilerOptions": { "module": "NodeNext" } }',
      'src/add.ts': add,
    };
    expect(await decided(nodeNext)).toContain("from './add.js'");
    const typed = {
      ...manifest,
      'tsconfig.json': '{ "compilerOptions": { "allowImportingTsExtensions": true } }',
      'src/add.ts': add,
    };
    expect(await decided(typed)).toContain("from './add.ts'");
  });

  test('require what is written for CommonJS, whole or by name', async () => {
    const files = { 'package.json': '{ "scripts": { "test": "node --test" } }' };
    const named = {
      ...files,
      'lib/add.js': "'use strict'\n\nfunction add (a, b) {\n  return a█ + b\n}\n\nmodule.exports = { add }\n",
    };
    expect(await decided(named)).toMatchInlineSnapshot(`
      "node:test -> lib/add.test.js
      because: node:test, as package.json says; beside lib/add.js, since there are no tests yet
      run: node --test lib/add.test.js
      calls: add as add
      head: 'use strict'
      import: const { describe, it } = require('node:test')
      import: const assert = require('node:assert/strict')
      import: const { add } = require('./add.js')"
    `);
    const nested = `const inner = { b: 1 };\nfunction add(a) {\n  return a█;\n}\nmodule.exports = {\n  inner: { x: [1], y },\n  add\n};\n`;
    expect(await decided({ ...files, 'lib/add.js': nested })).toContain(
      "const { add } = require('./add.js')",
    );
    const whole = { ...files, 'lib/add.js': 'module.exports = function add(a, b) {\n  return a█ + b;\n};\n' };
    expect(await decided(whole)).toContain("import: const add = require('./add.js')");
    const unnamed = { ...files, 'lib/pad-left.js': 'module.exports = function (a) {\n  return a█;\n};\n' };
    expect(await decided(unnamed)).toContain("import: const padLeft = require('./pad-left.js')");
  });

  test('tell defaults from names, and take the name that others use', async () => {
    const files = { ...manifest };
    const standard = 'export default function add(a: number) {\n  return a█;\n}\n';
    expect(await decided({ ...files, 'src/add.ts': standard })).toContain("import add from './add';");
    const renamed = 'function inner(a: number) {\n  return a█;\n}\nexport { inner as add };\n';
    const decision = await decided({ ...files, 'src/add.ts': renamed });
    expect(decision).toContain("import { add } from './add';");
    expect(decision).toContain('calls: inner as add');
  });

  test('are not needed for vitest with globals', async () => {
    const decision = await decided({
      ...manifest,
      'vitest.config.ts': 'export default { test: { globals: true } };\n',
      'src/add.ts': add,
    });
    expect(decision).not.toContain("'vitest'");
  });

  test("bring mocha's assertions as its tests have them", async () => {
    const decision = await decided({
      'package.json': '{ "devDependencies": { "mocha": "1", "chai": "4" }, "packageManager": "yarn@4.0.0" }',
      'src/add.js': 'export function add(a) {\n  return a█;\n}\n',
      'src/sub.js': '',
      'test/sub.js':
        "import { expect } from 'chai';\nimport { sub } from '../src/sub.js';\n\ndescribe('sub', () => {\n  it('a', () => {\n    expect(sub()).to.equal(1);\n  });\n});\n",
    });
    expect(decision).toMatchInlineSnapshot(`
      "mocha -> test/add.js
      because: mocha, as test/sub.js uses it; in test, like test/sub.js
      run: yarn mocha test/add.js
      calls: add as add
      import: import { expect } from 'chai';
      import: import { add } from '../src/add.js';"
    `);
  });
});

test('a private function of a script is refused, with what to do', async () => {
  const decision = await decided({
    'package.json': '{}',
    'src/add.ts': 'function add() {\n  return 1█;\n}\nexport const x = add();\n',
  });
  expect(decision).toBe(
    'tests-not-reachable: A test cannot call add: it is private to src/add.ts. Export it, or ask on the function that uses it.',
  );
});
