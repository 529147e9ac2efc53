import type { TestFramework } from '../../../server/features/code-actions/tests/test-plan.ts';

/** A small project below `projects/`, and what its tests should become. */
export interface EvaluatedProject {
  /** Its folder. */
  readonly name: string;
  readonly language: string;
  readonly framework: TestFramework;
  /** What a person of that project would call the tests of each source. */
  readonly sources: readonly { readonly path: string; readonly tests: string }[];
}

/** All projects, one for each pair of language and runner that can be run here. */
export const projects: readonly EvaluatedProject[] = [
  {
    name: 'vitest-basket',
    language: 'TypeScript',
    framework: 'vitest',
    sources: [
      { path: 'src/basket.ts', tests: 'src/basket.test.ts' },
      { path: 'src/counter.ts', tests: 'src/counter.test.ts' },
      { path: 'src/money.ts', tests: 'src/money.test.ts' },
    ],
  },
  {
    name: 'jest-slugs',
    language: 'JavaScript',
    framework: 'jest',
    sources: [
      { path: 'lib/slug.js', tests: 'lib/__tests__/slug.test.js' },
      { path: 'lib/words.js', tests: 'lib/__tests__/words.test.js' },
    ],
  },
  {
    name: 'mocha-temperature',
    language: 'JavaScript',
    framework: 'mocha',
    sources: [
      { path: 'src/comfort.js', tests: 'test/comfort.spec.js' },
      { path: 'src/scale.js', tests: 'test/scale.spec.js' },
    ],
  },
  {
    name: 'node-test-queue',
    language: 'JavaScript',
    framework: 'node:test',
    sources: [
      { path: 'lib/queue.mjs', tests: 'test/queue.test.mjs' },
      { path: 'lib/delay.mjs', tests: 'test/delay.test.mjs' },
    ],
  },
  {
    name: 'pytest-library',
    language: 'Python',
    framework: 'pytest',
    sources: [
      { path: 'src/library/loans.py', tests: 'tests/test_loans.py' },
      { path: 'src/library/isbn.py', tests: 'tests/test_isbn.py' },
    ],
  },
  {
    name: 'unittest-routes',
    language: 'Python',
    framework: 'unittest',
    sources: [
      { path: 'routes/matching.py', tests: 'tests/test_matching.py' },
      { path: 'routes/paths.py', tests: 'tests/test_paths.py' },
    ],
  },
  {
    name: 'go-bank',
    language: 'Go',
    framework: 'go test',
    sources: [
      { path: 'account/account.go', tests: 'account/account_test.go' },
      { path: 'account/iban.go', tests: 'account/iban_test.go' },
    ],
  },
  {
    name: 'cargo-parser',
    language: 'Rust',
    framework: 'cargo test',
    sources: [
      { path: 'src/duration.rs', tests: 'src/duration.rs' },
      { path: 'src/version.rs', tests: 'src/version.rs' },
    ],
  },
  {
    name: 'junit-warehouse',
    language: 'Java',
    framework: 'junit5',
    sources: [
      {
        path: 'src/main/java/org/example/warehouse/Stock.java',
        tests: 'src/test/java/org/example/warehouse/StockTest.java',
      },
      {
        path: 'src/main/java/org/example/warehouse/Sizes.java',
        tests: 'src/test/java/org/example/warehouse/SizesTest.java',
      },
    ],
  },
  {
    name: 'rspec-garden',
    language: 'Ruby',
    framework: 'rspec',
    sources: [
      { path: 'lib/garden/watering.rb', tests: 'spec/garden/watering_spec.rb' },
      { path: 'lib/garden/bed.rb', tests: 'spec/garden/bed_spec.rb' },
    ],
  },
  {
    name: 'phpunit-invoice',
    language: 'PHP',
    framework: 'phpunit',
    sources: [
      { path: 'src/Invoice.php', tests: 'tests/InvoiceTest.php' },
      { path: 'src/Line.php', tests: 'tests/LineTest.php' },
    ],
  },
];
