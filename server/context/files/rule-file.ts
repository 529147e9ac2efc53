import { policyFileNames } from '../../policy/built-in-policy.ts';

/** Whether a changed file, by its path relative to the root, may let in or keep out others. */
export function isRuleFile(path: string): boolean {
  return /(?:^|\/)\.gitignore$/.test(path) || policyFileNames.some((name) => name === path);
}
