import type { Allowed } from '../policy/allowed.ts';
export const allowed: Allowed = 1;
