import type { Clock } from '../../base/clock.ts';
import { nothing, type Outcome, ok } from '../../base/outcome.ts';
import type { TextDocument } from '../../base/text-document.ts';
import type { ContextItem } from '../../context/context-item.ts';
import type { FillInMiddleRequest, LanguageModel } from '../../model/language-model.ts';
import type { ModelError } from '../../model/model-error.ts';

import { type CompletionContext, contextDeadlineMs, contextFilesOf } from './completion-context.ts';
import type { Generated, Generation, GenerationEnd } from './generation.ts';
import { type Found, type GenerationPlace, Generations } from './generations.ts';
import { debounceMs } from './pace/debounce.ts';
import { ModelLatency } from './pace/model-latency.ts';
import { isSameDocument, isSamePlace, type Start, StartThrottle } from './pace/start-throttle.ts';
import { type PromptWindow, promptWindow } from './prompt-window.ts';
import { restOf, type TypedSince } from './reuse/typed-along.ts';
import type { Shape } from './shape.ts';
import type { DropReason, SilenceReason } from './silence-reason.ts';
import { cutStream, streamSceneAt } from './stream-cutter.ts';
import type { CompletionRequest } from './suggestion.ts';
import type { TraceBuilder } from './trace-builder.ts';

/** The models of others, as the settings route them now. */
export interface CompletionModels {
  /** Those to ask now, in order; empty where only the embedded model answers. */
  route(languageId: string, trigger: CompletionRequest['trigger']): readonly LanguageModel[];
  /** Changes whenever routes, models or what they may see have changed. */
  readonly version: number;
  /** Whether the model runs on this machine, where questions wait for each other. */
  isLocal(model: LanguageModel): boolean;
  /** What a prompt calls the file, and resolves once it is known whether it may be sent. */
  describe(uri: string): Promise<{ readonly path: string; readonly repository: string }>;
  /** Told of each failure; a route goes on behind it. */
  failed(error: ModelError): void;
}

/** What a model wrote for a place, as it came. */
export interface RawText {
  readonly text: string;
  readonly model: string;
  /** It ends in the middle of a line, perhaps. */
  readonly isCutOff: boolean;
  /** From 0 to 1; undefined where its server does not tell. */
  readonly probability: number | undefined;
  /** Where it was written for. */
  readonly document: TextDocument;
  readonly offset: number;
}

/** One question, and what is done with the answer. */
export interface ModelQuestion {
  readonly request: CompletionRequest;
  readonly route: readonly LanguageModel[];
  readonly shape: Shape;
  /** Everything that decides the answer besides the document, as one text. */
  readonly scope: string;
  /** Milliseconds between the user's keystrokes, where they are known. */
  readonly gapMs: number | undefined;
  readonly trace: TraceBuilder;
  /** Filters what a model wrote. */
  readonly clean: (raw: RawText) => Outcome<string, DropReason>;
  /** Told of all that a model wrote for a place, also where nobody waits for it any more. */
  readonly onBrought: (raw: RawText) => void;
}

/** What is left to write of a model's text, filtered. */
export interface ModelText {
  readonly text: string;
  readonly model: string;
  /** From 0 to 1; undefined where its server does not tell. */
  readonly probability: number | undefined;
}

/**
 * Asks the models of a route for the text at the cursor. Requests and generations are two things: a request that
 * typed what a generation has written gets the rest of it and asks nobody.
 */
export class ModelCompleter {
  readonly #models: CompletionModels;
  readonly #clock: Clock;
  readonly #context: CompletionContext | undefined;
  readonly #generations = new Generations();
  readonly #latency = new ModelLatency();
  readonly #throttle: StartThrottle;
  /** The latest question: an older one of the same document is of no use any more. */
  #newest: Start | undefined;
  /** Windows that turned out to be smaller than was said, in tokens, by the model's name. */
  readonly #smallerWindows = new Map<string, number>();
  /** The window that the latest question to a model was made for. */
  readonly #lastWindows = new Map<string, number>();

