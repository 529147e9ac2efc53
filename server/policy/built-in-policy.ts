import ignore from 'ignore';
import { nameOf } from '../base/relative-paths.ts';

import type { Policy } from './policy.ts';
import { secretPlaceOf } from './secret-places.ts';

/** The files at a workspace's root by which people keep files from assistants, in the syntax of `.gitignore`. */
export const policyFileNames = ['.aiignore', '.aiexclude', '.cursorignore'] as const;

/** Whether a path ends in the name of one of them. */
export function isPolicyFile(path: string): boolean {
  const name = nameOf(path);
  return policyFileNames.some((each) => each === name);
}

/** One of those files, as far as it could be read. */
export type PolicyFile =
  | { readonly kind: 'text'; readonly name: string; readonly text: string }
  | { readonly kind: 'unreadable'; readonly name: string };

/**
 * The policy that holds before any settings: usual places of secrets, the patterns of the settings, the policy
 * files of the root. A policy file that cannot be read excludes everything; nothing includes a secret place again.
 */
export function builtInPolicy(patterns: readonly string[], files: readonly PolicyFile[]): Policy {
  const unreadable = files.find((file) => file.kind === 'unreadable');
  if (unreadable !== undefined) {
    return { exclusionOf: () => `${unreadable.name} cannot be read, so every file counts as excluded` };
  }
  const rules = [rulesOf('files.exclude', patterns.join('\n')), ...files.map(rulesOfFile)];
  return { exclusionOf: (path) => exclusionOf(path, rules) };
}

interface Rules {
  readonly source: string;
  readonly excludes: (path: string) => boolean;
}

function exclusionOf(path: string, rules: readonly Rules[]): string | undefined {
  const secret = secretPlaceOf(path);
  if (secret !== undefined) return `${secret} (a usual place of secrets)`;
  if (!ignore.isPathValid(path)) return 'it lies outside the workspace';
  return rules.find((each) => each.excludes(path))?.source;
}

function rulesOfFile(file: PolicyFile): Rules {
  return rulesOf(file.name, file.kind === 'text' ? file.text : '');
}

function rulesOf(source: string, text: string): Rules {
  if (text.trim() === '') return { source, excludes: () => false };
  const matcher = ignore({ ignorecase: true }).add(text);
  return { source, excludes: (path) => matcher.ignores(path) };
}
