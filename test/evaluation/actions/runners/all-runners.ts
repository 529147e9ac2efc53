import type { TestFramework } from '../../../../server/features/code-actions/tests/test-plan.ts';
import { jestRunner, vitestRunner } from './jest-json.ts';
import { mochaRunner } from './mocha-json.ts';
import { rspecRunner } from './rspec-json.ts';
import type { TestRunner } from './test-runner.ts';
import { cargoRunner, goRunner, unittestRunner } from './text-runners.ts';
import { junitRunner, nodeTestRunner, phpunitRunner, pytestRunner } from './xml-runners.ts';

/** The runners that can be had without a registry of their own; xUnit's SDK cannot. */
export const runners: ReadonlyMap<TestFramework, TestRunner> = new Map([
  ['vitest', vitestRunner],
  ['jest', jestRunner],
  ['mocha', mochaRunner],
  ['node:test', nodeTestRunner],
  ['pytest', pytestRunner],
  ['unittest', unittestRunner],
  ['go test', goRunner],
  ['cargo test', cargoRunner],
  ['junit5', junitRunner],
  ['rspec', rspecRunner],
  ['phpunit', phpunitRunner],
]);
