import type { FoundSymbol } from '../ports.ts';
import { importLines } from './import-lines.ts';
import type { ImportPlace, WrittenImport } from './import-place.ts';
import { importWriterOf } from './import-writers.ts';
import type { UnknownName } from './unknown-name.ts';

/** The imports that bring a name from the candidates, in their order; each is written when it is asked for. */
export async function* writtenImports(
  { document, path, shape, ports: { files } }: UnknownName,
  candidates: readonly FoundSymbol[],
  signal: AbortSignal,
): AsyncGenerator<WrittenImport> {
  const writer = importWriterOf(shape);
  const root = files.rootOf(document.uri);
  if (writer === undefined || root === undefined || candidates.length === 0) return;
  const paths = await files.paths(root, signal);
  const known = new Set(paths);
  const place: ImportPlace = {
    ...{ document, path, files, root, paths, known },
    lines: importLines(document, shape),
  };
  for (const symbol of candidates) {
    const written = await writer(symbol, place, signal);
    if (written !== undefined) yield written;
  }
}
