import { dependencyDeclarations, type SourceText } from '../dependency-declarations.ts';
import type { Segment } from '../ports.ts';
import type { CorpusPorts } from './corpus-ports.ts';
import type { CorpusRoot } from './corpus-root.ts';

/** What a small project teaches beyond itself: the declarations of what its files import, one segment a family. */
export async function learnFromDependencies(
  ports: CorpusPorts,
  roots: readonly CorpusRoot[],
  signal: AbortSignal,
): Promise<readonly Segment[]> {
  const segments: Segment[] = [];
  for (const root of roots) {
    const sources = await learnedSources(ports, root, signal);
    const isExcluded = (path: string) => root.policy.exclusionOf(path) !== undefined;
    const limits = { maxBytes: maxDeclarationBytes, isExcluded };
    const found = await dependencyDeclarations(ports.declarations, root.path, sources, limits, signal);
    const families = new Set(found.map(({ path }) => ports.builder.familyOf(path)));
    for (const family of families) {
      const files = found.filter(({ path }) => ports.builder.familyOf(path) === family);
      const texts = files.map(({ path, text }) => ({ uri: ports.roots.uriOf(root.path, path), text }));
      segments.push(await ports.builder.build(family, texts, signal));
    }
  }
  return segments;
}

async function learnedSources(
  ports: CorpusPorts,
  root: CorpusRoot,
  signal: AbortSignal,
): Promise<SourceText[]> {
  const learned = [...root.corpus.known.values()].filter((file) => file.leftOut === undefined);
  const sources: SourceText[] = [];
  for (const { path } of learned.slice(0, maxSources)) {
    const read = await ports.reader.read(root.path, path, signal);
    if (read.kind === 'text') sources.push({ path, text: read.text });
  }
  return sources;
}

const maxSources = 100;
const maxDeclarationBytes = 4 * 1024 * 1024;
