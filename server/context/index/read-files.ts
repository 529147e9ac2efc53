import { reasonInSearchedText } from '../files/source-text.ts';
import type { FileRead, LeftOutReason, ListedFile } from '../ports.ts';
import { contentHash } from './content-hash.ts';
import type { ContextIndexPorts } from './context-ports.ts';
import type { IndexedFile } from './indexed-file.ts';
import { encodeRecord } from './record-codec.ts';
import type { AnalyzedFile } from './source-analyzer.ts';

/** What reading a listed file gave. */
export type ReadOutcome =
  | { readonly kind: 'indexed'; readonly file: IndexedFile; readonly terms: AnalyzedFile['terms'] }
  /** Its text is the one that is in the index. */
  | { readonly kind: 'same'; readonly file: IndexedFile }
  | { readonly kind: 'unindexed'; readonly file: ListedFile; readonly reason: LeftOutReason };

/** Where files are read from and what is known of them. */
export interface ReadSource {
  /** Absolute path of the root. */
  readonly root: string;
  readonly known: (path: string) => IndexedFile | undefined;
  /** Whether the text with this hash makes the parser trap, see `Spoilers`. */
  readonly isSpoiler: (hash: string) => boolean;
  /** Hears that it did so just now: then nothing more is read, because only another thread can parse. */
  readonly onSpoiled: (hash: string) => void;
}

/**
 * Reads files in the given order, a few ahead of the analysis, resting as the pace says. Ends early when a text has
 * made the parser trap.
 */
export async function* readFiles(
  ports: ContextIndexPorts,
  source: ReadSource,
  files: readonly ListedFile[],
  signal: AbortSignal,
): AsyncGenerator<ReadOutcome> {
  ports.pace.begin();
  for (let start = 0; start < files.length && !ports.analyzer.isSpoiled; start += filesAhead) {
    const batch = files.slice(start, start + filesAhead);
    const reads = await Promise.all(batch.map(({ path }) => ports.reader.read(source.root, path, signal)));
    for (const [at, file] of batch.entries()) {
      const read = reads[at];
      if (read === undefined) continue;
      if (start + at > 0) await ports.pace.rest(signal);
      const outcome = await outcomeOf(ports, source, { ...file, stamp: read.stamp }, read);
      if (outcome === undefined) return;
      yield outcome;
    }
  }
}

async function outcomeOf(
  { analyzer }: ContextIndexPorts,
  source: ReadSource,
  file: ListedFile,
  read: FileRead,
): Promise<ReadOutcome | undefined> {
  if (read.kind === 'left-out') return { kind: 'unindexed', file, reason: read.reason };
  const { text } = read;
  const reason = reasonInSearchedText(file.path, text);
  if (reason !== undefined) return { kind: 'unindexed', file, reason };
  const hash = contentHash(text);
  const known = source.known(file.path);
  if (known?.hash === hash)
    return {
      kind: 'same',
      file: { ...known, stamp: file.stamp, isTracked: file.isTracked },
    };
  const { path, stamp, isTracked } = file;
  const size = encoder.encode(text).length;
  if (source.isSpoiler(hash))
    return indexed({ path, stamp, isTracked, hash, size }, analyzer.analyzeLines(file.path, text));
  const analysis = await analyzer.analyze(file.path, text);
  if (analysis.kind === 'trapped') source.onSpoiled(hash);
  return analysis.kind === 'analyzed'
    ? indexed({ path, stamp, isTracked, hash, size }, analysis.file)
    : undefined;
}

function indexed(
  read: Pick<IndexedFile, 'path' | 'size' | 'stamp' | 'isTracked' | 'hash'>,
  { terms, record, language = '' }: AnalyzedFile,
): ReadOutcome {
  const definitions = record.definitions.length;
  const file = { ...read, language, definitions, record: encodeRecord(record) };
  return { kind: 'indexed', file, terms };
}

const filesAhead = 16;
const encoder = new TextEncoder();
