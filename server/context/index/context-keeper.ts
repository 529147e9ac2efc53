import type { ErrorCode } from '../../base/error-codes.ts';
import type { TextChange } from '../../base/text-document.ts';
import { fitInto } from '../corpus/memory-budget.ts';
import { inOrderOfPreference } from '../corpus/preference.ts';
import { indexNotice } from '../files/index-notice.ts';
import { reasonForPath, scanRoot } from '../files/root-scan.ts';
import { reasonInTextPath } from '../files/source-path.ts';
import { reasonInText } from '../files/source-text.ts';
import type { LeftOutReason, ListedFile, Listing } from '../ports.ts';
import { contentHash } from './content-hash.ts';
import type { ContextIndexOptions, IndexEvent } from './context-messages.ts';
import type { ContextIndexPorts } from './context-ports.ts';
import { type ContextRoot, rootChanges } from './context-root.ts';
import { indexReport } from './index-report.ts';
import { type OpenText, OpenTexts } from './open-texts.ts';
import { type ReadOutcome, readFiles } from './read-files.ts';
import { encodeRecord } from './record-codec.ts';
import { RootIndex } from './root-index.ts';
import { IndexWriter, restoreIndex } from './stored-index.ts';

/**
 * Keeps the indexes of all roots in step with the disk and with open documents; the state of the context worker.
 *
 * A first reading may take long and takes files in by piles; changes come in meanwhile and count at once.
 * Invariant: of a file that is open, the index has the text of its buffer; of any other, a text that lay on the disk
 * when it was last told of or looked for.
 */
export class ContextKeeper {
  readonly #ports: ContextIndexPorts;
  readonly #options: ContextIndexOptions;
  readonly #post: (event: IndexEvent) => void;
  readonly #roots = new Map<string, ContextRoot>();
  readonly #wanted = new Set<string>();
  readonly #open = new OpenTexts();
  readonly #spoilers: Set<string>;
  readonly #notified = new Set<string>();
  /** Paths that changed while a pile waits to be taken in: what the pile has of them is old. */
  readonly #changedSincePile = new Set<string>();
  /** Whole readings, one after the other. */
  #readings: Promise<void> = Promise.resolve();
  /** Single files, one after the other. */
  #changes: Promise<void> = Promise.resolve();
  #saves: Promise<void> = Promise.resolve();

  constructor(ports: ContextIndexPorts, options: ContextIndexOptions, post: (event: IndexEvent) => void) {
    this.#ports = ports;
    this.#options = options;
    this.#post = post;
    this.#spoilers = new Set(options.spoilers);
  }

  get roots(): readonly ContextRoot[] {
    return [...this.#roots.values()];
  }

  get openTexts(): OpenTexts {
    return this.#open;
  }

  /** The root that an absolute path lies below; the innermost of several. */
  rootOf(absolute: string): ContextRoot | undefined {
    let longest: ContextRoot | undefined;
    for (const root of this.#roots.values()) {
      if (absolute.startsWith(`${root.path}/`) && root.path.length > (longest?.path.length ?? 0))
        longest = root;
    }
    return longest;
  }

  /** Reads these roots, from the store as far as it reaches; resolves when everything in them is read. */
  addRoots(paths: readonly string[], signal: AbortSignal): Promise<void> {
    for (const path of paths) this.#wanted.add(path);
    return this.#inReading(async () => {
      const added: ContextRoot[] = [];
      for (const path of paths) {
        const root = await this.#openRoot(path, signal);
        if (root !== undefined) added.push(root);
      }
      await this.#follow(added, signal);
      for (const { path } of this.#open.all) if (this.#isBelow(path, added)) await this.#takeOpen(path);
      await this.save(signal);
      this.#report();
    });
  }

  /** Forgets roots; what the store keeps of them stays for the next time. */
  removeRoots(paths: readonly string[]): void {
    for (const path of paths) {
      this.#wanted.delete(path);
      this.#roots.delete(path);
    }
    this.#report();
  }

