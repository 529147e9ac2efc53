import type { Clock } from '../base/clock.ts';
import { cutItem } from './budget/cut-item.ts';
import { estimateTokens } from './budget/estimate-tokens.ts';
import { sourceLines } from './budget/source-lines.ts';
import type {
  ContextBundle,
  ContextItem,
  ContextPart,
  DroppedItem,
  DropReason,
  LineSpan,
  RetrieverName,
  RetrieverTrace,
} from './context-item.ts';
import { emptyRecord } from './index/file-record.ts';
import { type FusedFinding, fuseFindings, type RetrieverFindings } from './ranking/fuse-findings.ts';
import { isTestPath } from './ranking/priors.ts';
import { gated } from './ranking/score-gate.ts';
import { retrieversOf } from './retrievers/all-retrievers.ts';
import type { Finding, Retriever, RootView, Scene } from './retrievers/scene.ts';

/** How a bundle is put together. */
export interface GatherOptions {
  readonly maxTokens: number;
  /** Lines of the file at hand that its reader has anyway. */
  readonly visible: LineSpan | undefined;
  /** Whether a file may be shown to whom the bundle is for. */
  readonly refusalOf: (path: string) => Extract<DropReason, 'excluded' | 'not-tracked'> | undefined;
  /** Patterns of the policy: not to be imitated, and to be imitated first. */
  readonly isAvoided: (path: string) => boolean;
  readonly isPreferred: (path: string) => boolean;
  /** What was in the bundle before this one, by `itemId`: kept where scores are close, so that prompts change little. */
  readonly before: ReadonlySet<string>;
  readonly isComplete: boolean;
  /** Retrievers beside those that every session has. */
  readonly retrievers?: readonly Retriever[];
}

/**
 * The context for a scene: all retrievers that fit the task are asked, what they found is fused by rank, weighed by
 * policy and habit, freed of overlaps, and cut to the budget.
 * Laws: the items never cost more than `maxTokens` together; all that was found is either in `items` or in `dropped`.
 */
export async function gatherContext(
  scene: Scene,
  options: GatherOptions,
  clock: Clock,
  signal: AbortSignal,
): Promise<ContextBundle> {
  const begun = clock.monotonicMs();
  const lists: RetrieverFindings[] = [];
  const trace: RetrieverTrace[] = [];
  const weak: { readonly finding: Finding; readonly retriever: RetrieverName }[] = [];
  for (const { retriever, weight } of retrieversOf(scene.task, options.retrievers ?? [])) {
    const start = clock.monotonicMs();
    const findings = await retriever.retrieve(scene, signal);
    signal.throwIfAborted();
    const { passed, below } = gated(retriever.name, findings);
    lists.push({ retriever: retriever.name, findings: passed, weight });
    weak.push(...below.map((finding) => ({ finding, retriever: retriever.name })));
    trace.push(traceOf(retriever.name, findings, clock.monotonicMs() - start));
  }
  const fused = fuseFindings(lists, (finding, retriever) => factorOf(scene, options, finding, retriever));
  const packer = new Packer(scene.root, options);
  for (const finding of fused) {
    const refusal = refusalOf(scene, options, finding) ?? packer.overlapOf(finding);
    if (refusal !== undefined) packer.drop(finding, refusal);
    else await packer.take(finding, signal);
  }
  for (const { finding, retriever } of weak)
    packer.drop({ ...finding, source: finding.source, retriever, score: 0 }, 'low-score');
  return {
    task: scene.task,
    items: stablyOrdered(packer.items),
    dropped: packer.dropped,
    trace,
    maxTokens: options.maxTokens,
    usedTokens: packer.usedTokens,
    tookMs: clock.monotonicMs() - begun,
    isComplete: options.isComplete,
  };
}

/** Names an item between two bundles. */
export function itemId({ path, parts }: ContextItem): string {
  return `${path}\0${parts[0]?.startLine ?? 0}`;
}

function factorOf(
  { task, place }: Scene,
  { isPreferred, before }: GatherOptions,
  { path, startLine }: Finding,
  retriever: RetrieverName,
): number {
  const isForTests = task === 'tests' || (place !== undefined && isTestPath(place.path));
  const test = !isForTests && retriever !== 'tests' && isTestPath(path) ? testFactor : 1;
  const preferred = isPreferred(path) ? preferredFactor : 1;
  return test * preferred * (before.has(`${path}\0${startLine}`) ? stayingFactor : 1);
}

function refusalOf(
  { place }: Scene,
  { visible, refusalOf: refuses, isAvoided }: GatherOptions,
  { path, startLine, endLine, retriever, source }: FusedFinding,
): DropReason | undefined {
  // Of dependencies, whoever read them has asked the policy.
  const refusal = source === undefined ? refuses(path) : undefined;
  if (refusal !== undefined) return refusal;
  if (!isDefinition(retriever) && isAvoided(path)) return 'avoided';
  const isSeen =
    path === place?.path &&
    visible !== undefined &&
    startLine < visible.endLine &&
    visible.startLine < endLine;
  return isSeen ? 'already-visible' : undefined;
}

/** What a name means is not imitated, it is looked up. */
function isDefinition(retriever: RetrieverName): boolean {
  return retriever === 'definitions' || retriever === 'dependencies' || retriever === 'diagnostics';
}

