import { UserError } from '../base/error-codes.ts';

/** The query as it was given; throws a UserError when there is no word in it. */
export function assertQuery(query: string): string {
  if (/[\p{L}\p{N}]/u.test(query)) return query;
  throw new UserError('query-empty', { query });
}