  constructor(models: CompletionModels, clock: Clock, context?: CompletionContext) {
    this.#models = models;
    this.#clock = clock;
    this.#context = context;
    this.#throttle = new StartThrottle(clock);
  }

  /** Rejects with the signal's reason alone; the route must name a model. */
  async complete(question: ModelQuestion, signal: AbortSignal): Promise<Outcome<ModelText, SilenceReason>> {
    const { request, trace, clean } = question;
    const way: Way = { place: placeOf(question), spent: new Set() };
    const start = this.#startOf(question, request.trigger);
    this.#newest = start;
    this.#generations.wentTo(way.place);
    const early = await this.#joined(way, question, signal);
    if (early !== undefined) return early;
    if (request.trigger === 'automatic') {
      await this.#clock.sleep(this.#waitFor(question), signal);
      trace.step('debounce');
    }
    const generation = await this.#startedOrJoined(way, { question, start }, signal);
    if (!('generation' in generation)) return generation;
    const generated = await generation.generation.outcome(signal);
    trace.step('model');
    trace.failed(generated.failures.map(({ message }) => message));
    return restAt(generated, nothingTyped, { clean, origin: way.place }) ?? nothing('model-silent');
  }

  /** Starts a generation at its turn, unless another request about the same keystroke has started one that serves. */
  async #startedOrJoined(
    way: Way,
    { question, start }: { readonly question: ModelQuestion; readonly start: Start },
    signal: AbortSignal,
  ): Promise<Outcome<ModelText, SilenceReason> | { readonly generation: Generation }> {
    const { place } = way;
    // Each round but the last finds a generation that turns out to be of no use.
    for (;;) {
      const joined = await this.#joined(way, question, signal);
      if (joined !== undefined) return joined;
      if (this.#isOutdated(start)) return nothing('model-late');
      this.#generations.makeWay(place);
      const turn = await this.#throttle.ready(start, signal);
      if (turn.kind === 'superseded') return nothing('model-late');
      question.trace.step('turn');
      // Nothing may come between this look and the start.
      if (this.#found(way) === undefined)
        return { generation: this.#start(place, question, { priority: 'normal', ended: turn.ended }) };
      turn.ended();
    }
  }

  #isOutdated(start: Start): boolean {
    const newest = this.#newest;
    return newest !== undefined && isSameDocument(newest, start) && !isSamePlace(newest, start);
  }

  /** Asks at low priority what comes at a place where the user is not yet. */
  async ahead(question: ModelQuestion, signal: AbortSignal): Promise<void> {
    const place = placeOf(question);
    const running = this.#generations.findAhead(place);
    if (running !== undefined) {
      // Whoever types along a suggestion comes to where it ends all the same.
      await running.outcome(signal);
      return;
    }
    const turn = await this.#throttle.ready(this.#startOf(question, 'speculative'), signal);
    if (turn.kind === 'superseded') return;
    const generation = this.#start(place, question, { priority: 'low', ended: turn.ended });
    await generation.outcome(signal);
  }

  #startOf({ request, route }: ModelQuestion, trigger: Start['trigger']): Start {
    const { document, offset } = request;
    const [first] = route;
    const isLocal = first !== undefined && this.#models.isLocal(first);
    return { model: { name: first?.name ?? '', isLocal }, document, offset, trigger };
  }

  #waitFor({ route, gapMs }: ModelQuestion): number {
    const [first] = route;
    if (first === undefined) return 0;
    return debounceMs({
      gapMs,
      latencyMs: this.#latency.of(first.name),
      isLocal: this.#models.isLocal(first),
    });
  }

  #found({ place, spent }: Way): Found | undefined {
    const found = this.#generations.findAlong(place);
    return found === undefined || spent.has(found.generation) ? undefined : found;
  }

  /** The rest of a generation that writes here; undefined where none does, or it went elsewhere. */
  async #joined(
    way: Way,
    question: ModelQuestion,
    signal: AbortSignal,
  ): Promise<Outcome<ModelText, SilenceReason> | undefined> {
    const found = this.#found(way);
    if (found === undefined) return undefined;
    question.trace.reused('joined');
    const { generation, typed } = found;
    const outcome = await generation.outcomeAlong(typed, signal);
    question.trace.step('model');
    if (outcome !== 'diverged') question.trace.failed(outcome.failures.map(({ message }) => message));
    const rest =
      outcome === 'diverged'
        ? undefined
        : restAt(outcome, found, { clean: question.clean, origin: found.origin });
    const isSpent = rest === undefined || (rest.kind === 'nothing' && typed !== '');
    if (!isSpent) return rest;
    way.spent.add(generation);
    question.trace.reused('none');
    return undefined;
  }

  #start(
    place: GenerationPlace,
    question: ModelQuestion,
    { priority, ended }: { readonly priority: 'normal' | 'low'; readonly ended: () => void },
  ) {
    const { request, route, shape, onBrought } = question;
    const { document, offset } = place;
    const scene = streamSceneAt(document, offset, shape);
    const startedMs = this.#clock.monotonicMs();
    let isFirst = true;
    return this.#generations.start(place, {
      route,
      question: (model) => this.#question(model, question),
      cut: (said) => cutStream(said, scene),
      purpose: { feature: 'completion', trigger: request.trigger },
      priority,
      onFailure: (error) => this.#failed(error),
      onText: (_, model) => {
        if (isFirst) this.#latency.add(model, this.#clock.monotonicMs() - startedMs);
        isFirst = false;
      },
      onEnd: (end) => {
        ended();
        const raw = rawOf(end, place);
        if (raw !== undefined) onBrought(raw);
      },
      clock: this.#clock,
    });
  }

  async #question(
    model: LanguageModel,
    { request, shape, trace }: ModelQuestion,
  ): Promise<FillInMiddleRequest> {
    const { document, offset } = request;
    const [abilities, described] = await Promise.all([
      model.abilities(),
      this.#models.describe(document.uri),
    ]);
    const windowTokens = Math.min(abilities.windowTokens, this.#smallerWindows.get(model.name) ?? Infinity);
    this.#lastWindows.set(model.name, windowTokens);
    const maxTokens = maxTokensOf(shape, windowTokens);
    const whole = promptWindow(document, offset, { windowTokens, maxTokens });
    const items = await this.#contextFor(document, offset, whole, windowTokens);
    trace.context(items.map(tracedItem));
    trace.step('context');
    const contextTokens = items.reduce((sum, { tokens }) => sum + tokens, 0);
    const { prefix, suffix } =
      items.length === 0
        ? whole
        : promptWindow(document, offset, { windowTokens: windowTokens - contextTokens, maxTokens });
    return {
      prefix,
      suffix,
      ...described,
      languageId: document.languageId,
      context: contextFilesOf(items),
      maxTokens,
      stop: stopsOf(shape),
    };
  }

  /** What of the repository the model sees beside the document, as far as it is known in time and may be sent. */
  async #contextFor(
    document: TextDocument,
    offset: number,
    { start, end }: PromptWindow,
    windowTokens: number,
  ): Promise<readonly ContextItem[]> {
    const context = this.#context;
    if (context === undefined || context.maxTokens === 0) return [];
    const maxTokens = Math.min(context.maxTokens, Math.floor(windowTokens / contextShare));
    const stop = new AbortController();
    const sendable: ContextItem[] = [];
    let items: readonly ContextItem[] = [];
    const gathered = context
      .gather({ document, offset, maxTokens, start, end }, stop.signal)
      .then(async (bundle) => {
        items = bundle?.items ?? [];
        await Promise.all(
          items.map(async (item) => {
            if (await context.maySend(item)) sendable.push(item);
          }),
        );
      })
      .catch(() => undefined);
    const timer = new AbortController();
    const late = this.#clock.sleep(contextDeadlineMs, timer.signal).catch(() => undefined);
    await Promise.race([gathered, late]);
    timer.abort();
    stop.abort();
    const known = new Set(sendable);
    return items.filter((item) => known.has(item));
  }

  /** A prompt that was too long is shorter at the next keystroke. */
  #failed(error: ModelError): void {
    const tried = this.#lastWindows.get(error.model);
    if (error.kind === 'too-long' && tried !== undefined)
      this.#smallerWindows.set(error.model, Math.max(smallestWindow, Math.floor(tried / 2)));
    this.#models.failed(error);
  }
}