/** Fills the budget. Invariant: `usedTokens` is the sum over `items` and never above the budget. */
class Packer {
  readonly items: ContextItem[] = [];
  readonly dropped: DroppedItem[] = [];
  readonly #root: RootView;
  readonly #maxTokens: number;
  #usedTokens = 0;
  readonly #taken = new Map<string, LineSpan[]>();

  constructor(root: RootView, { maxTokens }: GatherOptions) {
    this.#root = root;
    this.#maxTokens = maxTokens;
  }

  get usedTokens(): number {
    return this.#usedTokens;
  }

  overlapOf({ path, startLine, endLine }: FusedFinding): 'overlaps' | undefined {
    const taken = this.#taken.get(path) ?? [];
    return taken.some((each) => startLine < each.endLine && each.startLine < endLine)
      ? 'overlaps'
      : undefined;
  }

  drop({ path, startLine, endLine, reason, retriever, score, source }: FusedFinding, why: DropReason): void {
    const uri = source?.uri ?? this.#root.uriOf(path);
    this.dropped.push({ uri, path, startLine, endLine, reason, retriever, score, why });
  }

  async take(finding: FusedFinding, signal: AbortSignal): Promise<void> {
    const left = this.#maxTokens - this.#usedTokens - headerTokens;
    if (left < leastTokens || this.items.length >= mostItems) return this.drop(finding, 'over-budget');
    const maxTokens = Math.min(left, Math.max(leastShare, Math.floor(this.#maxTokens * largestShare)));
    if (finding.source !== undefined) return this.#takeParts(finding, finding.source, maxTokens);
    const text = await this.#root.text(finding.path, signal);
    if (text === undefined) return this.drop(finding, 'gone');
    // Behind the last line end there is no line to show.
    const lines = sourceLines(text).filter((line) => line !== '');
    const isBlank = lines.slice(finding.startLine, finding.endLine).every((line) => line.trim() === '');
    if (isBlank) return this.drop(finding, 'gone');
    const record = this.#root.index.record(finding.path) ?? emptyRecord;
    const spans = cutItem({ lines, span: finding, record, maxTokens, tokensOf: estimateTokens });
    if (spans.length === 0) return this.drop(finding, 'over-budget');
    this.#addSpans(finding, lines, spans);
  }

  /** Parts that were cut out already are taken as long as they fit. */
  #takeParts(finding: FusedFinding, source: NonNullable<FusedFinding['source']>, maxTokens: number): void {
    const parts: ContextPart[] = [];
    let tokens = 0;
    for (const part of source.parts) {
      tokens += estimateTokens(part.text);
      if (tokens > maxTokens) break;
      parts.push(part);
    }
    if (parts.length === 0) this.drop(finding, 'over-budget');
    else this.#add(finding, source.uri, parts);
  }

  #addSpans(finding: FusedFinding, lines: readonly string[], spans: readonly LineSpan[]): void {
    const uri = this.#root.uriOf(finding.path);
    const lengthTo = (line: number) => lines.slice(0, line).reduce((sum, { length }) => sum + length, 0);
    const parts = spans.map(({ startLine, endLine }) => {
      const text = lines.slice(startLine, endLine).join('');
      const start = lengthTo(startLine);
      return { startLine, endLine, range: { start, end: start + text.length }, text };
    });
    this.#add(finding, uri, parts);
  }

  #add({ path, reason, retriever, score }: FusedFinding, uri: string, parts: readonly ContextPart[]): void {
    const tokens = parts.reduce((sum, part) => sum + estimateTokens(part.text), headerTokens);
    this.#usedTokens += tokens;
    this.items.push({ uri, path, parts, reason, retriever, score, tokens });
    const [first, last] = [parts[0], parts.at(-1)];
    const taken = this.#taken.get(path) ?? [];
    if (first !== undefined && last !== undefined)
      taken.push({ startLine: first.startLine, endLine: last.endLine });
    this.#taken.set(path, taken);
  }
}

/** What changes least between keystrokes first, so that a provider's prefix cache serves; in it by path and line. */
function stablyOrdered(items: readonly ContextItem[]): readonly ContextItem[] {
  const lineOf = ({ parts }: ContextItem) => parts[0]?.startLine ?? 0;
  return [...items].sort(
    (a, b) =>
      stability.indexOf(a.retriever) - stability.indexOf(b.retriever) ||
      (a.path < b.path ? -1 : a.path > b.path ? 1 : lineOf(a) - lineOf(b)),
  );
}

const stability: readonly RetrieverName[] = [
  'facts',
  'dependencies',
  'imports',
  'definitions',
  'tests',
  'together',
  'words',
  'usages',
  'similar',
  'embeddings',
  'changes',
  'recent',
  'diagnostics',
];

function traceOf(retriever: RetrieverName, findings: readonly Finding[], tookMs: number): RetrieverTrace {
  const best = findings
    .slice(0, mostTraced)
    .map(({ path, startLine, endLine, score, reason }) => ({ path, startLine, endLine, score, reason }));
  return { retriever, tookMs, found: findings.length, best };
}

const testFactor = 0.5;
const preferredFactor = 1.5;
/** An item of the last bundle stays unless something is clearly better. */
const stayingFactor = 1.1;
/** For the path above an item, and the line end below. */
const headerTokens = 12;
/** With less left, nothing is begun. */
const leastTokens = 24;
/** The most that one item may take: a share of the budget, but at least so many tokens. */
const largestShare = 0.15;
const leastShare = 200;
const mostItems = 40;
const mostTraced = 20;
