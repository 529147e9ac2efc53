import type { NearTests, TestedFile } from './nearest-tests.ts';
import type { ProjectView } from './project-view.ts';
import type { TestFramework } from './test-plan.ts';

/** What is known when the place, the imports and the style of tests are decided. */
export interface TestScene {
  readonly view: ProjectView;
  readonly source: TestedFile;
  readonly near: NearTests;
  /** The folder of the source's package, relative to the root. */
  readonly packageFolder: string;
  readonly framework: TestFramework;
}
