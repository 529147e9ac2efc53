import { withSignal } from '../../base/cancellation.ts';
import type { TextChange } from '../../base/text-document.ts';
import { chooseWithinMemory } from './choose-within-memory.ts';
import type { ContextIndexOptions, IndexEvent } from './context-messages.ts';
import type { ContextIndexPorts } from './context-ports.ts';
import { type ContextRoot, rootChanges } from './context-root.ts';
import { readAgain, takeOpen } from './file-updates.ts';
import { FirstListings } from './first-listings.ts';
import { IndexVoice } from './index-voice.ts';
import type { KeeperParts } from './keeper-parts.ts';
import { KeptRoots } from './kept-roots.ts';
import { listRoot } from './list-root.ts';
import { openRoot, renewPolicy } from './open-root.ts';
import { type OpenText, OpenTexts } from './open-texts.ts';
import { manyFiles, readRoot } from './read-root.ts';
import { forget, retrack } from './root-entries.ts';
import { RootStore } from './root-store.ts';
import { Spoilers } from './spoilers.ts';
import { kindOfTouch } from './touched-path.ts';
import { Turns } from './turns.ts';

/**
 * Keeps the indexes of all roots in step with the disk and with open documents; the state of the context worker.
 *
 * A first reading may take long and takes files in by piles; changes come in meanwhile and count at once.
 * Invariant: of a file that is open, the index has the text of its buffer; of any other, a text that lay on the disk
 * when it was last told of or looked for.
 */
export class ContextKeeper {
  readonly #parts: KeeperParts;
  /** Whole readings, one after the other. */
  readonly #readings = new Turns();
  /** Single files, one after the other. */
  readonly #changes = new Turns();
  /** A look at all roots that has not begun: it will see whatever is told of until then. */
  #nextScan: Promise<void> | undefined;
  /** Roots that another one inside them took files from or gave back. */
  readonly #disturbed = new Set<ContextRoot>();
  readonly #listings = new FirstListings();

