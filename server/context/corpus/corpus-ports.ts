import type { DeclarationReader } from '../dependency-declarations.ts';
import type { FileLister, FileReader, Roots, SegmentBuilder, SegmentStore } from '../ports.ts';

/** All that the index needs of the world. */
export interface CorpusPorts {
  readonly lister: FileLister;
  readonly reader: FileReader;
  readonly declarations: DeclarationReader;
  readonly roots: Roots;
  readonly builder: SegmentBuilder;
  /** Undefined where nothing may be kept on disk. */
  readonly store: SegmentStore | undefined;
}