/** The way of one question to its answer. */
interface Way {
  readonly place: GenerationPlace;
  /** Generations that write here and are of no use to it. */
  readonly spent: Set<Generation>;
}

const nothingTyped: TypedSince = { typed: '', closers: '' };

function placeOf({ request, scope }: ModelQuestion): GenerationPlace {
  const { document, offset } = request;
  const start = Math.max(0, offset - decidingUnits);
  const end = Math.min(document.text.length, offset + decidingUnits);
  return { document, offset, start, end, key: scope };
}

/** What of the outcome is still to be written, filtered; undefined where something else was typed. */
function restAt(
  generated: Generated,
  since: TypedSince,
  { clean, origin }: { readonly clean: ModelQuestion['clean']; readonly origin: GenerationPlace },
): Outcome<ModelText, SilenceReason> | undefined {
  // Where nobody failed, another question took its place.
  if (generated.kind === 'none')
    return nothing(generated.failures.length === 0 ? 'model-late' : 'model-failed');
  const { text, model, probability, isCutOff } = generated;
  if (text.trim() === '') return nothing('model-silent');
  const { document, offset } = origin;
  const fitted = clean({ text, model, isCutOff, probability, document, offset });
  if (fitted.kind === 'nothing') return fitted;
  const rest = since.typed === '' ? fitted.value : restOf(fitted.value, since);
  return rest === undefined ? undefined : ok({ text: rest, model, probability });
}

