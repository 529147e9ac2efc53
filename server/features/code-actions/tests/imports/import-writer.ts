import type { TestStyle } from '../test-plan.ts';
import type { TestScene } from '../test-scene.ts';

/** What a test file must import, and how it is written. */
export interface ImportRequest {
  readonly scene: TestScene;
  /** The test file, relative to the root. */
  readonly testPath: string;
  /** Its text where it is there already. */
  readonly existing: string | undefined;
  readonly style: TestStyle;
  readonly names: readonly WantedName[];
}

/** A function or class at the top of the source, or in modules of it. */
export interface WantedName {
  readonly name: string;
  readonly kind: 'function' | 'class';
  /** Names of the modules, namespaces or classes around it in the file, outermost first. */
  readonly around: readonly string[];
  readonly isExported: boolean;
}

/** The lines that the tests need at their head, and what test code calls the names. */
export interface TestImports {
  /** Whole lines without their end, one import each. */
  readonly imports: readonly string[];
  /** What else a new file begins with. */
  readonly preamble: readonly string[];
  /** What test code calls a name; undefined where it can't reach it. */
  readonly referenceOf: (wanted: WantedName) => string | undefined;
}

/** Says how one family of languages imports. */
export type ImportWriter = (request: ImportRequest, signal: AbortSignal) => Promise<TestImports>;
