import type { Policy } from '../../policy/policy.ts';
import { scanRoot } from '../files/root-scan.ts';
import type { Segment } from '../ports.ts';
import { chooseFiles } from './choose-files.ts';
import { isWorthCompacting, memoryOf } from './compaction.ts';
import { CorpusOutlet } from './corpus-outlet.ts';
import type { CorpusPorts } from './corpus-ports.ts';
import { type CorpusReport, measuredCost, reportOn } from './corpus-report.ts';
import { restoreCorpus } from './corpus-restore.ts';
import { type CorpusRoot, changesOf, stillKnown } from './corpus-root.ts';
import { CorpusRoots, slashed, type TouchedPath } from './corpus-roots.ts';
import { learnFromDependencies } from './dependency-segment.ts';
import { type FileToLearn, learnInParts } from './learn-in-parts.ts';
import type { Fitted } from './memory-budget.ts';
import { mergedSegments, planMerge, wholeMerge } from './merge-plan.ts';
import type { Candidate } from './preference.ts';
import { RootCorpus } from './root-corpus.ts';
import type { CorpusOptions, FromCorpusWorker } from './worker-messages.ts';

/**
 * Learns the workspace and keeps what was learned in step with the disk; the worker's whole state.
 *
 * A first reading may take minutes and puts its segments in front; changes come in meanwhile, one after the other,
 * and put theirs behind. Invariant: of two segments that name a file, the later one has its newer text.
 */
export class CorpusKeeper {
  readonly #ports: CorpusPorts;
  readonly #options: CorpusOptions;
  readonly #outlet: CorpusOutlet;
  readonly #roots = new CorpusRoots();
  /** Roots that were added and not removed since, refused ones included. */
  readonly #wanted = new Set<string>();
  #declarations: readonly Segment[] = [];
  /** First readings, one after the other; merging and rescanning wait for them. */
  #readings: Promise<void> = Promise.resolve();
  #isReading = false;
  /** Changes, one after the other. */
  #changes: Promise<void> = Promise.resolve();
  #saves: Promise<void> = Promise.resolve();
  #isTidying = false;

  constructor(ports: CorpusPorts, options: CorpusOptions, post: (message: FromCorpusWorker) => void) {
    this.#ports = ports;
    this.#options = options;
    this.#outlet = new CorpusOutlet(post);
  }

