import { nothing, type Outcome, ok } from '../../base/outcome.ts';
import { type TextChange, TextDocument } from '../../base/text-document.ts';
import type { LanguageModel } from '../../model/language-model.ts';
import { Attention } from './attention/attention.ts';
import type { Candidate } from './choosing/candidate.ts';
import { certainFrom, judge } from './choosing/judge.ts';
import type { CompletionOptions } from './completion-options.ts';
import type { CompletionParts } from './completion-parts.ts';
import type { CompletionTrace, TracedCut } from './completion-trace.ts';
import { explain } from './explanation.ts';
import { withLineEndsOf } from './filters/document-line-ends.ts';
import { fittedText, type UnfittedText } from './fitted-text.ts';
import { passGates } from './gates/all-gates.ts';
import { ModelCompleter, type ModelQuestion, type ModelText, type RawText } from './model-completer.ts';
import { profiles } from './profiles.ts';
import { RecentTraces } from './recent-traces.ts';
import { type CachePlace, SuggestionCache } from './reuse/suggestion-cache.ts';
import { shapeAt } from './shape.ts';
import type { SilenceReason } from './silence-reason.ts';
import type { CompletionRequest, Suggestion } from './suggestion.ts';
import { TraceBuilder } from './trace-builder.ts';
import type { TypingState } from './typing/typing-state.ts';
import { TypingWatch } from './typing/typing-watch.ts';

/** What became of the requests of this process so far. */
export interface CompletionCounts {
  readonly offered: number;
  readonly accepted: number;
  readonly silent: Readonly<Partial<Record<SilenceReason, number>>>;
}

/** One request on its way. */
interface Asked {
  readonly request: CompletionRequest;
  readonly options: CompletionOptions;
  readonly typing: TypingState;
  readonly route: readonly LanguageModel[];
  readonly place: CachePlace;
  readonly trace: TraceBuilder;
}

/**
 * The pipeline between a request and a suggestion; popup and ghost text share it. In order: the gates; what was
 * suggested before and still goes on here; the model of the user's own code; the models of others, unless that one is
 * certain; the filters; the choice by syntax, names and probability.
 * Invariant: an id that was offered is accepted at most once in the counts.
 */
export class Completion {
  /** What the user said and did about suggestions. */
  readonly attention: Attention;
  readonly #parts: CompletionParts;
  readonly #others: ModelCompleter;
  readonly #typing: TypingWatch;
  readonly #traces = new RecentTraces();
  /** What was shown, or may be shown as it is. */
  readonly #judged: SuggestionCache;
  /** What models wrote when nobody waited for it any more: filtered, and to be judged where it is used. */
  readonly #brought: SuggestionCache;
  readonly #silent: Partial<Record<SilenceReason, number>> = {};
  readonly #open = new Set<string>();
  #ahead = new AbortController();
  #requests = 0;
  /** Counts what made all before it useless, also what models are writing now. */
  #era = 0;
  #offered = 0;
  #accepted = 0;

  constructor(parts: CompletionParts) {
    const { models, clock, context } = parts;
    this.#parts = parts;
    this.#others = new ModelCompleter(models, clock, context);
    this.#typing = new TypingWatch(clock);
    this.#judged = new SuggestionCache(clock);
    this.#brought = new SuggestionCache(clock);
    this.attention = new Attention(clock);
  }

