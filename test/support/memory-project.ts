import type { FileLook, ProjectFiles, ProjectRoot } from '../../server/edits/ports.ts';
import { languageOf, languages } from '../../server/syntax/languages.ts';

/** What is special about single files of a memory project, by path. */
export interface MemoryProjectOptions {
  /** Files that are open in the editor: the buffer's text, where it differs from the disk's, and its version. */
  readonly open?: Readonly<Record<string, { readonly text?: string; readonly version: number }>>;
  readonly readOnly?: readonly string[];
  /** Files that a rule excludes: they are known by path and refused when they are looked at. */
  readonly excluded?: readonly string[];
}

/** A workspace with one root, in memory. Invariant: `paths` names exactly the files that `look` does not miss. */
export class MemoryProject implements ProjectFiles {
  readonly root: ProjectRoot = { uri: 'file:///project', name: 'project' };
  readonly #texts: Map<string, string>;
  readonly #versions: Map<string, number>;
  readonly #options: MemoryProjectOptions;

  constructor(texts: ReadonlyMap<string, string>, options: MemoryProjectOptions) {
    this.#texts = new Map(texts);
    this.#versions = new Map();
    this.#options = options;
    for (const [path, { text, version }] of Object.entries(options.open ?? {})) {
      if (text !== undefined) this.#texts.set(path, text);
      this.#versions.set(path, version);
    }
  }

  /** Writes a file as a person would: on disk, or into the buffer where it is open, whose version grows. */
  write(path: string, text: string): void {
    this.#texts.set(path, text);
    const version = this.#versions.get(path);
    if (version !== undefined) this.#versions.set(path, version + 1);
  }

  remove(path: string): void {
    this.#texts.delete(path);
    this.#versions.delete(path);
  }

  /** What stands in every file, by URI, and whether a rule excludes it or not. */
  get texts(): ReadonlyMap<string, string> {
    return new Map([...this.#texts].map(([path, text]) => [this.at(path), text]));
  }

  isExcluded(uri: string): boolean {
    return (this.#options.excluded ?? []).some((path) => this.at(path) === uri);
  }

  /** The URI of a path in the one root. */
  at(path: string): string {
    return `${this.root.uri}/${path}`;
  }

  rootOf(uri: string): ProjectRoot | undefined {
    return uri.startsWith(`${this.root.uri}/`) ? this.root : undefined;
  }

  pathOf(uri: string): string {
    return this.rootOf(uri) === undefined
      ? uri.slice(uri.lastIndexOf('/') + 1)
      : decodeURI(uri.slice(this.root.uri.length + 1));
  }

  uriOf(root: ProjectRoot, path: string): string | undefined {
    return path.split('/').includes('..') ? undefined : `${root.uri}/${encodeURI(path)}`;
  }

  async paths(_root: ProjectRoot, signal: AbortSignal): Promise<readonly string[]> {
    signal.throwIfAborted();
    return [...this.#texts.keys()];
  }

  async look(uri: string, signal: AbortSignal): Promise<FileLook> {
    signal.throwIfAborted();
    if (this.rootOf(uri) === undefined) return { kind: 'refused', reason: 'outside' };
    const path = this.pathOf(uri);
    const { readOnly = [], excluded = [] } = this.#options;
    if (excluded.includes(path)) return { kind: 'refused', reason: 'excluded' };
    const text = this.#texts.get(path);
    if (text === undefined) return { kind: 'missing' };
    const language = languageOf(path);
    return {
      kind: 'text',
      text,
      languageId: language === undefined ? '' : (languages[language]?.ids[0] ?? ''),
      version: this.#versions.get(path),
      isReadOnly: readOnly.includes(path),
    };
  }
}

/** A workspace of these files, by path. */
export function memoryProject(
  files: Readonly<Record<string, string>>,
  options: MemoryProjectOptions = {},
): MemoryProject {
  return new MemoryProject(new Map(Object.entries(files)), options);
}
