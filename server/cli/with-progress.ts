import type { LearningProgress } from './actions.ts';
import type { CliContext } from './cli-context.ts';
import { ProgressBar } from './progress-bar.ts';

/** Shows how far the work has come; the bar is gone when it has ended, however it ends. */
export function withProgress<Result>(
  { terminal, monotonicMs }: CliContext,
  work: (progress: LearningProgress) => Promise<Result>,
): Promise<Result> {
  const bar = new ProgressBar(terminal.error, monotonicMs);
  return work((done, total) => bar.report(done, total)).finally(() => bar.end());
}