  /** Rejects with the signal's reason when the request is aborted, and with nothing else. */
  async complete(
    request: CompletionRequest,
    signal: AbortSignal,
  ): Promise<Outcome<Suggestion, SilenceReason>> {
    this.#requests += 1;
    const trace = new TraceBuilder({ id: String(this.#requests), request, clock: this.#parts.clock });
    this.#traces.add(trace);
    const asked = this.#askedFor(request, trace);
    const outcome = await this.#suggest(asked, signal).catch((reason: unknown) => {
      trace.ended({ kind: 'cancelled' });
      throw reason;
    });
    if (outcome.kind === 'nothing') {
      trace.ended({ kind: 'silent', reason: outcome.reason });
      this.#silent[outcome.reason] = (this.#silent[outcome.reason] ?? 0) + 1;
      return outcome;
    }
    const suggestion = this.#offer(asked, outcome.value);
    this.#speculate(asked, outcome.value);
    return ok(suggestion);
  }

  /** The user took the suggestion; an id never offered, or long ago, is ignored. */
  accepted(id: string): void {
    if (this.#open.delete(id)) this.#accepted += 1;
  }

  documentChanged(before: TextDocument, after: TextDocument, changes: readonly TextChange[]): void {
    this.#typing.documentChanged(before, after, changes);
  }

  documentClosed(uri: string): void {
    this.#typing.documentClosed(uri);
  }

  /** What may be read or shown has changed: nothing that was made before it is used again. */
  forget(): void {
    this.#era += 1;
    this.#judged.clear();
    this.#brought.clear();
  }

  /** What happened in a request, the last one without an id; undefined where that is not known any more. */
  why(traceId?: string): CompletionTrace | undefined {
    return this.#traces.get(traceId);
  }

  counts(): CompletionCounts {
    return { offered: this.#offered, accepted: this.#accepted, silent: { ...this.#silent } };
  }

  #askedFor(request: CompletionRequest, trace: TraceBuilder): Asked {
    const { models, options: currentOptions } = this.#parts;
    const { document, offset, trigger } = request;
    const options = currentOptions();
    const isPossible = options.enabled && !this.#parts.isExcluded(document.uri);
    const route = isPossible ? models.route(document.languageId, trigger) : [];
    const names = route.map(({ name }) => name);
    trace.route(names);
    const { profile, maxLines, minimumConfidence, minimumProbability, embedded } = options;
    const { languageId } = document;
    const limits = [maxLines, minimumConfidence, minimumProbability];
    const decisive = [this.#era, models.version, names, profile, ...limits, embedded, languageId];
    const place = { document, offset, scope: JSON.stringify(decisive) };
    return { request, options, typing: this.#typing.at(document, offset), route, place, trace };
  }

  async #suggest(asked: Asked, signal: AbortSignal): Promise<Outcome<Candidate, SilenceReason>> {
    const { request, options, route, place, trace } = asked;
    const closed = this.#closedGate(asked);
    trace.step('gates');
    // Whoever goes back along a suggestion sees it again.
    if (closed !== undefined && closed !== 'deleting') return nothing(closed);
    const cached = this.#judged.find(place);
    trace.step('cache');
    if (cached?.kind === 'text' && !isMadeAnew(cached)) {
      trace.reused('cache');
      return this.#wanted(asked, cached.candidate);
    }
    if (closed !== undefined) return nothing(closed);
    if (cached?.kind === 'silence' && request.trigger === 'automatic' && !options.embedded)
      return nothing(cached.reason);
    const own = this.#fromOwnCode(asked);
    trace.step('own code');
    if (route.length === 0) return this.#chosen(asked, [], own, signal);
    const isCertain = own.kind === 'ok' && isShownAtOnce(own.value) && request.trigger === 'automatic';
    if (isCertain) return this.#chosen(asked, [], own, signal);
    const answer = await this.#withinPatience(this.#fromModels(asked, signal), request.patienceMs);
    return this.#chosen(asked, [answer], own, signal);
  }

  #closedGate({ request, options, typing, trace }: Asked): SilenceReason | undefined {
    const { isExcluded, pathOf } = this.#parts;
    const { document, offset } = request;
    const { reason, gates } = passGates({
      ...{ request, options, typing, isExcluded },
      rules: profiles[options.profile],
      attention: this.attention.at(document, offset),
      path: pathOf?.(document.uri) ?? nameOf(document.uri),
    });
    trace.gates(gates);
    return reason;
  }

  /** The best of the answers, once it is known to be wanted. */
  async #chosen(
    asked: Asked,
    [answer]: readonly Outcome<Candidate, SilenceReason>[],
    own: Outcome<Candidate, SilenceReason>,
    signal: AbortSignal,
  ): Promise<Outcome<Candidate, SilenceReason>> {
    const { request, route, place, trace } = asked;
    const { document, offset } = request;
    const candidates = [answer, own].flatMap((each) => (each?.kind === 'ok' ? [each.value] : []));
    const silence = reasonOf(answer, own, asked.options);
    const isFinal = answer === undefined || answer.kind === 'ok' || answer.reason === 'model-silent';
    if (candidates.length === 0) {
      if (isFinal && route.length > 0) this.#judged.keepSilence(place, silence);
      return nothing(silence);
    }
    const { chosen, judged } = await judge(candidates, { document, offset }, this.#parts, signal);
    trace.step('syntax');
    for (const { candidate, dropped } of judged)
      trace.candidate({
        source: candidate.model ?? 'embedded',
        text: candidate.text,
        confidence: candidate.confidence,
        dropped,
      });
    if (chosen === undefined) return nothing('breaks-syntax');
    // Where a model was too late, its answer must not find the place taken.
    if (isFinal) this.#judged.keep(place, chosen);
    return this.#wanted(asked, chosen);
  }

  #wanted({ request }: Asked, candidate: Candidate): Outcome<Candidate, SilenceReason> {
    const { document, offset, trigger } = request;
    const isUnwanted =
      trigger === 'automatic' && this.attention.isDismissed(document, offset, candidate.text);
    return isUnwanted ? nothing('dismissed-before') : ok(candidate);
  }

  #fromOwnCode(asked: Asked): Outcome<Candidate, SilenceReason> {
    const { request, options } = asked;
    if (!options.embedded) return nothing('no-model');
    const { document, offset } = request;
    const behind = document.text.slice(offset, document.lineEnd(document.lineOf(offset)));
    const completion = this.#parts.model.complete({
      document,
      offset,
      maxLines: behind.trim() === '' ? options.maxLines : 1,
      minimumConfidence: options.minimumConfidence,
    });
    if (completion.kind === 'nothing') return completion;
    const { text, confidence, evidence } = completion.value;
    const raw = { text, document, offset, isCutOff: false };
    const onCuts = (cuts: readonly TracedCut[]) => asked.trace.cuts(cuts);
    const fitted = this.#fit(asked, raw, { source: 'embedded', onCuts });
    if (fitted.kind === 'nothing') return fitted;
    const explanation = explain(evidence);
    // What was not wanted here is no reason to keep back what others have.
    const own = {
      text: fitted.value,
      source: 'embedded',
      model: undefined,
      confidence,
      explanation,
    } as const;
    return this.#wanted(asked, own);
  }

  async #fromModels(asked: Asked, signal: AbortSignal): Promise<Outcome<Candidate, SilenceReason>> {
    const brought = this.#brought.find(asked.place);
    if (brought?.kind === 'text') {
      asked.trace.reused('cache');
      return this.#wantedOfModel(asked, brought.candidate);
    }
    const answer = await this.#others.complete(this.#questionFor(asked), signal);
    return answer.kind === 'nothing' ? answer : this.#wantedOfModel(asked, candidateOf(answer.value));
  }

  /** Where nobody tells how likely a text is, it is taken as sure. */
  #wantedOfModel(asked: Asked, candidate: Candidate): Outcome<Candidate, SilenceReason> {
    const { confidence = 1 } = candidate;
    return confidence < asked.options.minimumProbability ? nothing('unsure') : this.#wanted(asked, candidate);
  }

  #questionFor(asked: Asked): ModelQuestion {
    const { request, options, typing, route, place, trace } = asked;
    const { document, offset } = request;
    const { scope } = place;
    return {
      ...{ request, route, scope, trace },
      shape: shapeAt(document, offset, options.maxLines),
      gapMs: typing.gapMs,
      clean: (raw) => this.#fit(asked, raw, { source: 'model', onCuts: (cuts) => trace.cuts(cuts) }),
      onBrought: (raw) => {
        // Whoever uses the text tells of its cuts; this request may be over.
        const fitted = this.#fit(asked, raw, { source: 'model', onCuts: () => undefined });
        if (fitted.kind === 'ok')
          this.#brought.keep({ ...raw, scope }, candidateOf({ ...raw, text: fitted.value }));
      },
    };
  }

  #fit(
    { options, typing }: Asked,
    { text, document, offset, isCutOff }: Omit<RawText, 'model' | 'probability'>,
    how: Pick<UnfittedText, 'source' | 'onCuts'>,
  ) {
    return fittedText({
      ...{ text, document, offset, isCutOff, ...how },
      shape: shapeAt(document, offset, options.maxLines),
      removed: typing.removed,
      isExcludedLine: this.#parts.isExcludedLine ?? (() => false),
    });
  }

  /** An answer that comes later serves the next keystroke. */
  async #withinPatience(
    asked: Promise<Outcome<Candidate, SilenceReason>>,
    patienceMs: number | undefined,
  ): Promise<Outcome<Candidate, SilenceReason>> {
    if (patienceMs === undefined) return asked;
    const timer = new AbortController();
    const late = this.#parts.clock.sleep(patienceMs, timer.signal).then(
      () => nothing('model-late' as const),
      () => nothing('model-late' as const),
    );
    asked.catch(() => undefined);
    return Promise.race([asked, late]).finally(() => timer.abort());
  }

  #offer({ request, trace }: Asked, { text, model, confidence, explanation, source }: Candidate): Suggestion {
    const { document, offset } = request;
    this.#offered += 1;
    const id = String(this.#offered);
    this.#remember(id);
    trace.ended({ kind: 'shown', text, source: model ?? source, explanation });
    const replace = { start: offset, end: offset };
    return {
      ...{ id, replace, confidence, explanation, model, traceId: trace.id },
      text: withLineEndsOf(document, text),
    };
  }

  /** Asks a model of this machine, at low priority, what comes once the suggestion was taken. */
  #speculate(asked: Asked, { text }: Candidate): void {
    this.#ahead.abort();
    const { request, options, route, place } = asked;
    const [first] = route;
    if (options.speculate === 'off' || first === undefined || !this.#parts.models.isLocal(first)) return;
    this.#ahead = new AbortController();
    const { document, offset } = request;
    const inserted = withLineEndsOf(document, text);
    const whole = document.text.slice(0, offset) + inserted + document.text.slice(offset);
    const { uri, languageId, version } = document;
    const later = new TextDocument({ uri, languageId, version }, whole);
    const laterRequest = { document: later, offset: offset + inserted.length, trigger: 'automatic' } as const;
    const laterPlace = { ...place, document: later, offset: laterRequest.offset };
    const question = this.#questionFor({ ...asked, request: laterRequest, place: laterPlace });
    this.#others.ahead(question, this.#ahead.signal).catch(() => undefined);
  }

  #remember(id: string): void {
    this.#open.add(id);
    // Editors tell of an acceptance within seconds; older ids are let go, oldest first.
    if (this.#open.size > maxOpenSuggestions) {
      for (const oldest of this.#open) {
        this.#open.delete(oldest);
        break;
      }
    }
  }
}

