import type { ProjectView } from './project-view.ts';

/** What one manifest says of the runner of tests in its folder. */
export interface RunnerClaim {
  /** The name of a framework, or of one that we write nothing for. */
  readonly runner: string;
  /** The manifest, relative to the root. */
  readonly file: string;
  /** `script`: what is run for tests names it; `config`: it is set up here; `dependency`: it is asked for. */
  readonly how: 'script' | 'config' | 'dependency';
}

/** Reads what the manifests directly in a folder say; empty when they say nothing. */
export type ClaimReader = (
  view: ProjectView,
  folder: string,
  signal: AbortSignal,
) => Promise<readonly RunnerClaim[]>;

/** What the text of a manifest says where a pattern fits it. */
export interface ClaimSign {
  readonly pattern: RegExp;
  readonly runner: string;
  readonly how: RunnerClaim['how'];
}

/** The claims of those signs that fit a manifest's text. */
export function claimsOfSigns(
  text: string,
  file: string,
  signs: readonly ClaimSign[],
): readonly RunnerClaim[] {
  return signs.filter(({ pattern }) => pattern.test(text)).map(({ runner, how }) => ({ runner, file, how }));
}
