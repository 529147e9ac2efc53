import { nothing, type Outcome, ok } from '../../base/outcome.ts';
import type { TextDocument } from '../../base/text-document.ts';
import type { CompletionOptions } from './completion-options.ts';
import { type Evidence, explain } from './explanation.ts';
import { withLineEndsOf } from './filters/document-line-ends.ts';
import { trimOpenQuote } from './filters/trim-open-quote.ts';
import { trimSuffixOverlap } from './filters/trim-suffix-overlap.ts';
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
 * The pipeline between a request and a suggestion; popup and ghost text share it.
 * Invariant: an id that was offered is accepted at most once in the counts.
 */
export class Completion {
  readonly #parts: CompletionParts;
  readonly #silent: Partial<Record<SilenceReason, number>> = {};
  readonly #open = new Set<string>();
  #offered = 0;
  #accepted = 0;

  constructor(parts: CompletionParts) {
    this.#parts = parts;
  }

  complete(request: CompletionRequest): Outcome<Suggestion, SilenceReason> {
    const outcome = this.#suggest(request);
    if (outcome.kind === 'nothing') {
      this.#silent[outcome.reason] = (this.#silent[outcome.reason] ?? 0) + 1;
      return outcome;
    }
    this.#remember(outcome.value.id);
    return outcome;
  }

  /** The user took the suggestion; an id never offered, or long ago, is ignored. */
  accepted(id: string): void {
    if (this.#open.delete(id)) this.#accepted += 1;
  }

  counts(): CompletionCounts {
    return { offered: this.#offered, accepted: this.#accepted, silent: { ...this.#silent } };
  }

  #suggest(request: CompletionRequest): Outcome<Suggestion, SilenceReason> {
    const options = this.#parts.options();
    const silence = silenceBefore(request, options);
    if (silence !== undefined) return nothing(silence);
    if (this.#parts.isExcluded(request.document.uri)) return nothing('file-excluded');

    const { document, offset } = request;
    const line = document.lineOf(offset);
    const prefix = document.text.slice(document.lineStart(line), offset);
    const suffix = document.text.slice(offset, document.lineEnd(line));
    const maxLines = suffix.trim() === '' ? options.maxLines : 1;
    const completion = this.#parts.model.complete({
      document,
      offset,
      maxLines,
      minimumConfidence: options.minimumConfidence,
    });
    if (completion.kind === 'nothing') return completion;

    const rest = trimSuffixOverlap(completion.value.text, suffix);
    if (rest.trim() === '') return nothing('already-there');
    const text = trimOpenQuote(rest, prefix);
    if (text.trim() === '') return nothing('too-short');
    return ok({
      id: String(this.#offered + 1),
      text: withLineEndsOf(document, text),
      replace: { start: offset, end: offset },
      confidence: completion.value.confidence,
      explanation: explain(completion.value.evidence),
    });
  }

  #remember(id: string): void {
    this.#offered += 1;
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

const maxOpenSuggestions = 1_000;
