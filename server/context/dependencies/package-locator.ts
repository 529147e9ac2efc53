import type { DependencyFile, DependencySession } from './dependency-session.ts';

/** One import, seen from the file that has it. */
export interface LocatedImport {
  /** Absolute folder below which the file lies. */
  readonly base: string;
  readonly path: string;
  readonly module: string;
  /** What the other file calls the names; they may be modules themselves. */
  readonly names: readonly string[];
}

/** Finds the files of dependencies that an import means, in the way of one language's package manager. */
export interface PackageLocator {
  /** Best first. */
  locate(session: DependencySession, wanted: LocatedImport): Promise<readonly DependencyFile[]>;
}

/** Whether a file is the user's own, so that its relative imports mean no dependency. */
export function isOwnFile(root: string, { base, path }: Pick<LocatedImport, 'base' | 'path'>): boolean {
  return base === root && !/(?:^|\/)(?:node_modules|vendor|site-packages)\//.test(path);
}