  constructor(ports: ContextIndexPorts, options: ContextIndexOptions, post: (event: IndexEvent) => void) {
    const voice = new IndexVoice(post);
    const { cacheDirectory: folder = '', maker } = options;
    this.#parts = {
      ...{ ports, options, voice },
      roots: new KeptRoots(),
      open: new OpenTexts(),
      spoilers: new Spoilers(options.spoilers, (spoiler) => voice.spoiled(spoiler)),
      store: new RootStore({ store: ports.store, folder, maker, voice }),
      changedMeanwhile: new Set(),
    };
  }

  get roots(): readonly ContextRoot[] {
    return this.#parts.roots.all;
  }

  get openTexts(): OpenTexts {
    return this.#parts.open;
  }

  /** The root that an absolute path lies below; the innermost of several. */
  rootOf(absolute: string): ContextRoot | undefined {
    return this.#parts.roots.rootOf(absolute);
  }

  /** Reads these roots, from the store as far as it reaches; resolves when everything in them is read. */
  addRoots(paths: readonly string[], signal: AbortSignal): Promise<void> {
    this.#parts.roots.want(paths);
    this.#listings.expect(paths);
    return this.#readings.run(async () => {
      for (const path of paths) {
        const root = await openRoot(this.#parts, path, signal);
        if (root === undefined) {
          this.#listings.settle([path]);
          continue;
        }
        this.#disturb(path);
        this.#disturbed.add(root);
      }
      const disturbed = this.roots.filter((root) => this.#disturbed.has(root));
      this.#disturbed.clear();
      // What is open is wanted first, and a large root takes a while.
      await this.#takeOpenIn(disturbed);
      await this.#follow(disturbed, signal);
      await this.save(signal);
      this.#report();
    });
  }

  /** Resolves when it is known which files a root has, or that it is none. */
  untilListed(path: string, signal: AbortSignal): Promise<void> {
    return withSignal(this.#listings.until(path), signal);
  }

  /** Forgets roots; what the store keeps of them stays for the next time. Call `addRoots` then. */
  removeRoots(paths: readonly string[]): void {
    this.#listings.settle(paths);
    for (const path of paths) {
      this.#parts.roots.remove(path);
      this.#disturb(path);
    }
    this.#report();
  }

  /** Looks at all roots again: for another branch, new files, changed policy files. */
  rescan(signal: AbortSignal): Promise<void> {
    this.#nextScan ??= this.#readings.run(async () => {
      this.#nextScan = undefined;
      for (const root of this.roots) await renewPolicy(this.#parts, root, signal);
      await this.#follow(this.roots, signal);
      this.#report();
    });
    return this.#nextScan;
  }

  /** Reads files again that were changed, created or deleted; absolute paths. */
  async filesChanged(paths: readonly string[], signal: AbortSignal): Promise<void> {
    const touched = paths.map((path) => ({ path, kind: kindOfTouch(this.#parts, path) }));
    const known = touched.filter(({ kind }) => kind === 'known').map(({ path }) => path);
    if (known.length >= manyFiles || touched.some(({ kind }) => kind === 'new')) return this.rescan(signal);
    if (known.length === 0) return;
    await this.#changes.run(async () => {
      for (const path of known) await readAgain(this.#parts, path, signal);
    });
    this.#report();
  }

  documentOpened(open: OpenText): Promise<void> {
    this.#parts.open.opened(open);
    return this.takeDocument(open.path);
  }

  /** Only notes the text; `takeDocument` brings it into the index. */
  documentChanged(path: string, changes: readonly TextChange[]): void {
    this.#parts.open.changed(path, changes);
    this.#parts.ports.pace.edited();
  }

  takeDocument(path: string): Promise<void> {
    return this.#changes.run(() => takeOpen(this.#parts, path));
  }

  documentClosed(path: string, signal: AbortSignal): Promise<void> {
    this.#parts.open.closed(path);
    return this.#changes.run(() => readAgain(this.#parts, path, signal));
  }

  /** Keeps everything for the next start. */
  save(signal: AbortSignal): Promise<void> {
    return this.#parts.store.save(() => this.roots, signal);
  }

  /** Brings roots in line with what is listed now. */
  async #follow(roots: readonly ContextRoot[], signal: AbortSignal): Promise<void> {
    const listings = new Map<ContextRoot, Awaited<ReturnType<typeof listRoot>>>();
    for (const root of roots) listings.set(root, await listRoot(this.#parts, root, signal));
    this.#listings.settle(roots.map(({ path }) => path));
    const chosen = chooseWithinMemory(this.#parts, listings);
    const plans = roots.map((root) => {
      return { root, ...rootChanges(root, chosen.get(root) ?? [], (path) => this.#isOpenIn(root, path)) };
    });
    const total = plans.reduce((sum, { changed }) => sum + changed.length, 0);
    const listener = { onRead: this.#countingTo(total), onMuch: () => this.save(signal) };
    for (const { root, changed, gone, retracked } of plans) {
      for (const path of gone) forget(root, path);
      for (const file of retracked) retrack(root, file);
      await readRoot(this.#parts, { root, files: changed }, listener, signal);
      root.isComplete = !this.#parts.ports.analyzer.isSpoiled;
    }
    await this.#takeOpenIn(roots);
    for (const [root, files] of listings)
      for (const file of files) if (root.unlisted.delete(file.path)) retrack(root, file);
  }

  /** Documents may have been open before their root was, or were excluded until now. */
  async #takeOpenIn(roots: readonly ContextRoot[]): Promise<void> {
    for (const { path } of this.openTexts.all) {
      const root = this.rootOf(path);
      if (root !== undefined && roots.includes(root)) await this.takeDocument(path);
    }
  }

  #countingTo(total: number): () => void {
    if (total < manyFiles) return () => undefined;
    const { voice } = this.#parts;
    let done = 0;
    voice.progress(0, total);
    return () => {
      done += 1;
      if (done % reportEvery === 0) voice.progress(done, total);
    };
  }

  #isOpenIn(root: ContextRoot, path: string): boolean {
    const absolute = `${root.path}/${path}`;
    return this.openTexts.has(absolute) && this.rootOf(absolute) === root;
  }

  #disturb(path: string): void {
    const outer = this.rootOf(path);
    if (outer !== undefined) this.#disturbed.add(outer);
  }

  #report(): void {
    this.#parts.voice.report(this.roots);
  }
}

const reportEvery = 20;
