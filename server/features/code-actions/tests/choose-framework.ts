import { UserError } from '../../../base/error-codes.ts';
import { isBelow } from '../../../base/relative-paths.ts';

import { nearestClaims } from './manifest-claims.ts';
import type { NearTest } from './nearest-tests.ts';
import type { RunnerClaim } from './runner-claim.ts';
import { defaultFramework, isTestFramework } from './test-frameworks.ts';
import type { TestFramework } from './test-plan.ts';
import type { TestScene } from './test-scene.ts';

/** The framework of a file's tests, and in part of a sentence why. */
export interface FrameworkChoice {
  readonly framework: TestFramework;
  readonly why: string;
}

interface RunnerChoice {
  readonly runner: string;
  readonly why: string;
  /** The file that decided. */
  readonly file: string;
}

/**
 * The framework of a file: as the nearest tests of its package are written, else as the nearest manifest up the tree
 * says, else as tests elsewhere are written, else what comes with the language. Where a manifest names several, the
 * nearer tests decide, then the script that runs the tests.
 */
export async function chooseFramework(
  { view, source, near, packageFolder }: Omit<TestScene, 'framework'>,
  signal: AbortSignal,
): Promise<FrameworkChoice> {
  // These two have one runner each, which neither tests nor manifests need to name.
  if (source.family === 'go' || source.family === 'rust') return defaultFramework(source.family);
  const own = near.read.filter(({ path }) => isBelow(path, packageFolder));
  const plain = own[0]?.runners.length === 1 ? byTests(own) : undefined;
  if (plain !== undefined) return checked(plain);
  const claims = await nearestClaims(view, source.path, source.family, signal);
  const possible = own[0]?.runners;
  const fitting = possible === undefined ? claims : claims.filter(({ runner }) => possible.includes(runner));
  const choice =
    byClaims(fitting) ?? byTests(own) ?? byTests(near.read) ?? byPreference(fitting) ?? byShape(own);
  return choice === undefined ? defaultFramework(source.family) : checked(choice);
}

/** The nearest test that leaves no doubt; that further ones are written for another runner is told. */
function byTests(tests: readonly NearTest[]): RunnerChoice | undefined {
  const plain = tests.filter(({ runners }) => runners.length === 1);
  const [first] = plain;
  const runner = first?.runners[0];
  if (first === undefined || runner === undefined) return undefined;
  const others = new Set(plain.flatMap(({ runners }) => runners).filter((each) => each !== runner));
  const besides =
    others.size === 0 ? '' : ` (others further off use ${[...others].map(spoken).join(' and ')})`;
  return { runner, why: `${spoken(runner)}, as ${first.path} uses it${besides}`, file: first.path };
}

/** What manifests say where they agree, or where the script that runs the tests decides. */
function byClaims(claims: readonly RunnerClaim[]): RunnerChoice | undefined {
  const script = claims.find(({ how }) => how === 'script');
  const named = new Set(claims.map(({ runner }) => runner));
  const [first] = claims;
  if (first === undefined) return undefined;
  if (named.size === 1) return { ...first, why: `${spoken(first.runner)}, as ${first.file} says` };
  if (script === undefined) return undefined;
  const others = [...named].filter((runner) => runner !== script.runner);
  const why = `${spoken(script.runner)}, which the test script of ${script.file} runs (it names ${others.map(spoken).join(' and ')}, too)`;
  return { ...script, why };
}

/** Several are asked for and nothing decides: what is set up counts before what is only asked for, then our order. */
function byPreference(claims: readonly RunnerClaim[]): RunnerChoice | undefined {
  const supported = claims.filter(({ runner }) => isTestFramework(runner));
  const chosen = supported.find(({ how }) => how === 'config') ?? supported[0] ?? claims[0];
  if (chosen === undefined) return undefined;
  const others = [...new Set(claims.map(({ runner }) => runner))].filter(
    (runner) => runner !== chosen.runner,
  );
  const why = `${spoken(chosen.runner)}, one of several that ${chosen.file} names (with ${others.map(spoken).join(' and ')})`;
  return { ...chosen, why };
}

/** Tests are there, no manifest is: their shape allows several, of which the first is the most usual. */
function byShape(tests: readonly NearTest[]): RunnerChoice | undefined {
  const [first] = tests;
  const runner = first?.runners[0];
  if (first === undefined || runner === undefined) return undefined;
  return { runner, why: `${spoken(runner)}, by the look of ${first.path}`, file: first.path };
}

function checked({ runner, why, file }: RunnerChoice): FrameworkChoice {
  if (!isTestFramework(runner)) throw new UserError('tests-framework', { framework: runner, file });
  return { framework: runner, why };
}

function spoken(runner: string): string {
  return spokenNames.get(runner) ?? runner;
}

const spokenNames: ReadonlyMap<string, string> = new Map([
  ['junit5', 'JUnit 5'],
  ['rspec', 'RSpec'],
  ['phpunit', 'PHPUnit'],
  ['xunit', 'xUnit'],
]);
