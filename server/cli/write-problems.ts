import type { Problem } from './actions.ts';
import { paint } from './paint.ts';
import type { Output } from './terminal.ts';

/** Prints what was wrong on the way but stopped nothing, one a line. */
export function writeProblems(problems: readonly Problem[], output: Output): void {
  for (const { message, remedy } of problems) {
    output.write(`${paint('yellow', '!', output)} ${message} ${remedy}\n`);
  }
}

/** The same for programs: errors have fields of their own that JSON would leave out. */
export function problemsAsJson(problems: readonly Problem[]): readonly Problem[] {
  return problems.map(({ code, message, remedy }) => ({ code, message, remedy }));
}
