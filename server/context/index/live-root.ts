import type { Clock } from '../../base/clock.ts';
import type { DependencyDefinition, DependencyDefinitions } from '../dependencies/dependency-definitions.ts';
import { ImportResolver } from '../imports/import-resolver.ts';
import type { FileReader, GitHistory, ManifestReader, Roots } from '../ports.ts';
import { PastChanges } from '../ranking/past-changes.ts';
import type { RootView, WantedDependencies } from '../retrievers/scene.ts';
import type { ContextRoot } from './context-root.ts';
import type { OpenTexts } from './open-texts.ts';
import type { RootIndex } from './root-index.ts';
import { RootLayout } from './root-layout.ts';

/** What a live root reads from. */
export interface LiveRootPorts {
  readonly reader: FileReader;
  readonly manifests: ManifestReader;
  readonly history: GitHistory;
  readonly roots: Roots;
  /** Undefined where none are read. */
  readonly dependencies: DependencyDefinitions | undefined;
  readonly clock: Clock;
}

/**
 * A root as retrievers see it: its index, the texts of its files, its imports and its history.
 * Invariant: of a file that the policy excludes now, no text is given, whatever the index still holds.
 */
export class LiveRoot implements RootView {
  readonly isTrusted: boolean;
  readonly #root: ContextRoot;
  readonly #open: OpenTexts;
  readonly #ports: LiveRootPorts;
  /** Texts read lately by path, oldest first, with the stamp that the index had then. */
  readonly #texts = new Map<string, { readonly stamp: string; readonly text: string }>();
  #textUnits = 0;
  readonly #resolver: ImportResolver;
  #past = new PastChanges([]);
  #head: string | undefined;
  readonly #headTexts = new Map<string, string | undefined>();
  /** Paths whose committed text is being read. */
  readonly #headReads = new Set<string>();
  readonly #touched = new Set<string>();

  constructor(root: ContextRoot, open: OpenTexts, ports: LiveRootPorts, isTrusted: boolean) {
    this.#root = root;
    this.#open = open;
    this.#ports = ports;
    this.isTrusted = isTrusted;
    const readManifest = (path: string) => ports.manifests.read(root.path, path);
    this.#resolver = new ImportResolver(new RootLayout(root.index, readManifest));
  }

  get path(): string {
    return this.#root.path;
  }

  get index(): RootIndex {
    return this.#root.index;
  }

  get past(): PastChanges {
    return this.#past;
  }

  /** Newest first. */
  get touched(): readonly string[] {
    return [...this.#touched].reverse();
  }

  uriOf(path: string): string {
    return this.#ports.roots.uriOf(this.path, path);
  }

  /** The file may differ from the last commit now. */
  touch(path: string): void {
    this.#touched.delete(path);
    this.#touched.add(path);
    for (const oldest of this.#touched) {
      if (this.#touched.size <= mostTouched) break;
      this.#touched.delete(oldest);
    }
  }

  async text(path: string, signal: AbortSignal): Promise<string | undefined> {
    if (this.#root.policy.exclusionOf(path) !== undefined) {
      this.#forget(path);
      return undefined;
    }
    const open = this.#open.get(`${this.path}/${path}`);
    if (open !== undefined) return open.text;
    const stamp = this.index.files.get(path)?.stamp;
    const known = this.#texts.get(path);
    if (known !== undefined && known.stamp === stamp) return known.text;
    const read = await this.#ports.reader.read(this.path, path, signal);
    if (read.kind !== 'text') return undefined;
    // A buffer that was closed has no stamp until its file is read again.
    if (stamp !== undefined && stamp !== '') this.#remember(path, { stamp, text: read.text });
    return read.text;
  }

  resolveImport(from: string, module: string, names: readonly string[]): readonly string[] {
    const language = this.index.files.get(from)?.language ?? '';
    return this.#resolver.resolve({ path: from, language }, module, names);
  }

  /** In a hurry, what takes longer is read on for the next time. */
  async dependencyDefinitions(
    { path, imports, names, isHurried }: WantedDependencies,
    signal: AbortSignal,
  ): Promise<readonly DependencyDefinition[]> {
    const { dependencies, clock } = this.#ports;
    if (dependencies === undefined) return [];
    const language = this.index.files.get(path)?.language ?? '';
    const isExcluded = (each: string) => this.#root.policy.exclusionOf(each) !== undefined;
    const request = { root: this.path, path, language, imports, wantedNames: names, isExcluded };
    if (!isHurried) return dependencies.definitionsOf(request, signal);
    const reading = dependencies.definitionsOf(request, AbortSignal.timeout(readOnMs)).catch(() => []);
    const late = clock.sleep(hurryMs, signal).then(() => []);
    return Promise.race([reading, late]);
  }

  async headText(path: string, signal: AbortSignal): Promise<string | undefined> {
    if (this.#head === undefined || this.#root.policy.exclusionOf(path) !== undefined) return undefined;
    return this.#headTexts.has(path) ? this.#headTexts.get(path) : this.#readHead(path, signal);
  }

  headTextAtHand(path: string): string | undefined {
    const isKnown = this.#headTexts.has(path) || this.#headReads.has(path);
    if (!isKnown && this.#head !== undefined && this.#root.policy.exclusionOf(path) === undefined) {
      this.#headReads.add(path);
      this.#readHead(path, AbortSignal.timeout(readOnMs))
        .catch(() => undefined)
        .finally(() => this.#headReads.delete(path));
    }
    return this.#headTexts.get(path);
  }

  async #readHead(path: string, signal: AbortSignal): Promise<string | undefined> {
    const head = this.#head;
    const text = await this.#ports.history.headBlob(this.path, path, signal);
    if (head !== this.#head) return undefined;
    for (const other of this.#headTexts.keys()) if (!this.#touched.has(other)) this.#headTexts.delete(other);
    this.#headTexts.set(path, text);
    return text;
  }

  /** Lets go of texts that are excluded by now. */
  forgetExcluded(): void {
    const { policy } = this.#root;
    for (const path of [...this.#texts.keys(), ...this.#headTexts.keys()])
      if (policy.exclusionOf(path) !== undefined) this.#forget(path);
  }

  /** Reads the history where the checked-out commit has moved. */
  async followHistory(signal: AbortSignal): Promise<void> {
    const head = await this.#ports.history.headId(this.path, signal);
    if (head === this.#head) return;
    const changes = head === undefined ? [] : await this.#ports.history.changes(this.path, signal);
    this.#head = head;
    this.#headTexts.clear();
    this.#past = new PastChanges(changes);
  }

  #forget(path: string): void {
    this.#headTexts.delete(path);
    this.#textUnits -= this.#texts.get(path)?.text.length ?? 0;
    this.#texts.delete(path);
  }

  #remember(path: string, read: { readonly stamp: string; readonly text: string }): void {
    this.#textUnits += read.text.length - (this.#texts.get(path)?.text.length ?? 0);
    this.#texts.delete(path);
    this.#texts.set(path, read);
    for (const [oldest, { text }] of this.#texts) {
      if (this.#textUnits <= mostTextUnits) break;
      this.#texts.delete(oldest);
      this.#textUnits -= text.length;
    }
  }
}

const hurryMs = 5;
const readOnMs = 10_000;
const mostTouched = 20;
/** UTF-16 units; about 8 MB. */
const mostTextUnits = 8 * 1024 * 1024;
