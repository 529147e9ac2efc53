import type { Clock } from '../../base/clock.ts';
import type { Outcome } from '../../base/outcome.ts';
import type { TextChange, TextDocument } from '../../base/text-document.ts';
import type { SuggestionLog } from '../../metrics/suggestion-log.ts';
import type { Attention } from './attention/attention.ts';
import type { AttentionStatus } from './attention/attention-status.ts';
import { placeOf } from './attention/place.ts';
import type { CompletionSession } from './completion-session.ts';
import type { CompletionTrace } from './completion-trace.ts';
import { toldTo } from './life/life-events.ts';
import type { OfferedSuggestion } from './life/offered-suggestion.ts';
import { type EndedLife, SuggestionLives } from './life/suggestion-life.ts';
import type { SilenceReason } from './silence-reason.ts';
import type { CompletionRequest, Suggestion } from './suggestion.ts';

export interface LiveSessionParts {
  readonly clock: Clock;
  readonly log: SuggestionLog;
  readonly completion: CompletionMemory;
  /** Too many in a row were not wanted in this file, so that suggestions come by hand alone. */
  readonly onManual: (uri: string) => void;
}

/** What the pipeline itself remembers. */
export interface CompletionMemory {
  /** What the gates ask, too. */
  readonly attention: Attention;
  why(traceId?: string): CompletionTrace | undefined;
}

/** What went out to the editor. */
export interface Answer {
  readonly outcome: Outcome<readonly Suggestion[], SilenceReason>;
  readonly profile: string;
  readonly latencyMs: number;
}

/** Brings together what became of suggestions, what the user said about them, and the log of both. */
export class LiveSession implements CompletionSession {
  readonly #parts: LiveSessionParts;
  readonly #lives: SuggestionLives;
  #last: CompletionRequest | undefined;

  constructor(parts: LiveSessionParts) {
    this.#parts = parts;
    const told = toldTo(parts.log);
    this.#lives = new SuggestionLives({
      ...told,
      clock: parts.clock,
      onEnd: (ended) => {
        told.onEnd(ended);
        this.#heed(ended);
      },
    });
  }

  requested(request: CompletionRequest): void {
    this.#last = request;
    this.#lives.requested(request.document, request.offset);
  }

  answered(
    { document, offset, trigger, patienceMs, deadlineMs = Number.POSITIVE_INFINITY }: CompletionRequest,
    { outcome, profile, latencyMs }: Answer,
  ): void {
    if (outcome.kind === 'nothing') {
      this.#parts.log.silent(outcome.reason, document.languageId);
      return;
    }
    const [suggestion] = outcome.value;
    // What comes later reached nobody.
    if (suggestion === undefined || latencyMs > deadlineMs) return;
    const reuse = this.#parts.completion.why(suggestion.traceId)?.reuse ?? 'none';
    const source = suggestion.model === undefined ? 'embedded' : 'model';
    this.#lives.offered({
      ...{ suggestion, document, offset, trigger, profile, latencyMs },
      surface: patienceMs === undefined ? 'ghost' : 'popup',
      source: reuse === 'none' ? source : reuse,
    });
  }

  accepted(id: string): void {
    this.#lives.accepted(id);
  }

  suggestionShown(id: string): void {
    this.#lives.shown(id);
  }

  suggestionPartlyAccepted(id: string, length: number): void {
    this.#lives.partlyAccepted(id, length);
  }

  suggestionDismissed(id: string): void {
    this.#lives.dismissed(id);
  }

  documentChanged(before: TextDocument, after: TextDocument, changes: readonly TextChange[]): void {
    this.#lives.documentChanged(before, after, changes);
  }

  documentClosed(uri: string): void {
    this.#lives.documentClosed(uri);
  }

  why(traceId?: string): CompletionTrace | undefined {
    return this.#parts.completion.why(traceId);
  }

  request(): CompletionRequest | undefined {
    return this.#last;
  }

  lastShown(): OfferedSuggestion | undefined {
    return this.#lives.lastShown;
  }

  toggle(uri?: string): AttentionStatus {
    return this.#parts.completion.attention.toggle(uri);
  }

  snooze(minutes: number): AttentionStatus {
    return this.#parts.completion.attention.snooze(minutes);
  }

  resume(uri?: string): AttentionStatus {
    return this.#parts.completion.attention.resume(uri);
  }

  status(uri?: string): AttentionStatus {
    return this.#parts.completion.attention.status(uri);
  }

  /** Ends what is open and writes what is known. */
  async dispose(): Promise<void> {
    this.#lives.dispose();
    await this.#parts.log.dispose();
  }

  #heed({ document, offset, rest, how, reason, shownMs }: EndedLife): void {
    const { onManual } = this.#parts;
    const { attention } = this.#parts.completion;
    const wasManual = attention.status(document.uri).kind === 'manual';
    // Whoever typed all of it wants to see how it goes on.
    const end = how === 'partly-accepted' || reason === 'typed' ? 'partly' : how;
    attention.ended({ place: placeOf(document, offset), text: rest, how: end, shownMs });
    if (!wasManual && attention.status(document.uri).kind === 'manual') onManual(document.uri);
  }
}
