import type { WorkspaceTrust } from './policy.ts';

/** No workspace is trusted: its own settings may only tighten. */
export const untrusted: WorkspaceTrust = { isTrusted: () => false };
