import ignore from 'ignore';

import type { Clock } from '../base/clock.ts';
import { bareDocument } from '../base/text-document.ts';
import { sourceLines } from './budget/source-lines.ts';
import { type GatherOptions, gatherContext, itemId } from './context-engine.ts';
import type { ContextBundle, ContextItem, SearchResult } from './context-item.ts';
import type { ContextQuestion, SearchQuestion, SymbolQuestion } from './context-questions.ts';
import { foundSymbols } from './found-symbols.ts';
import { reasonFor } from './found-words.ts';
import type { ContextKeeper } from './index/context-keeper.ts';
import type { ContextRoot } from './index/context-root.ts';
import { emptyRecord } from './index/file-record.ts';
import { knownPaths } from './index/known-paths.ts';
import { LiveRoot, type LiveRootPorts } from './index/live-root.ts';
import type { IndexedSymbol } from './indexed-symbol.ts';
import { RecentVisits } from './recent-visits.ts';
import type { Finding, Place, Retriever, Scene } from './retrievers/scene.ts';
import { words } from './retrievers/words.ts';

export interface ContextServiceParts {
  readonly keeper: ContextKeeper;
  readonly ports: LiveRootPorts;
  readonly clock: Clock;
  readonly isTrusted: (root: string) => boolean;
  /** Retrievers beside those that every session has. */
  readonly retrievers: readonly Retriever[];
}

/** Answers questions from the index: the door of the engine, for all features and both threads. */
export class ContextService {
  readonly visits = new RecentVisits();
  readonly #parts: ContextServiceParts;
  readonly #live = new WeakMap<ContextRoot, LiveRoot>();
  /** The items of the last bundle of each document, newest last. */
  readonly #last = new Map<string, ReadonlySet<string>>();

  constructor(parts: ContextServiceParts) {
    this.#parts = parts;
  }

