import { importCandidates } from '../../../edits/imports/import-candidates.ts';
import { importWriterOf } from '../../../edits/imports/import-writers.ts';
import { writtenImports } from '../../../edits/imports/written-imports.ts';
import type { FixScene } from './fix-scene.ts';
import { namePlace } from './misspelt-name.ts';
import type { ReadyFix } from './ready-fix.ts';

/** Imports the definitions of the workspace that a name may mean, the likeliest first. */
export async function missingImportFixes(
  scene: FixScene,
  name: string,
  signal: AbortSignal,
): Promise<readonly ReadyFix[]> {
  const { document, shape, ports, diagnostic } = scene;
  const root = ports.files.rootOf(document.uri);
  if (importWriterOf(shape) === undefined || root === undefined) return [];
  if (namePlace(scene, name) === undefined) return [];
  const unknown = { ...scene, name, offset: diagnostic.range.start };
  const candidates = await importCandidates(unknown, signal);
  const fixes: ReadyFix[] = [];
  for await (const { from, edits } of writtenImports(unknown, candidates, signal)) {
    const title = `Import ${name} from ${from}`;
    if (fixes.some((known) => known.title === title)) continue;
    fixes.push({ title, edits, isPreferred: fixes.length === 0 });
    if (fixes.length === mostImports) break;
  }
  return fixes;
}

const mostImports = 3;
