import { documentKey } from '../../base/document-key.ts';
import { editDistance } from '../../base/nearest-word.ts';
import { nameOf } from '../../base/relative-paths.ts';
import type { FileLook, ProjectRoot } from '../../edits/ports.ts';
import type { CitationPorts } from './ports.ts';

/** What a path that somebody has written means. */
export type FoundFile =
  | { readonly kind: 'text'; readonly uri: string; readonly path: string; readonly text: string }
  | {
      readonly kind: 'refused';
      readonly uri: string;
      readonly path: string;
      readonly reason: Extract<FileLook, { kind: 'refused' }>['reason'];
    }
  | { readonly kind: 'several'; readonly paths: readonly string[] }
  /** `near` is the path that was most likely meant. */
  | { readonly kind: 'none'; readonly near: string | undefined };

/** Where files are looked for. */
export type FileFinder = Pick<CitationPorts, 'files' | 'roots'>;

/**
 * The file that a written path means: relative to a workspace folder, absolute in one, beginning with the folder's own
 * name, or the end of exactly one path.
 */
export async function findFile(written: string, finder: FileFinder, signal: AbortSignal): Promise<FoundFile> {
  const known: { readonly root: ProjectRoot; readonly path: string }[] = [];
  for (const root of finder.roots()) {
    for (const path of pathsIn(root, written)) {
      const found = await lookAt(root, path, finder, signal);
      if (found !== undefined) return found;
    }
  }
  for (const root of finder.roots())
    for (const path of await finder.files.paths(root, signal)) known.push({ root, path });
  const ending = `/${plain(written)}`;
  const fitting = known.filter(({ path }) => path.endsWith(ending));
  const [only] = fitting;
  if (fitting.length > 1) return { kind: 'several', paths: fitting.map(({ path }) => path).sort() };
  const found = only && (await lookAt(only.root, only.path, finder, signal));
  const paths = known.map(({ path }) => path);
  return found ?? { kind: 'none', near: nearestPath(plain(written), paths) };
}

async function lookAt(
  root: ProjectRoot,
  path: string,
  { files }: FileFinder,
  signal: AbortSignal,
): Promise<FoundFile | undefined> {
  const uri = files.uriOf(root, path);
  if (uri === undefined) return undefined;
  const look = await files.look(uri, signal);
  if (look.kind === 'missing') return undefined;
  const place = { uri, path: files.pathOf(uri) };
  return look.kind === 'text'
    ? { kind: 'text', ...place, text: look.text }
    : { kind: 'refused', ...place, reason: look.reason };
}

/** The paths in a root that the words may stand for, the likeliest first. */
function pathsIn({ uri, name }: ProjectRoot, written: string): readonly string[] {
  const folder = documentKey(uri).replace(/^file:\/\//, '');
  if (written.startsWith(`${folder}/`)) return [written.slice(folder.length + 1)];
  if (written.startsWith('/')) return [];
  const path = plain(written);
  return path.startsWith(`${name}/`) ? [path, path.slice(name.length + 1)] : [path];
}

function plain(written: string): string {
  return written.replaceAll('\\', '/').replace(/^(?:\.?\/)+/, '');
}

function nearestPath(written: string, paths: readonly string[]): string | undefined {
  const name = nameOf(written);
  let least = Math.max(2, Math.floor(name.length / 3)) + 1;
  let nearest: string | undefined;
  let leastWhole = Number.POSITIVE_INFINITY;
  for (const path of paths) {
    const own = nameOf(path);
    if (Math.abs(own.length - name.length) > least) continue;
    const distance = editDistance(name.toLowerCase(), own.toLowerCase());
    if (distance > least || distance >= name.length) continue;
    const whole = editDistance(written.slice(-longest), path.slice(-longest));
    if (distance === least && whole >= leastWhole) continue;
    [nearest, least, leastWhole] = [path, distance, whole];
  }
  return nearest;
}

/** Characters of a path that are compared. */
const longest = 100;
