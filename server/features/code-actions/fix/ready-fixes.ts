import type { FixScene } from './fix-scene.ts';
import { isMissingAwait, missingAwaitFix } from './missing-await.ts';
import { missingImportFixes } from './missing-import.ts';
import { isMissingReturn, missingReturnFix } from './missing-return.ts';
import { misspeltNameFix } from './misspelt-name.ts';
import type { ReadyFix } from './ready-fix.ts';
import { type UnresolvedName, unresolvedName } from './unresolved-name.ts';

/** The fixes of a diagnostic that need no model, the likeliest first; one of them at most is preferred. */
export async function readyFixes(scene: FixScene, signal: AbortSignal): Promise<readonly ReadyFix[]> {
  const { diagnostic } = scene;
  const fixes: ReadyFix[] = [];
  if (isMissingAwait(diagnostic)) fixes.push(...[await missingAwaitFix(scene, signal)].flatMap(present));
  if (isMissingReturn(diagnostic)) fixes.push(...present(missingReturnFix(scene)));
  const unresolved = unresolvedName(diagnostic);
  if (unresolved !== undefined) fixes.push(...(await nameFixes(scene, unresolved, signal)));
  return fixes.map((fix, at) => ({ ...fix, isPreferred: at === 0 && fix.isPreferred }));
}

/** Where something of exactly this name can be imported, it is no slip, unless the checker says so. */
async function nameFixes(
  scene: FixScene,
  unresolved: UnresolvedName,
  signal: AbortSignal,
): Promise<readonly ReadyFix[]> {
  const imports = unresolved.kind === 'name' ? await missingImportFixes(scene, unresolved.name, signal) : [];
  if (imports.length > 0 && unresolved.meant === undefined) return imports;
  return [...imports, ...present(await misspeltNameFix(scene, unresolved, signal))];
}

function present(fix: ReadyFix | undefined): readonly ReadyFix[] {
  return fix === undefined ? [] : [fix];
}