  /** Looks at all roots again: for another branch, new files, changed policy files. */
  rescan(signal: AbortSignal): Promise<void> {
    return this.#inReading(async () => {
      for (const root of this.roots) await this.#renewPolicy(root, signal);
      await this.#follow(this.roots, signal);
      this.#report();
    });
  }

  /** Reads files again that were changed, created or deleted; absolute paths. */
  async filesChanged(paths: readonly string[], signal: AbortSignal): Promise<void> {
    const known = paths.filter((path) => this.#touch(path) === 'known');
    const isListed = known.length === paths.filter((path) => this.#touch(path) !== 'other').length;
    if (!isListed) return this.rescan(signal);
    await this.#inTurn(async () => {
      for (const path of known) if (!this.#open.has(path)) await this.#readAgain(path, signal);
    });
    if (known.length > 0) this.#report();
  }

  documentOpened(open: OpenText): Promise<void> {
    this.#open.opened(open);
    return this.#inTurn(() => this.#takeOpen(open.path));
  }

  /** Only notes the text; `takeDocument` brings it into the index. */
  documentChanged(path: string, changes: readonly TextChange[]): void {
    this.#open.changed(path, changes);
    this.#ports.pace.edited();
  }

  takeDocument(path: string): Promise<void> {
    return this.#inTurn(() => this.#takeOpen(path));
  }

  documentClosed(path: string, signal: AbortSignal): Promise<void> {
    this.#open.closed(path);
    return this.#inTurn(() => this.#readAgain(path, signal));
  }

  /** Keeps everything for the next start. */
  save(signal: AbortSignal): Promise<void> {
    const turn = this.#saves.then(() => this.#saveAll(signal));
    this.#saves = turn.catch(() => undefined);
    return turn;
  }

  async #saveAll(signal: AbortSignal): Promise<void> {
    const { store } = this.#ports;
    if (store === undefined) return;
    for (const root of this.roots) {
      const { revision } = root.index;
      if (root.savedRevision === revision) continue;
      const buffers = root.writer.segmentsOf(root.index);
      const files = Array.from(root.unindexed, ([path, { size, stamp, reason }]) => {
        return { path, size, stamp, leftOut: reason };
      });
      const outcome = await store.save(root.path, { buffers, files }, signal);
      if (outcome.kind === 'saved') root.savedRevision = revision;
      if (outcome.kind !== 'unwritable') continue;
      const { detail } = outcome;
      this.#notify('index-not-kept', { folder: this.#options.cacheDirectory ?? '', detail });
    }
  }

  async #openRoot(path: string, signal: AbortSignal): Promise<ContextRoot | undefined> {
    if (this.#roots.has(path) || !this.#wanted.has(path)) return undefined;
    const refusal = await this.#ports.roots.refusalOf(path);
    if (refusal !== undefined) {
      this.#notify('root-refused', { root: path, detail: refusal });
      return undefined;
    }
    const policy = await this.#policyOf(path);
    const writer = new IndexWriter(this.#options.maker);
    const stored = await this.#ports.store?.load(path, signal);
    const index = stored && restoreIndex(stored.buffers, this.#options.maker);
    if (stored !== undefined && index !== undefined) writer.adopt(stored.buffers);
    if (!this.#wanted.has(path)) return undefined;
    const unindexed = new Map(
      (index === undefined ? [] : (stored?.files ?? [])).flatMap(({ path: file, size, stamp, leftOut }) =>
        leftOut === undefined ? [] : [[file, { size, stamp, reason: leftOut }] as const],
      ),
    );
    const root: ContextRoot = {
      path,
      policy,
      index: index ?? new RootIndex(),
      writer,
      leftOut: [],
      unindexed,
      beyond: [],
      isComplete: false,
      savedRevision: index?.revision ?? -1,
    };
    this.#roots.set(path, root);
    await this.#forgetExcluded(root, signal);
    return root;
  }

  async #renewPolicy(root: ContextRoot, signal: AbortSignal): Promise<void> {
    root.policy = await this.#policyOf(root.path);
    await this.#forgetExcluded(root, signal);
  }

  async #policyOf(path: string): Promise<ContextRoot['policy']> {
    const { policy, problem } = await this.#ports.roots.policyOf(path);
    if (problem !== undefined) this.#notify('policy-unreadable', { file: problem, root: path });
    return policy;
  }

  /** What was read of a file that is excluded by now goes from memory and store, so that not even its terms stay. */
  async #forgetExcluded(root: ContextRoot, signal: AbortSignal): Promise<void> {
    const excluded = [...root.index.files.keys()].filter(
      (path) => root.policy.exclusionOf(path) !== undefined,
    );
    if (excluded.length === 0) return;
    for (const path of excluded) root.index.remove(path);
    root.index.compact();
    root.savedRevision = -1;
    // A save that is under way may hold those terms still.
    const turn = this.#saves.then(() => this.#ports.store?.drop(root.path, signal));
    this.#saves = turn.catch(() => undefined);
    await turn;
  }

  /** Brings roots in line with what is listed now. */
  async #follow(roots: readonly ContextRoot[], signal: AbortSignal): Promise<void> {
    const listings = new Map<ContextRoot, readonly ListedFile[]>();
    for (const root of roots) listings.set(root, await this.#listed(root, signal));
    const chosen = this.#choose(listings);
    const plans = roots.map((root) => {
      const isOpen = (path: string) => this.#open.has(`${root.path}/${path}`);
      return { root, ...rootChanges(root, chosen.get(root) ?? [], isOpen) };
    });
    const total = plans.reduce((sum, { changed }) => sum + changed.length, 0);
    let done = 0;
    const onRead = () => {
      done += 1;
      if (total >= manyFiles && done % reportEvery === 0) this.#post({ kind: 'progress', done, total });
    };
    if (total >= manyFiles) this.#post({ kind: 'progress', done, total });
    for (const { root, changed, gone, retracked } of plans) {
      for (const path of gone) forget(root, path);
      for (const file of retracked) retrack(root, file);
      await this.#readAll(root, changed, onRead, signal);
      root.isComplete = !this.#ports.analyzer.isSpoiled;
    }
  }

  async #listed(root: ContextRoot, signal: AbortSignal): Promise<readonly ListedFile[]> {
    const listing = await scanRoot(
      this.#ports.lister,
      {
        root: root.path,
        policy: root.policy,
        isOwn: (path) => this.rootOf(`${root.path}/${path}`) === root,
        reasonIn: (path) => this.#reasonIn(path),
      },
      signal,
    );
    root.leftOut = listing.leftOut;
    this.#notifyOfListing(root, listing);
    if (listing.problem === undefined) return listing.files;
    return [...root.index.files.values()].map((file) => ({ ...file, modifiedMs: 0 }));
  }

  #reasonIn(path: string): LeftOutReason | undefined {
    const { folders } = this.#options;
    const isInScope = folders.length === 0 || folders.some((folder) => path.startsWith(`${folder}/`));
    return isInScope ? reasonInTextPath(path) : 'out-of-scope';
  }

  /** The files that fit into memory, nearest to the preferred ones first. */
  #choose(
    listings: ReadonlyMap<ContextRoot, readonly ListedFile[]>,
  ): ReadonlyMap<ContextRoot, readonly ListedFile[]> {
    const candidates = [...listings].flatMap(([root, files]) =>
      files.map((file) => ({ ...file, root: root.path })),
    );
    const preferred = this.#options.preferredFiles.flatMap((path) => {
      const root = this.rootOf(path);
      return root === undefined ? [] : [{ root: root.path, path: path.slice(root.path.length + 1) }];
    });
    const others = this.roots.filter((root) => !listings.has(root));
    const elsewhere = others.reduce((sum, { index }) => sum + index.memoryBytes, 0);
    const costOf = ({ size }: ListedFile) => Math.min(size, largestFileBytes) * memoryPerSourceByte;
    const limit = this.#options.memoryLimitBytes - elsewhere;
    const { fitting, beyond } = fitInto(inOrderOfPreference(candidates, preferred), costOf, limit);
    for (const root of listings.keys())
      root.beyond = beyond.filter((file) => file.root === root.path).map(({ path }) => path);
    if (beyond.length > 0) {
      const megabytes = Math.round(this.#options.memoryLimitBytes / 1024 / 1024);
      this.#notify('context-limit-reached', { limit: String(megabytes), count: String(beyond.length) });
    }
    return new Map(
      [...listings.keys()].map((root) => [root, fitting.filter((file) => file.root === root.path)]),
    );
  }

  /** Takes many files in by ever larger piles, because each pile costs as much as all that is there. */
  async #readAll(
    root: ContextRoot,
    files: readonly ListedFile[],
    onRead: () => void,
    signal: AbortSignal,
  ): Promise<void> {
    let pile: Extract<ReadOutcome, { kind: 'indexed' }>[] = [];
    let units = 0;
    let target = firstPileBytes;
    let saveAt = worthSavingBytes;
    this.#changedSincePile.clear();
    const take = () => {
      const fresh = pile.filter(({ file }) => !this.#isNewer(root, file.path));
      pile = [];
      units = 0;
      this.#changedSincePile.clear();
      root.index.take(fresh);
    };
    const isPiled = files.length >= manyFiles;
    for await (const outcome of readFiles(this.#ports, this.#sourceOf(root), files, signal)) {
      onRead();
      if (this.#roots.get(root.path) !== root) return;
      if (outcome.kind !== 'indexed' || !isPiled) {
        if (!this.#isNewer(root, outcome.file.path)) apply(root, outcome);
        continue;
      }
      root.unindexed.delete(outcome.file.path);
      pile.push(outcome);
      units += outcome.file.size;
      if (units < target) continue;
      take();
      target *= 2;
      this.#report();
      saveAt -= target;
      if (saveAt > 0) continue;
      await this.save(signal);
      saveAt = worthSavingBytes;
    }
    if (pile.length > 0) take();
  }

  #isNewer(root: ContextRoot, path: string): boolean {
    const absolute = `${root.path}/${path}`;
    return this.#open.has(absolute) || this.#changedSincePile.has(absolute);
  }

  #sourceOf(root: ContextRoot) {
    return {
      root: root.path,
      known: (path: string) => root.index.files.get(path),
      isSpoiler: (hash: string) => this.#spoilers.has(hash),
      onSpoiled: (hash: string) => this.#spoiled(hash),
    };
  }

  #spoiled(hash: string): void {
    if (this.#spoilers.has(hash)) return;
    this.#spoilers.add(hash);
    this.#post({ kind: 'spoiled', hash });
  }

  #touch(absolute: string): 'known' | 'new' | 'other' {
    const root = this.rootOf(absolute);
    if (root === undefined) return 'other';
    const path = absolute.slice(root.path.length + 1);
    if (isRuleFile(path)) return 'new';
    if (root.index.has(path) || root.unindexed.has(path)) return 'known';
    const reason = reasonForPath(root.policy, path, (each) => this.#reasonIn(each));
    return reason === undefined || isFolderOf(root, path) ? 'new' : 'other';
  }

  async #readAgain(absolute: string, signal: AbortSignal): Promise<void> {
    const root = this.rootOf(absolute);
    if (root === undefined) return;
    const path = absolute.slice(root.path.length + 1);
    const known = root.index.files.get(path);
    if (known === undefined && !root.unindexed.has(path)) return;
    this.#changedSincePile.add(absolute);
    const listed = { path, size: known?.size ?? 0, stamp: '', modifiedMs: 0, isTracked: known?.isTracked };
    for await (const outcome of readFiles(this.#ports, this.#sourceOf(root), [listed], signal)) {
      if (!this.#open.has(absolute)) apply(root, outcome);
    }
  }

  async #takeOpen(absolute: string): Promise<void> {
    const open = this.#open.get(absolute);
    const root = this.rootOf(absolute);
    if (open === undefined || root === undefined) return;
    const path = absolute.slice(root.path.length + 1);
    if (reasonForPath(root.policy, path, (each) => this.#reasonIn(each)) !== undefined) return;
    if (open.text.length > largestFileBytes || reasonInText(open.text) !== undefined)
      return forget(root, path);
    const hash = contentHash(open.text);
    const known = root.index.files.get(path);
    if (known?.hash === hash) return;
    const { analyzer } = this.#ports;
    if (analyzer.isSpoiled) return;
    const analysis = this.#spoilers.has(hash)
      ? analyzer.analyzeLines(path, open.text)
      : await analyzer.analyze(path, open.text, open.languageId);
    if (analyzer.isSpoiled) return this.#spoiled(hash);
    if (this.#open.get(absolute) !== open || this.#roots.get(root.path) !== root) return;
    const { terms, record, language = '' } = analysis;
    root.unindexed.delete(path);
    const isTracked = known === undefined ? isTrackedWithoutListing(root) : known.isTracked;
    root.index.replace(
      {
        ...{ path, size: open.text.length, stamp: '', hash, language, isTracked },
        ...{ definitions: record.definitions.length, record: encodeRecord(record) },
      },
      terms,
    );
  }

  #isBelow(absolute: string, roots: readonly ContextRoot[]): boolean {
    const root = this.rootOf(absolute);
    return root !== undefined && roots.includes(root);
  }

  #inReading(work: () => Promise<void>): Promise<void> {
    const turn = this.#readings.then(work);
    this.#readings = turn.catch(() => undefined);
    return turn;
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#changes.then(work);
    this.#changes = turn.catch(() => undefined);
    return turn;
  }

  #report(): void {
    this.#post({ kind: 'report', reports: this.roots.map(indexReport) });
  }

  #notifyOfListing({ path }: ContextRoot, { problem, leftOut }: Listing): void {
    if (problem !== undefined) this.#notify('git-cannot-list', { root: path, detail: problem });
    const folder = leftOut.find(({ reason }) => reason === 'unreadable-folder');
    if (folder !== undefined) this.#notify('folder-unreadable', { folder: `${path}/${folder.path}` });
    if (leftOut.some(({ reason }) => reason === 'too-many-files'))
      this.#notify('too-many-files', { root: path, limit: '100,000' });
  }

  #notify(code: ErrorCode, holes: Readonly<Record<string, string>>): void {
    const key = `${code} ${holes.root ?? ''}`;
    if (this.#notified.has(key)) return;
    this.#notified.add(key);
    this.#post({ kind: 'notice', notice: indexNotice(code, holes) });
  }
}

