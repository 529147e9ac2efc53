import type { TestFamily } from './test-family.ts';
import type { TestFramework } from './test-plan.ts';

/** Whether tests can be written for a runner of this name. */
export function isTestFramework(runner: string): runner is TestFramework {
  return Object.hasOwn(familyOf, runner);
}

/** What is taken where neither tests nor manifests name a runner, and why a user would expect it. */
export function defaultFramework(family: TestFamily): {
  readonly framework: TestFramework;
  readonly why: string;
} {
  return defaults[family];
}

const familyOf: Readonly<Record<TestFramework, TestFamily>> = {
  vitest: 'script',
  jest: 'script',
  mocha: 'script',
  'node:test': 'script',
  pytest: 'python',
  unittest: 'python',
  'go test': 'go',
  'cargo test': 'rust',
  junit5: 'java',
  rspec: 'ruby',
  phpunit: 'php',
  xunit: 'c-sharp',
};

const defaults: Readonly<Record<TestFamily, { readonly framework: TestFramework; readonly why: string }>> = {
  script: {
    framework: 'node:test',
    why: 'node:test, which comes with Node.js, since no manifest names a runner',
  },
  python: {
    framework: 'unittest',
    why: 'unittest, which comes with Python, since nothing here names pytest',
  },
  go: { framework: 'go test', why: 'go test, which comes with Go' },
  rust: { framework: 'cargo test', why: 'cargo test, which comes with Rust' },
  java: { framework: 'junit5', why: 'JUnit 5, since no build file names another runner' },
  ruby: { framework: 'rspec', why: 'RSpec, since no Gemfile names another runner' },
  php: { framework: 'phpunit', why: 'PHPUnit, since composer.json names no other runner' },
  'c-sharp': { framework: 'xunit', why: 'xUnit, since no project file names another runner' },
};
