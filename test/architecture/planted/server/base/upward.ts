import { policy } from '../policy/policy.ts';
export const upward = policy;
