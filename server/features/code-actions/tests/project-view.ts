import { UserError } from '../../../base/error-codes.ts';
import type { FileLook, ProjectFiles, ProjectRoot } from '../../../edits/ports.ts';

/** One root of the workspace while tests are planned for a file in it. Invariant: each file is looked at once. */
export class ProjectView {
  readonly root: ProjectRoot;
  readonly paths: readonly string[];
  readonly #files: ProjectFiles;
  readonly #known: ReadonlySet<string>;
  readonly #looks = new Map<string, FileLook>();

  constructor(files: ProjectFiles, root: ProjectRoot, paths: readonly string[]) {
    this.#files = files;
    this.root = root;
    this.paths = paths;
    this.#known = new Set(paths);
  }

  has(path: string): boolean {
    return this.#known.has(path);
  }

  uriOf(path: string): string | undefined {
    return this.#files.uriOf(this.root, path);
  }

  async look(path: string, signal: AbortSignal): Promise<FileLook> {
    const known = this.#looks.get(path);
    if (known !== undefined) return known;
    const uri = this.uriOf(path);
    const look: FileLook = uri === undefined ? { kind: 'missing' } : await this.#files.look(uri, signal);
    signal.throwIfAborted();
    this.#looks.set(path, look);
    return look;
  }

  /** The text of a file that is known; undefined where it is not, or must not be read. */
  async text(path: string, signal: AbortSignal): Promise<string | undefined> {
    if (!this.has(path)) return undefined;
    const look = await this.look(path, signal);
    return look.kind === 'text' ? look.text : undefined;
  }
}

/** The root of a file, with the paths that are known of it. */
export async function viewAround(
  files: ProjectFiles,
  uri: string,
  signal: AbortSignal,
): Promise<ProjectView> {
  const root = files.rootOf(uri);
  if (root === undefined) throw new UserError('tests-no-folder', { file: files.pathOf(uri) });
  const paths = await files.paths(root, signal);
  signal.throwIfAborted();
  return new ProjectView(files, root, paths);
}
