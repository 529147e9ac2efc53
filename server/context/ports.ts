import type { Policy } from '../policy/policy.ts';
import type { PastChange } from './ranking/past-changes.ts';

/** Why a file is not learned from; the closed list that reports count by. */
export type LeftOutReason =
  | 'excluded'
  | 'not-source'
  | 'vendored'
  | 'generated'
  | 'minified'
  | 'too-large'
  | 'binary'
  | 'not-utf8'
  | 'link'
  | 'not-a-file'
  | 'odd-name'
  | 'nested-repository'
  | 'unreadable'
  | 'unreadable-folder'
  | 'gone'
  | 'too-many-files'
  | 'out-of-scope'
  | 'memory-limit';

/** A file or folder that is not learned from, by its path relative to the root. */
export interface LeftOut {
  readonly path: string;
  readonly reason: LeftOutReason;
}

/** A regular file below a root. */
export interface ListedFile {
  /** Relative to the root, with `/`. */
  readonly path: string;
  readonly size: number;
  readonly modifiedMs: number;
  /** Size, inode, modification and change time: equal stamps mean that the content need not be read again. */
  readonly stamp: string;
  /** Whether git tracks it; undefined outside of a repository, and where nobody has asked git. */
  readonly isTracked: boolean | undefined;
}

/** What lies below a root, and what the lister itself had to leave out. */
export interface Listing {
  readonly files: readonly ListedFile[];
  readonly leftOut: readonly LeftOut[];
  /** Why nobody can say what lies there (then nothing is listed); completes "cannot list the files: …". */
  readonly problem: string | undefined;
}

/** Finds the files of a workspace folder; follows no links and stops at repositories that are not its submodules. */
export interface FileLister {
  /** `wants` is asked before a file is so much as looked at. Roots are absolute paths. */
  list(root: string, wants: (path: string) => boolean, signal: AbortSignal): Promise<Listing>;
}

/** One try to read a file. */
export type FileRead =
  | { readonly kind: 'text'; readonly text: string; readonly stamp: string }
  /** The stamp is empty when the file could not even be looked at. */
  | { readonly kind: 'left-out'; readonly reason: LeftOutReason; readonly stamp: string };

/** Reads regular files below a root, through no links; a file that cannot be read is a reason, never an error. */
export interface FileReader {
  read(root: string, path: string, signal: AbortSignal): Promise<FileRead>;
}

/** What a repository tells of its past; outside of one, and where git fails, it tells nothing. */
export interface GitHistory {
  /** Newest first, merges left out; paths are relative to the root, also where it is a folder of a repository. */
  changes(root: string, signal: AbortSignal): Promise<readonly PastChange[]>;
  /** The id of the commit that is checked out, by which a caller sees cheaply whether it has moved. */
  headId(root: string, signal: AbortSignal): Promise<string | undefined>;
  /** The text of a file in that commit; undefined when there is none, and when it is binary or over 1 MiB. */
  headBlob(root: string, path: string, signal: AbortSignal): Promise<string | undefined>;
}

/** Reads small files that say how a project is laid out, while someone waits. */
export interface ManifestReader {
  /** The text of a regular file of at most 256 kB below a root, through no link; undefined for anything else. */
  read(root: string, path: string): string | undefined;
}

/** What of one file the store remembers: its stamp, and why it is not learned from if it is not. */
export interface StoredFile {
  readonly path: string;
  readonly size: number;
  readonly stamp: string;
  readonly leftOut: LeftOutReason | undefined;
}

/**
 * What was learned of one root: segments oldest first, and the files that they were built from. Where the segments
 * themselves say so, the list of files is empty.
 */
export interface StoredCorpus {
  readonly buffers: readonly SharedArrayBuffer[];
  readonly files: readonly StoredFile[];
}

/** How saving ended: another process may be writing, or the disk may refuse (`detail` says how). */
export type SaveOutcome =
  | { readonly kind: 'saved' }
  | { readonly kind: 'busy' }
  | { readonly kind: 'unwritable'; readonly detail: string };

/** Keeps what was learned between two starts; anything odd that it finds is a miss. */
export interface SegmentStore {
  load(root: string, signal: AbortSignal): Promise<StoredCorpus | undefined>;
  save(root: string, corpus: StoredCorpus, signal: AbortSignal): Promise<SaveOutcome>;
  /** Removes at once what is kept of a root, because it holds what may not be kept any more. */
  drop(root: string, signal: AbortSignal): Promise<void>;
}

/** One text to learn from; an empty text takes the file out of all earlier segments. */
export interface TextToLearn {
  readonly uri: string;
  readonly text: string;
}

/** What was learned from some files of one language family, as shared bytes. */
export interface Segment {
  readonly family: string;
  readonly buffer: SharedArrayBuffer;
  /** A later segment masks the files of an earlier one; a size of 0 says that the file is gone. */
  readonly files: readonly { readonly uri: string; readonly sourceBytes: number }[];
  readonly sourceBytes: number;
}

/** The learner of the embedded model, as far as the index drives it. */
export interface SegmentBuilder {
  /** The group of languages that learn from each other. */
  familyOf(path: string): string;
  /** Bytes of segment per byte of source, roughly. */
  readonly bytesPerSourceByte: number;
  build(family: string, texts: readonly TextToLearn[], signal: AbortSignal): Promise<Segment>;
  /** One segment for several of one family, oldest first; it holds no file that is gone. */
  merge(segments: readonly Segment[], signal: AbortSignal): Promise<Segment>;
  /** The segment in these bytes; undefined when they are damaged or of another format. */
  open(buffer: SharedArrayBuffer): Segment | undefined;
}

/** Facts about workspace folders that only the machine knows. */
export interface Roots {
  /** Why this folder cannot be a workspace (a home folder, the root of a disk), or undefined. */
  refusalOf(root: string): Promise<string | undefined>;
  /** What may be read below the root; `problem` names the policy file that cannot be read. */
  policyOf(root: string): Promise<{ readonly policy: Policy; readonly problem: string | undefined }>;
  uriOf(root: string, path: string): string;
}
