import { secretPlaceOf } from '../policy/secret-places.ts';
import type { FileLook, ProjectFiles } from './ports.ts';
import { protectionOf } from './protected-places.ts';
import { type EditRefusal, refusal } from './refusal.ts';

/** A file that an answer may change, as it is now. */
export type FileStanding =
  | {
      readonly kind: 'present';
      readonly text: string;
      readonly version: number | undefined;
      readonly languageId: string;
    }
  | { readonly kind: 'absent' }
  | { readonly kind: 'refused'; readonly refusal: EditRefusal };

/** Looks at a file that is to be changed or created, and says whether it may be. */
export async function standingOf(
  { uri, path }: { readonly uri: string; readonly path: string },
  files: ProjectFiles,
  signal: AbortSignal,
): Promise<FileStanding> {
  const protection = protectionOf(path);
  if (protection !== undefined) return refused(refusal('protected', { path, detail: protection }));
  if (secretPlaceOf(path) !== undefined) return refused(refusal('excluded', { path }));
  const look = await files.look(uri, signal);
  signal.throwIfAborted();
  if (isOutside(uri, look, files)) {
    return refused(refusal('protected', { path, detail: 'it lies outside the workspace' }));
  }
  if (look.kind === 'missing') return { kind: 'absent' };
  if (look.kind === 'refused') return refused(refusal(reasonOf(look.reason), { path }));
  if (look.isReadOnly) return refused(refusal('read-only', { path }));
  return { kind: 'present', text: look.text, version: look.version, languageId: look.languageId };
}

/** Without a workspace folder around it, only a file that is open may be changed: the person has opened it. */
function isOutside(uri: string, look: FileLook, files: ProjectFiles): boolean {
  return files.rootOf(uri) === undefined && !(look.kind === 'text' && look.version !== undefined);
}

function reasonOf(reason: Extract<FileLook, { kind: 'refused' }>['reason']): 'excluded' | 'unreadable' {
  return reason === 'excluded' || reason === 'outside' ? 'excluded' : 'unreadable';
}

function refused(why: EditRefusal): FileStanding {
  return { kind: 'refused', refusal: why };
}
