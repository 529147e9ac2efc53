import type { Clock } from '../../base/clock.ts';
import { nothing, type Outcome, ok } from '../../base/outcome.ts';
import type { TextDocument } from '../../base/text-document.ts';
import type { CompletionContext } from './completion-context.ts';
import type { CompletionOptions } from './completion-options.ts';
import { type Evidence, explain } from './explanation.ts';
import { withLineEndsOf } from './filters/document-line-ends.ts';
import { trimOpenQuote } from './filters/trim-open-quote.ts';
import { trimSuffixOverlap } from './filters/trim-suffix-overlap.ts';
import { type CompletionModels, ModelCompleter, type ModelText } from './model-completer.ts';
import { silenceBefore } from './silence.ts';
import type { CompletionRequest, SilenceReason, Suggestion } from './suggestion.ts';

/** What completion asks of the embedded model. */
export interface EmbeddedCompleter {
  complete(question: {
    readonly document: TextDocument;
    readonly offset: number;
    readonly maxLines: number;
    readonly minimumConfidence: number;
  }): Outcome<
    { readonly text: string; readonly confidence: number; readonly evidence: Evidence | undefined },
    'nothing-learned' | 'unsure' | 'too-short'
  >;
}

export interface CompletionParts {
  readonly model: EmbeddedCompleter;
  readonly models: CompletionModels;
  /** What models of others are shown beside the document; absent where they are shown nothing. */
  readonly context?: CompletionContext;
  readonly clock: Clock;
  /** Whether the file may be used at all: a secret place gets no help and is never read. */
  readonly isExcluded: (uri: string) => boolean;
  /** Asked at every request, because settings change while the server runs. */
  readonly options: () => CompletionOptions;
}

/** What became of the requests of this process so far. */
export interface CompletionCounts {
  readonly offered: number;
  readonly accepted: number;
  readonly silent: Readonly<Partial<Record<SilenceReason, number>>>;
}

/**
 * The pipeline between a request and a suggestion; popup and ghost text share it. Where a route names models of
 * others they are asked first; where they have no answer in time, the embedded model gives its own.
 * Invariant: an id that was offered is accepted at most once in the counts.
 */
export class Completion {
  readonly #parts: CompletionParts;
  readonly #others: ModelCompleter;
  readonly #silent: Partial<Record<SilenceReason, number>> = {};
  readonly #open = new Set<string>();
  #offered = 0;
  #accepted = 0;

  constructor(parts: CompletionParts) {
    this.#parts = parts;
    this.#others = new ModelCompleter(parts.models, parts.clock, parts.context);
  }

  /** Rejects with the signal's reason when the request is aborted, and with nothing else. */
  async complete(
    request: CompletionRequest,
    signal: AbortSignal,
  ): Promise<Outcome<Suggestion, SilenceReason>> {
    const outcome = await this.#suggest(request, signal);
    if (outcome.kind === 'nothing') {
      this.#silent[outcome.reason] = (this.#silent[outcome.reason] ?? 0) + 1;
      return outcome;
    }
    this.#offered += 1;
    const suggestion = { ...outcome.value, id: String(this.#offered) };
    this.#remember(suggestion.id);
    return ok(suggestion);
  }

  /** The user took the suggestion; an id never offered, or long ago, is ignored. */
  accepted(id: string): void {
    if (this.#open.delete(id)) this.#accepted += 1;
  }

  counts(): CompletionCounts {
    return { offered: this.#offered, accepted: this.#accepted, silent: { ...this.#silent } };
  }

  async #suggest(request: CompletionRequest, signal: AbortSignal): Promise<Outcome<Draft, SilenceReason>> {
    const options = this.#parts.options();
    const silence = silenceBefore(request, options);
    if (silence !== undefined) return nothing(silence);
    if (this.#parts.isExcluded(request.document.uri)) return nothing('file-excluded');

    const asked = this.#others.complete(request, options.maxLines, signal);
    if (asked === undefined) return this.#fromOwnCode(request, options, 'no-model');
    const answer = await this.#withinPatience(asked, request.patienceMs);
    const draft = answer.kind === 'ok' ? fitted(request, draftOf(answer.value)) : answer;
    return draft.kind === 'ok' ? draft : this.#fromOwnCode(request, options, draft.reason);
  }

  /** The embedded model's answer; `otherwise` is the reason for silence where that model is switched off. */
  #fromOwnCode(
    request: CompletionRequest,
    options: CompletionOptions,
    otherwise: SilenceReason,
  ): Outcome<Draft, SilenceReason> {
    if (!options.embedded) return nothing(otherwise);
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
    return fitted(request, { text, confidence, explanation: explain(evidence) });
  }

  /** An answer that comes later serves the next keystroke. */
  async #withinPatience(
    asked: Promise<Outcome<ModelText, SilenceReason>>,
    patienceMs: number | undefined,
  ): Promise<Outcome<ModelText, SilenceReason>> {
    if (patienceMs === undefined) return asked;
    const timer = new AbortController();
    const late = this.#parts.clock.sleep(patienceMs, timer.signal).then(
      () => nothing('model-late' as const),
      () => nothing('model-late' as const),
    );
    asked.catch(() => undefined);
    return Promise.race([asked, late]).finally(() => timer.abort());
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

type Draft = Omit<Suggestion, 'id'>;

function draftOf({ text, model }: ModelText): Pick<Draft, 'text' | 'confidence' | 'explanation'> {
  return { text, confidence: undefined, explanation: `written by ${model}` };
}

/** Trims a text to what is missing at the cursor. */
function fitted(
  { document, offset }: CompletionRequest,
  draft: Pick<Draft, 'text' | 'confidence' | 'explanation'>,
): Outcome<Draft, SilenceReason> {
  const line = document.lineOf(offset);
  const rest = trimSuffixOverlap(draft.text, document.text.slice(offset, document.lineEnd(line)));
  if (rest.trim() === '') return nothing('already-there');
  const text = trimOpenQuote(rest, document.text.slice(document.lineStart(line), offset));
  if (text.trim() === '') return nothing('too-short');
  return ok({ ...draft, text: withLineEndsOf(document, text), replace: { start: offset, end: offset } });
}

const maxOpenSuggestions = 1_000;
