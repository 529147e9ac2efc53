import { errorCodeOf } from './small-file.ts';

/** A failure of the proxy itself. It has no cause, so that its code, ERR_PROXY, is the innermost. */
export function proxyFailure(detail: string): Error {
  return Object.assign(new Error(detail), { code: 'ERR_PROXY' });
}

/** The same, for what went wrong on the way to the proxy or with it. */
export function proxyFailureOf(error: unknown): Error {
  return proxyFailure(`it failed with ${errorCodeOf(error) || 'an error'}`);
}