function apply(root: ContextRoot, outcome: ReadOutcome): void {
  const { file } = outcome;
  if (outcome.kind === 'indexed') {
    root.unindexed.delete(file.path);
    root.index.replace(outcome.file, outcome.terms);
  } else if (outcome.kind === 'same') root.index.restamp(outcome.file);
  else {
    forget(root, file.path);
    if (outcome.reason !== 'gone')
      root.unindexed.set(file.path, { stamp: file.stamp, size: file.size, reason: outcome.reason });
  }
}

function forget(root: ContextRoot, path: string): void {
  root.unindexed.delete(path);
  if (root.index.has(path)) root.index.remove(path);
}

function retrack(root: ContextRoot, { path, isTracked }: ListedFile): void {
  const known = root.index.files.get(path);
  if (known !== undefined) root.index.restamp({ ...known, isTracked });
}

/** Whether a file that was in no listing counts as tracked: in a repository not, until the next listing. */
function isTrackedWithoutListing({ index }: ContextRoot): false | undefined {
  for (const { isTracked } of index.files.values()) return isTracked === undefined ? undefined : false;
  return undefined;
}

/** Of a folder that is deleted or renamed, some clients name only the folder. */
function isFolderOf({ index }: ContextRoot, path: string): boolean {
  for (const each of index.files.keys()) if (each.startsWith(`${path}/`)) return true;
  return false;
}

function isRuleFile(path: string): boolean {
  return /(?:^|\/)\.gitignore$|^\.(?:aiignore|cursorignore|aiexclude)$/.test(path);
}

/** Fewer are taken in one by one. */
const manyFiles = 50;
const reportEvery = 20;
const firstPileBytes = 1024 * 1024;
const worthSavingBytes = 32 * 1024 * 1024;
const largestFileBytes = 1024 * 1024;
/** Roughly what the bench measures; see `npm run bench:index`. */
const memoryPerSourceByte = 0.6;