/** The own code answers as fast as the cache, and knows what was written, or excluded, meanwhile. */
function isMadeAnew({ candidate, isWhole }: { readonly candidate: Candidate; readonly isWhole: boolean }) {
  return candidate.source === 'embedded' && isWhole;
}

/** What is certain and long enough to be worth a key is not kept back for a model of others. */
function isShownAtOnce({ confidence, text }: Candidate): boolean {
  return confidence !== undefined && confidence >= certainFrom && text.trim().length >= worthAtOnce;
}

/** The reason of whoever was asked last; the own code's where no other model was asked. */
function reasonOf(
  answer: Outcome<Candidate, SilenceReason> | undefined,
  own: Outcome<Candidate, SilenceReason>,
  { embedded }: CompletionOptions,
): SilenceReason {
  if (own.kind === 'nothing' && (embedded || answer === undefined)) return own.reason;
  return answer?.kind === 'nothing' ? answer.reason : 'no-model';
}

function candidateOf({ text, model, probability }: ModelText): Candidate {
  return { text, source: 'model', model, confidence: probability, explanation: `written by ${model}` };
}

function nameOf(uri: string): string {
  return uri.slice(uri.lastIndexOf('/') + 1);
}

const maxOpenSuggestions = 1_000;
/** Characters; less is typed as fast as it is read. */
const worthAtOnce = 10;
