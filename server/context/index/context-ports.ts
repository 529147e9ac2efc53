import type { FileLister, FileReader, Roots, SegmentStore } from '../ports.ts';
import type { Pace } from './pace.ts';
import type { SourceAnalyzer } from './source-analyzer.ts';

/** What the context index needs of the world. */
export interface ContextIndexPorts {
  readonly lister: FileLister;
  readonly reader: FileReader;
  readonly roots: Roots;
  readonly store: SegmentStore | undefined;
  readonly analyzer: SourceAnalyzer;
  readonly pace: Pace;
}