  /** Reads the histories of all roots where they have moved. */
  async followHistories(signal: AbortSignal): Promise<void> {
    for (const root of this.#parts.keeper.roots) await this.#liveRoot(root).followHistory(signal);
  }

  /** Lets go of what the policies exclude by now; to be called when they may have changed. */
  forgetExcluded(): void {
    for (const root of this.#parts.keeper.roots) this.#live.get(root)?.forgetExcluded();
  }

  /** A file was changed, by the editor or on disk. */
  touched(absolute: string): void {
    const root = this.#parts.keeper.rootOf(absolute);
    if (root !== undefined) this.#liveRoot(root).touch(absolute.slice(root.path.length + 1));
  }

  /** Undefined where nothing is known: a place in no root, or no root at all. */
  async gather(question: ContextQuestion, signal: AbortSignal): Promise<ContextBundle | undefined> {
    return question.kind === 'place' ? this.#atPlace(question, signal) : this.#forQuery(question, signal);
  }

  async search({ query, limit }: SearchQuestion, signal: AbortSignal): Promise<readonly SearchResult[]> {
    const results: SearchResult[] = [];
    for (const root of this.#parts.keeper.roots) {
      const live = this.#liveRoot(root);
      const scene: Scene = { ...sceneless, root: live, task: 'chat', query };
      const found = [...(await words.retrieve(scene, signal))].sort((a, b) => b.score - a.score);
      for (const finding of found.slice(0, limit)) {
        const result = await resultOf(live, query, finding, signal);
        if (result !== undefined) results.push(result);
      }
    }
    return results.sort((a, b) => b.score - a.score || (a.uri < b.uri ? -1 : 1)).slice(0, limit);
  }

  symbols(question: SymbolQuestion, signal: AbortSignal): Promise<readonly IndexedSymbol[]> {
    const roots = this.#parts.keeper.roots.map((root) => this.#liveRoot(root));
    return foundSymbols(roots, question, signal);
  }

  /** Relative paths of the files of a root, once they are listed; none where it is no root. */
  async paths(path: string, signal: AbortSignal): Promise<readonly string[]> {
    await this.#parts.keeper.untilListed(path, signal);
    const root = this.#parts.keeper.roots.find((each) => each.path === path);
    return root === undefined ? [] : knownPaths(root);
  }

  async #atPlace(
    question: Extract<ContextQuestion, { kind: 'place' }>,
    signal: AbortSignal,
  ): Promise<ContextBundle | undefined> {
    const root = this.#parts.keeper.rootOf(question.path);
    if (root === undefined) return undefined;
    const live = this.#liveRoot(root);
    const path = question.path.slice(root.path.length + 1);
    const text = await live.text(path, signal);
    if (text === undefined) return undefined;
    const place = placeOf(live, path, text, question.offset);
    this.visits.note(question.path, 'viewed', place.line);
    const scene: Scene = {
      ...{ root: live, task: question.task, place, query: question.query },
      ...{ visits: this.visits.below(root.path), diagnostics: question.diagnostics ?? [] },
    };
    const visible = question.visible ?? {
      startLine: place.line - seenAbove,
      endLine: place.line + seenBelow,
    };
    const before = this.#last.get(question.path) ?? new Set();
    const options = { ...optionsFor(question, root), visible, before, retrievers: this.#parts.retrievers };
    const bundle = await gatherContext(scene, options, this.#parts.clock, signal);
    this.#remember(question.path, bundle.items);
    return bundle;
  }

  /** Each root gives what it has; the best of all that fits is kept. */
  async #forQuery(
    question: Extract<ContextQuestion, { kind: 'query' }>,
    signal: AbortSignal,
  ): Promise<ContextBundle | undefined> {
    const bundles: ContextBundle[] = [];
    for (const root of this.#parts.keeper.roots) {
      const scene: Scene = {
        ...sceneless,
        root: this.#liveRoot(root),
        task: question.task,
        query: question.query,
      };
      const options = {
        ...{ ...optionsFor(question, root), visible: undefined, before: new Set<string>() },
        retrievers: this.#parts.retrievers,
      };
      bundles.push(await gatherContext(scene, options, this.#parts.clock, signal));
    }
    return bundles.length < 2 ? bundles[0] : merged(bundles, question.maxTokens);
  }

  #liveRoot(root: ContextRoot): LiveRoot {
    const known = this.#live.get(root);
    if (known !== undefined) return known;
    const { keeper, ports, isTrusted } = this.#parts;
    const live = new LiveRoot(root, keeper.openTexts, ports, isTrusted(root.path));
    this.#live.set(root, live);
    return live;
  }

  #remember(path: string, items: readonly ContextItem[]): void {
    this.#last.delete(path);
    this.#last.set(path, new Set(items.map(itemId)));
    for (const oldest of this.#last.keys()) {
      if (this.#last.size <= mostRemembered) break;
      this.#last.delete(oldest);
    }
  }
}

/** Undefined where the place is not there any more. */
async function resultOf(
  live: LiveRoot,
  query: string,
  { path, startLine, endLine, score }: Finding,
  signal: AbortSignal,
): Promise<SearchResult | undefined> {
  const whole = await live.text(path, signal);
  const lines = whole === undefined ? [] : sourceLines(whole).slice(startLine, endLine);
  if (lines.length === 0) return undefined;
  const text = lines.join('');
  const defined = live.index
    .record(path)
    ?.definitions.find((each) => startLine <= each.startLine && each.endLine <= endLine)?.name;
  const span = { startLine, endLine: startLine + lines.length };
  return { uri: live.uriOf(path), path, ...span, text, score, reason: reasonFor(query, text, defined) };
}

const sceneless = { place: undefined, visits: [], diagnostics: [] } as const;

function placeOf(live: LiveRoot, path: string, text: string, offset: number): Place {
  const line = bareDocument(text).lineOf(offset);
  return { path, text, offset, line, record: live.index.record(path) ?? emptyRecord };
}

function optionsFor(
  { maxTokens, avoid = [], prefer = [] }: ContextQuestion,
  root: ContextRoot,
): Omit<GatherOptions, 'visible' | 'before'> {
  return {
    maxTokens,
    refusalOf: (path) => {
      if (root.policy.exclusionOf(path) !== undefined) return 'excluded';
      return root.index.files.get(path)?.isTracked === false ? 'not-tracked' : undefined;
    },
    isAvoided: matcherOf(avoid),
    isPreferred: matcherOf(prefer),
    isComplete: root.isComplete,
  };
}

function matcherOf(patterns: readonly string[]): (path: string) => boolean {
  if (patterns.length === 0) return () => false;
  const matcher = ignore().add([...patterns]);
  return (path) => matcher.ignores(path);
}

function merged(bundles: readonly ContextBundle[], maxTokens: number): ContextBundle | undefined {
  const [first] = bundles;
  if (first === undefined) return undefined;
  const items: ContextItem[] = [];
  const dropped = bundles.flatMap((bundle) => bundle.dropped);
  let usedTokens = 0;
  for (const item of bundles.flatMap((bundle) => bundle.items).sort((a, b) => b.score - a.score)) {
    if (usedTokens + item.tokens <= maxTokens) {
      usedTokens += item.tokens;
      items.push(item);
      continue;
    }
    const { uri, path, reason, retriever, score, parts } = item;
    const [startLine, endLine] = [parts[0]?.startLine ?? 0, parts.at(-1)?.endLine ?? 0];
    dropped.push({ uri, path, reason, retriever, score, startLine, endLine, why: 'over-budget' });
  }
  return {
    ...first,
    ...{ items, dropped, usedTokens, maxTokens },
    trace: bundles.flatMap((bundle) => bundle.trace),
    tookMs: bundles.reduce((sum, bundle) => sum + bundle.tookMs, 0),
    isComplete: bundles.every((bundle) => bundle.isComplete),
  };
}

/** Lines around the cursor that every prompt holds. */
const seenAbove = 100;
const seenBelow = 40;
const mostRemembered = 20;