  /** All segments, oldest first. */
  get segments(): readonly Segment[] {
    return [...this.#declarations, ...this.#roots.all.flatMap(({ corpus }) => corpus.segments)];
  }

  /** Learns these roots, from the store as far as it reaches; resolves when everything in them is learned. */
  async addRoots(paths: readonly string[], signal: AbortSignal): Promise<void> {
    const added = paths.map(slashed);
    for (const path of added) this.#wanted.add(path);
    const reading = this.#readings.then(() => this.#readFirst(added, signal));
    this.#readings = reading.catch(() => undefined);
    await reading;
    await this.#finish(signal);
  }

  /** Forgets roots; what the store keeps of them stays for the next time. */
  removeRoots(paths: readonly string[]): void {
    for (const path of paths.map(slashed)) {
      this.#wanted.delete(path);
      this.#roots.delete(path);
    }
    this.#outlet.corpus(this.segments);
    this.#outlet.report(this.report());
  }

  /** Looks at all roots again: for a changed branch, new files, changed policy files. */
  async rescan(signal: AbortSignal): Promise<void> {
    await this.#readings;
    await this.#inTurn(async () => {
      const roots = this.#roots.all;
      for (const root of roots) await this.#renewPolicy(root, signal);
      const { fitting, beyond } = this.#choose(roots, await this.#scan(roots, signal));
      await this.#learnChanges(changesOf(roots, fitting), signal);
      this.#noteBeyond(beyond);
    });
    await this.#finish(signal);
  }

  /** Reads files again that were changed, created or deleted; absolute paths. */
  filesChanged(paths: readonly string[], signal: AbortSignal): Promise<void> {
    const touched = paths.flatMap((path) => this.#roots.touchedBy(slashed(path)) ?? []);
    const isListed = touched.every(({ isNew }) => !isNew);
    return isListed ? this.#learnTouched(touched, signal) : this.#learnNew(touched, signal);
  }

  /** Merges segments where they have become many; changes go on meanwhile. Never during a first reading. */
  async tidy(signal: AbortSignal): Promise<void> {
    if (this.#isTidying || this.#isReading) return;
    this.#isTidying = true;
    try {
      for (const { corpus } of this.#roots.all) {
        for (const family of corpus.families) await this.#tidyFamily(corpus, family, signal);
      }
    } finally {
      this.#isTidying = false;
    }
  }

  /** Keeps everything for the next start. */
  save(signal: AbortSignal): Promise<void> {
    const turn = this.#saves.then(() => this.#saveAll(signal));
    this.#saves = turn.catch(() => undefined);
    return turn;
  }

  report(): CorpusReport {
    return reportOn(this.#roots.all, this.segments);
  }

  async #learnTouched(touched: readonly FileToLearn[], signal: AbortSignal): Promise<void> {
    if (touched.length === 0) return;
    await this.#inTurn(() => this.#learnChanges(touched, signal));
    this.#outlet.report(this.report());
  }

  async #learnNew(touched: readonly TouchedPath[], signal: AbortSignal): Promise<void> {
    this.#roots.forgetUnlisted(touched);
    await this.rescan(signal);
    this.#roots.noteUnlisted(touched);
  }

  async #saveAll(signal: AbortSignal): Promise<void> {
    const { store } = this.#ports;
    if (store === undefined) return;
    for (const root of this.#roots.all) {
      const { path, corpus } = root;
      const { revision } = corpus;
      if (root.savedRevision === revision) continue;
      const outcome = await store.save(path, corpus.toStored(), signal);
      if (outcome.kind === 'saved' && root.corpus === corpus) root.savedRevision = revision;
      if (outcome.kind !== 'unwritable') continue;
      this.#outlet.notify('index-not-kept', {
        folder: this.#options.cacheDirectory ?? '',
        detail: outcome.detail,
      });
    }
  }

  async #open(path: string, signal: AbortSignal): Promise<CorpusRoot | undefined> {
    if (this.#roots.get(path) !== undefined || !this.#wanted.has(path)) return undefined;
    const refusal = await this.#ports.roots.refusalOf(path);
    if (refusal !== undefined) {
      this.#outlet.notify('root-refused', { root: path, detail: refusal });
      return undefined;
    }
    const policy = await this.#policyOf(path);
    const { store, builder } = this.#ports;
    const memoryLimitBytes = this.#options.memoryLimitBytes - memoryOf(this.segments);
    const corpus = await restoreCorpus({ store, builder, policy, memoryLimitBytes }, path, signal);
    if (!this.#wanted.has(path)) return undefined;
    const savedRevision = corpus.known.size > 0 ? corpus.revision : undefined;
    const root: CorpusRoot = { path, policy, corpus, leftOut: [], unlisted: new Set(), savedRevision };
    this.#roots.add(root);
    return root;
  }

  /** What was learned from a file that is excluded by now goes with all else, so that not even its bytes stay. */
  async #renewPolicy(root: CorpusRoot, signal: AbortSignal): Promise<void> {
    root.policy = await this.#policyOf(root.path);
    const learned = [...root.corpus.known.values()].filter(({ leftOut }) => leftOut === undefined);
    if (learned.every(({ path }) => root.policy.exclusionOf(path) === undefined)) return;
    root.corpus = new RootCorpus(root.path);
    root.savedRevision = undefined;
    // A save that is under way may hold those bytes still.
    const turn = this.#saves.then(() => this.#ports.store?.drop(root.path, signal));
    this.#saves = turn.catch(() => undefined);
    await turn;
  }

  async #policyOf(path: string): Promise<Policy> {
    const { policy, problem } = await this.#ports.roots.policyOf(path);
    if (problem !== undefined) this.#outlet.notify('policy-unreadable', { file: problem, root: path });
    return policy;
  }

  async #readFirst(paths: readonly string[], signal: AbortSignal): Promise<void> {
    this.#isReading = true;
    try {
      const added: CorpusRoot[] = [];
      for (const path of paths) {
        const root = await this.#open(path, signal);
        if (root !== undefined) added.push(root);
      }
      const roots = added.filter((root) => this.#roots.get(root.path) === root);
      if (roots.some(({ corpus }) => corpus.segments.length > 0)) this.#outlet.corpus(this.segments);
      await this.#learnFitting(roots, await this.#scan(roots, signal), signal);
    } finally {
      this.#isReading = false;
    }
  }

  /** Learns in rounds, because only what was learned tells how much more fits into memory. */
  async #learnFitting(
    roots: readonly CorpusRoot[],
    candidates: readonly Candidate[],
    signal: AbortSignal,
  ): Promise<void> {
    const isFresh = roots.every(({ corpus }) => corpus.known.size === 0);
    for (let round = 1; ; round++) {
      const { fitting, beyond } = this.#choose(roots, candidates);
      const changes = changesOf(roots, fitting);
      if (isFresh) await this.#learnFirst(changes, round === 1 ? 'growing' : 'large', signal);
      else await this.#inTurn(() => this.#learnChanges(changesOf(roots, fitting), signal));
      const isDone = beyond.length === 0 || changes.length === 0 || round === maxRounds;
      if (isDone) return this.#noteBeyond(beyond);
    }
  }

  async #scan(roots: readonly CorpusRoot[], signal: AbortSignal): Promise<readonly Candidate[]> {
    if (this.#isReading) this.#outlet.listing();
    const candidates: Candidate[] = [];
    for (const root of roots) {
      const isOwn = (path: string) => this.#roots.rootOf(`${root.path}/${path}`) === root;
      const scan = await scanRoot(
        this.#ports.lister,
        { root: root.path, policy: root.policy, isOwn },
        signal,
      );
      root.leftOut = [...scan.leftOut];
      this.#notifyOfListing(root, scan.problem);
      for (const file of scan.problem === undefined ? scan.files : stillKnown(root)) {
        root.unlisted.delete(file.path);
        candidates.push({ ...file, root: root.path });
      }
    }
    return candidates;
  }

  /** What of these roots fits beside all that was learned elsewhere. */
  #choose(roots: readonly CorpusRoot[], candidates: readonly Candidate[]): Fitted<Candidate> {
    const others = this.#roots.all.filter((root) => !roots.includes(root));
    const elsewhere = [...this.#declarations, ...others.flatMap(({ corpus }) => corpus.segments)];
    return chooseFiles(candidates, {
      preferred: this.#options.preferredFiles.flatMap((path) => this.#roots.located(slashed(path)) ?? []),
      knownOf: ({ root, path }) => this.#roots.get(root)?.corpus.known.get(path),
      bytesPerSourceByte: measuredCost(this.segments) ?? this.#ports.builder.bytesPerSourceByte,
      limitBytes: this.#options.memoryLimitBytes * usedShare - memoryOf(elsewhere),
    });
  }

  #noteBeyond(beyond: readonly Candidate[]): void {
    for (const { root, path } of beyond)
      this.#roots.get(root)?.leftOut.push({ path, reason: 'memory-limit' });
    if (beyond.length === 0) return;
    const limit = Math.round(this.#options.memoryLimitBytes / 1024 / 1024);
    this.#outlet.notify('memory-limit-reached', { limit: String(limit), count: String(beyond.length) });
  }

  /** Puts in front what was never learned before. */
  async #learnFirst(
    changes: readonly FileToLearn[],
    sizes: 'growing' | 'large',
    signal: AbortSignal,
  ): Promise<void> {
    // What a later round would rather forget stays: its memory is not freed by forgetting.
    const files = changes.filter(({ task }) => task === 'learn');
    const plan = { sizes, onRead: this.#outlet.learning(files.length) };
    for await (const { root, segment, files: known } of learnInParts(this.#ports, files, plan, signal)) {
      const corpus = this.#roots.get(root)?.corpus;
      if (corpus === undefined) continue;
      if (segment === undefined) corpus.noteOlder(known);
      else corpus.addOlder(segment, known);
      this.#outlet.corpus(this.segments);
      if (segment !== undefined && segment.buffer.byteLength > worthSavingBytes) await this.save(signal);
    }
  }

  /** Puts behind what masks older texts. */
  async #learnChanges(files: readonly FileToLearn[], signal: AbortSignal): Promise<void> {
    const onRead = this.#isReading ? this.#outlet.learning(files.length) : () => undefined;
    const plan = { sizes: 'large' as const, onRead };
    for await (const { root, segment, files: known, gone } of learnInParts(
      this.#ports,
      files,
      plan,
      signal,
    )) {
      const corpus = this.#roots.get(root)?.corpus;
      if (corpus === undefined) continue;
      if (segment !== undefined) corpus.addNewer(segment);
      corpus.noteNewer(known, gone);
      this.#outlet.corpus(this.segments);
    }
  }

  /** After everything was read: few segments, declarations for a small project, the report, the store. */
  async #finish(signal: AbortSignal): Promise<void> {
    if (this.#isReading) return;
    await this.#learnDeclarations(signal);
    await this.tidy(signal);
    this.#outlet.corpus(this.segments);
    this.#outlet.report(this.report());
    await this.save(signal);
  }

  async #learnDeclarations(signal: AbortSignal): Promise<void> {
    const { files, sourceBytes } = this.report();
    this.#declarations = [];
    if (this.#roots.all.length === 0) return;
    if (files >= fewFiles && sourceBytes >= fewBytes) return;
    this.#declarations = await learnFromDependencies(this.#ports, this.#roots.all, signal);
    const declared = this.#declarations.reduce((sum, segment) => sum + segment.files.length, 0);
    const detail = declared === 0 ? '' : ` and ${counted(declared, 'file')} of its dependencies`;
    this.#outlet.notify('little-to-learn-from', { files: counted(files, 'file'), detail });
  }

  async #tidyFamily(corpus: RootCorpus, family: string, signal: AbortSignal): Promise<void> {
    for (;;) {
      const segments = corpus.segmentsOf(family);
      const isOverLimit = memoryOf(this.segments) > this.#options.memoryLimitBytes;
      const plan = isWorthCompacting(segments, isOverLimit) ? wholeMerge(segments) : planMerge(segments);
      if (plan === undefined) return;
      corpus.replace(plan.merged, await mergedSegments(this.#ports.builder, plan, signal));
      this.#outlet.corpus(this.segments);
    }
  }

  /** Does one change after the other; merging and saving do not make the next one wait. */
  #inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#changes.then(work);
    this.#changes = turn.catch(() => undefined);
    return turn;
  }

  #notifyOfListing(root: CorpusRoot, problem: string | undefined): void {
    if (problem !== undefined) this.#outlet.notify('git-cannot-list', { root: root.path, detail: problem });
    const folder = root.leftOut.find(({ reason }) => reason === 'unreadable-folder');
    if (folder !== undefined)
      this.#outlet.notify('folder-unreadable', { folder: `${root.path}/${folder.path}` });
    const tooMany = root.leftOut.some(({ reason }) => reason === 'too-many-files');
    if (tooMany) this.#outlet.notify('too-many-files', { root: root.path, limit: '100,000' });
  }
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** The rest is for the changes of a day. */
const usedShare = 0.9;
const maxRounds = 3;
const fewFiles = 10;
const fewBytes = 20_000;
const worthSavingBytes = 16 * 1024 * 1024;
