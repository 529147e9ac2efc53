import type { ErrorCode, UserError } from '../base/error-codes.ts';

import { paint } from './paint.ts';
import type { Output } from './terminal.ts';

/** Prints what happened and what to do; the result is the exit code: 2 for a misspelled command line, else 1. */
export function reportUserError({ code, message, remedy }: UserError, output: Output): number {
  output.write(`${paint('red', 'innerloop:', output)} ${message}\n${remedy}\n`);
  return usageErrors.includes(code) ? 2 : 1;
}

const usageErrors: readonly ErrorCode[] = [
  'command-misspelled',
  'position-misspelled',
  'query-empty',
  'task-unknown',
];