/** What a generation had written when it ended; undefined where that is nothing. */
function rawOf(end: GenerationEnd, { document, offset }: GenerationPlace): RawText | undefined {
  const { kind, text, model, probability } = end;
  if (model === undefined || text.trim() === '' || kind === 'failed') return undefined;
  return { text, model, isCutOff: kind !== 'whole', probability, document, offset };
}

function tracedItem({ path, parts, reason, score, tokens }: ContextItem) {
  const startLine = Math.min(...parts.map((part) => part.startLine));
  const endLine = Math.max(...parts.map((part) => part.endLine));
  return { path, startLine, endLine, reason, score, tokens };
}

/** Where the shape would cut anyway, the server may stop by itself, and then says what it cost. */
function stopsOf({ maxLines, mayBeginBelow, maxBlockLines }: Shape): readonly string[] {
  return maxLines === 1 && !mayBeginBelow && maxBlockLines === undefined ? ['\n'] : ['\n\n'];
}

function maxTokensOf({ maxLines, maxBlockLines = 1 }: Shape, windowTokens: number): number {
  const lines = Math.max(maxLines, maxBlockLines);
  const wanted = lines === 1 ? tokensOfOneLine : Math.min(mostTokens, lines * tokensPerLine);
  return Math.min(wanted, Math.floor(windowTokens / 4));
}

/** How much text around the cursor must be unchanged for an answer to be used again, in UTF-16 units each way. */
const decidingUnits = 2_000;
const smallestWindow = 256;
/** Of a model's window, one part in so many is for context at most. */
const contextShare = 4;
const tokensOfOneLine = 96;
const tokensPerLine = 32;
const mostTokens = 384;
