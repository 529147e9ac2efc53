import type { Clock } from '../../base/clock.ts';
import { nothing, type Outcome, ok } from '../../base/outcome.ts';
import { isSafeText } from '../../base/safe-text.ts';
import type { TextDocument } from '../../base/text-document.ts';
import type { ContextItem } from '../../context/context-item.ts';
import type { FillInMiddleRequest, LanguageModel } from '../../model/language-model.ts';
import type { ModelError } from '../../model/model-error.ts';

import { type CompletionContext, contextDeadlineMs, contextFilesOf } from './completion-context.ts';
import { cutAtMarker } from './filters/cut-at-marker.ts';
import { dropHalfLine } from './filters/drop-half-line.ts';
import { isProse } from './filters/is-prose.ts';
import { stripFence } from './filters/strip-fence.ts';
import type { Generated } from './generation.ts';
import { type Found, type GenerationPlace, Generations } from './generations.ts';
import { type PromptWindow, promptWindow } from './prompt-window.ts';
import { cutToShape, type Shape, shapeAt } from './shape.ts';
import type { CompletionRequest, SilenceReason } from './suggestion.ts';

/** The models of others, as the settings route them now. */
export interface CompletionModels {
  /** Those to ask now, in order; empty where only the embedded model answers. */
  route(languageId: string, trigger: CompletionRequest['trigger']): readonly LanguageModel[];
  /** Changes whenever routes, models or what they may see have changed. */
  readonly version: number;
  /** What a prompt calls the file, and resolves once it is known whether it may be sent. */
  describe(uri: string): Promise<{ readonly path: string; readonly repository: string }>;
  /** Told of each failure; a route goes on behind it. */
  failed(error: ModelError): void;
}

/** A text of a model, ready to be trimmed to what stands around the cursor. */
export interface ModelText {
  readonly text: string;
  readonly model: string;
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
  /** Windows that turned out to be smaller than was said, in tokens, by the model's name. */
  readonly #smallerWindows = new Map<string, number>();
  /** The window that the latest question to a model was made for. */
  readonly #lastWindows = new Map<string, number>();

  constructor(models: CompletionModels, clock: Clock, context?: CompletionContext) {
    this.#models = models;
    this.#clock = clock;
    this.#context = context;
  }

  /** Undefined when no model is to be asked; rejects with the signal's reason alone. */
  complete(
    request: CompletionRequest,
    maxLines: number,
    signal: AbortSignal,
  ): Promise<Outcome<ModelText, SilenceReason>> | undefined {
    const { document, offset, trigger } = request;
    const route = this.#models.route(document.languageId, trigger);
    if (route.length === 0) return undefined;
    const line = document.lineOf(offset);
    const shape = shapeAt(
      document.text.slice(document.lineStart(line), offset),
      document.text.slice(offset, document.lineEnd(line)),
      maxLines,
    );
    return this.#complete(request, route, shape, signal);
  }

