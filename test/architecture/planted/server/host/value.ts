import { policy } from '../policy/policy.ts';
export const value = policy;
