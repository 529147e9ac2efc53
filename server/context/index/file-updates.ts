import { reasonInSearchedText } from '../files/source-text.ts';
import { largestFileBytes } from './choose-within-memory.ts';
import { contentHash } from './content-hash.ts';
import type { ContextRoot } from './context-root.ts';
import type { KeeperParts } from './keeper-parts.ts';
import { reasonAgainst } from './list-root.ts';
import type { OpenText } from './open-texts.ts';
import { readFiles } from './read-files.ts';
import { readSource } from './read-root.ts';
import { encodeRecord } from './record-codec.ts';
import { enter, forget, forgetUnindexed, isTrackedNow } from './root-entries.ts';
import type { AnalyzedFile } from './source-analyzer.ts';

/** Reads one file again that is in a root, unless it is open. */
export async function readAgain(parts: KeeperParts, absolute: string, signal: AbortSignal): Promise<void> {
  const { roots, open, options, ports, changedMeanwhile } = parts;
  const root = roots.rootOf(absolute);
  if (root === undefined || open.has(absolute)) return;
  const path = absolute.slice(root.path.length + 1);
  if (reasonAgainst(options, root, path) !== undefined) return;
  const isTracked = isTrackedNow(root, path);
  const listed = { path, size: 0, stamp: '', modifiedMs: 0, isTracked };
  changedMeanwhile.add(absolute);
  for await (const outcome of readFiles(ports, readSource(parts, root), [listed], signal)) {
    if (!open.has(absolute) && roots.isKept(root)) enter(root, outcome);
  }
}

/** Brings the text of an open document into the index. */
export async function takeOpen(parts: KeeperParts, absolute: string): Promise<void> {
  const open = parts.open.get(absolute);
  const root = parts.roots.rootOf(absolute);
  if (open === undefined || root === undefined) return;
  const path = absolute.slice(root.path.length + 1);
  if (reasonAgainst(parts.options, root, path) !== undefined) return;
  if (open.text.length > largestFileBytes || reasonInSearchedText(path, open.text) !== undefined)
    return forget(root, path);
  const hash = contentHash(open.text);
  if (root.index.files.get(path)?.hash === hash) return;
  const analysis = await analyzedOpen(parts, { open, path, hash });
  // Meanwhile it may have been changed or closed; then whoever did that sees to it.
  if (analysis === undefined || parts.open.get(absolute) !== open || !parts.roots.isKept(root)) return;
  enterOpen(root, { open, path, hash }, analysis);
}

interface OpenFile {
  readonly open: OpenText;
  /** Relative to its root. */
  readonly path: string;
  readonly hash: string;
}

async function analyzedOpen(
  { ports: { analyzer }, spoilers }: KeeperParts,
  { open, path, hash }: OpenFile,
): Promise<AnalyzedFile | undefined> {
  if (spoilers.has(hash) || spoilers.has(open.path)) return analyzer.analyzeLines(path, open.text);
  const analysis = await analyzer.analyze(path, open.text, open.languageId);
  if (analysis.kind === 'trapped') spoilers.met(open.path);
  return analysis.kind === 'analyzed' ? analysis.file : undefined;
}

function enterOpen(
  root: ContextRoot,
  { open, path, hash }: OpenFile,
  { terms, record, language = '' }: AnalyzedFile,
): void {
  const isTracked = isTrackedNow(root, path);
  forgetUnindexed(root, path);
  root.index.replace(
    {
      ...{ path, size: open.text.length, stamp: '', hash, language, isTracked },
      ...{ definitions: record.definitions.length, record: encodeRecord(record) },
    },
    terms,
  );
}
