import { reasonInText } from '../files/source-text.ts';
import type { LeftOutReason, ListedFile } from '../ports.ts';
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
  /** Whether the text with this hash makes the parser trap. */
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
  for (let start = 0; start < files.length && !ports.analyzer.isSpoiled; start += filesAhead) {
    const batch = files.slice(start, start + filesAhead);
    const reads = await Promise.all(batch.map(({ path }) => ports.reader.read(source.root, path, signal)));
    for (const [at, file] of batch.entries()) {
      const read = reads[at];
      if (read === undefined) continue;
      if (read.kind === 'left-out') {
        yield { kind: 'unindexed', file: { ...file, stamp: read.stamp }, reason: read.reason };
        continue;
      }
      const outcome = await analyzed(ports, source, { ...file, stamp: read.stamp }, read.text);
      if (outcome === undefined) return;
      yield outcome;
      await ports.pace.rest(signal);
    }
  }
}

async function analyzed(
  { analyzer }: ContextIndexPorts,
  source: ReadSource,
  file: ListedFile,
  text: string,
): Promise<ReadOutcome | undefined> {
  const reason = reasonInText(text);
  if (reason !== undefined) return { kind: 'unindexed', file, reason };
  const hash = contentHash(text);
  const known = source.known(file.path);
  if (known?.hash === hash)
    return {
      kind: 'same',
      file: { ...known, stamp: file.stamp, size: file.size, isTracked: file.isTracked },
    };
  if (source.isSpoiler(hash)) return indexed(file, hash, analyzer.analyzeLines(file.path, text));
  const analysis = await analyzer.analyze(file.path, text);
  if (!analyzer.isSpoiled) return indexed(file, hash, analysis);
  source.onSpoiled(hash);
  return undefined;
}

function indexed(
  { path, size, stamp, isTracked }: ListedFile,
  hash: string,
  { terms, record, language }: AnalyzedFile,
): ReadOutcome {
  const definitions = record.definitions.length;
  const file = { path, size, stamp, hash, isTracked, language: language ?? '', definitions };
  return { kind: 'indexed', file: { ...file, record: encodeRecord(record) }, terms };
}

const filesAhead = 16;
