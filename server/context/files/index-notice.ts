import { type ErrorCode, UserError } from '../../base/error-codes.ts';

/** Something about the index that the person should know: what happened and what to do. */
export interface IndexNotice {
  readonly code: ErrorCode;
  readonly message: string;
  readonly remedy: string;
}

/** The notice for a code, its holes filled. */
export function indexNotice(code: ErrorCode, holes: Readonly<Record<string, string>> = {}): IndexNotice {
  const { message, remedy } = new UserError(code, holes);
  return { code, message, remedy };
}