  async #complete(
    request: CompletionRequest,
    route: readonly LanguageModel[],
    shape: Shape,
    signal: AbortSignal,
  ): Promise<Outcome<ModelText, SilenceReason>> {
    const place = this.#placeOf(request, route, shape);
    // Another request about the same keystroke may have started one meanwhile.
    const known = this.#generations.find(place) ?? (await this.#findLater(place, request, signal));
    if (known !== undefined) {
      const joined = await this.#join(known, shape, signal);
      if (joined !== 'diverged') return joined;
    }
    const generation = this.#generations.start(place, {
      route,
      question: (model) => this.#question(model, request, shape),
      shape,
      purpose: { feature: 'completion', trigger: request.trigger },
      onFailure: (error) => this.#failed(error),
      clock: this.#clock,
    });
    return this.#rest(await generation.outcome(signal), '', shape);
  }

  /** The rest of a generation's text; `diverged` as soon as that is not what was typed, or when it failed. */
  async #join(
    { generation, typed }: Found,
    shape: Shape,
    signal: AbortSignal,
  ): Promise<Outcome<ModelText, SilenceReason> | 'diverged'> {
    const outcome = await Promise.race([generation.outcome(signal), generation.diverged(typed)]);
    if (outcome === 'diverged') return outcome;
    const rest = this.#rest(outcome, typed, shape);
    return rest.kind === 'nothing' && rest.reason === 'model-silent' && typed !== '' ? 'diverged' : rest;
  }

  async #findLater(
    place: GenerationPlace,
    { trigger }: CompletionRequest,
    signal: AbortSignal,
  ): Promise<Found | undefined> {
    if (trigger === 'invoked') return undefined;
    await this.#clock.sleep(automaticDelayMs, signal);
    return this.#generations.find(place);
  }

  #placeOf(
    { document, offset }: CompletionRequest,
    route: readonly LanguageModel[],
    shape: Shape,
  ): GenerationPlace {
    const names = route.map(({ name }) => name);
    const key = JSON.stringify([this.#models.version, names, shape.maxLines, document.languageId]);
    const start = Math.max(0, offset - decidingUnits);
    const end = Math.min(document.text.length, offset + decidingUnits);
    return { document, offset, start, end, key };
  }

  async #question(
    model: LanguageModel,
    { document, offset }: CompletionRequest,
    shape: Shape,
  ): Promise<FillInMiddleRequest> {
    const [abilities, described] = await Promise.all([
      model.abilities(),
      this.#models.describe(document.uri),
    ]);
    const windowTokens = Math.min(abilities.windowTokens, this.#smallerWindows.get(model.name) ?? Infinity);
    this.#lastWindows.set(model.name, windowTokens);
    const maxTokens = maxTokensOf(shape, windowTokens);
    const whole = promptWindow(document, offset, { windowTokens, maxTokens });
    const items = await this.#contextFor(document, offset, whole, windowTokens);
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

  /** What of the outcome is still to be written behind `typed`. */
  #rest(generated: Generated, typed: string, shape: Shape): Outcome<ModelText, SilenceReason> {
    if (generated.kind === 'none') return nothing('model-failed');
    const cleaned = cleanedText(generated, shape);
    if (cleaned === undefined) return nothing('unfit-text');
    if (!cleaned.startsWith(typed)) return nothing('model-silent');
    const text = cleaned.slice(typed.length);
    return text.trim() === '' ? nothing('model-silent') : ok({ text, model: generated.model });
  }
}

/** The filters, in their order; undefined for a text that nobody should see. */
function cleanedText(
  { text, isCutOff }: Extract<Generated, { kind: 'text' }>,
  shape: Shape,
): string | undefined {
  const code = cutAtMarker(stripFence(text.replaceAll('\r\n', '\n')));
  const whole = isCutOff && (code.includes('\n') || shape.maxLines > 1) ? dropHalfLine(code) : code;
  const cut = cutToShape(whole, shape).text.trimEnd();
  return isProse(cut) || !isSafeText(cut) || longestLine(cut) > maxLineLength ? undefined : cut;
}

function longestLine(text: string): number {
  return Math.max(...text.split('\n').map(({ length }) => length));
}

/** Where the shape would cut anyway, the server may stop by itself, and then says what it cost. */
function stopsOf({ maxLines, mayBeginBelow }: Shape): readonly string[] {
  return maxLines === 1 && !mayBeginBelow ? ['\n'] : ['\n\n'];
}

function maxTokensOf({ maxLines }: Shape, windowTokens: number): number {
  const wanted = maxLines === 1 ? tokensOfOneLine : Math.min(mostTokens, maxLines * tokensPerLine);
  return Math.min(wanted, Math.floor(windowTokens / 4));
}

/** Before an automatic request asks a model; typing goes on within it more often than not. */
const automaticDelayMs = 75;
/** How much text around the cursor must be unchanged for an answer to be used again, in UTF-16 units each way. */
const decidingUnits = 2_000;
const smallestWindow = 256;
/** Of a model's window, one part in so many is for context at most. */
const contextShare = 4;
const tokensOfOneLine = 96;
const tokensPerLine = 32;
const mostTokens = 384;
/** A line that nobody would read. */
const maxLineLength = 400;
