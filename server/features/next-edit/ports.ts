import type { Clock } from '../../base/clock.ts';
import type { ProjectFiles, SymbolIndex, SyntaxReader } from '../../edits/ports.ts';

/** Finds the files in which a name stands. */
export interface NameIndex {
  /** URIs, likeliest first, at most `limit`; some may have the word in a comment only. */
  filesNaming(name: string, limit: number, signal: AbortSignal): Promise<readonly string[]>;
}

/** All that next edits ask of the world. */
export interface NextEditPorts {
  readonly syntax: SyntaxReader;
  readonly symbols: SymbolIndex;
  readonly files: ProjectFiles;
  readonly names: NameIndex;
  readonly clock: Clock;
  /** Whether a rule excludes a file. */
  readonly isExcluded: (uri: string) => boolean;
  readonly makeId: () => string;
}
