import { join } from 'node:path';

import { UserError } from './base/error-codes.ts';
import type { SessionContext } from './compose-session-context.ts';
import { SessionSyntax } from './compose-session-syntax.ts';
import { completionOptionsOf } from './config/feature-options.ts';
import type { Settings } from './config/settings-schema.ts';
import { type AttentionStatus, attentionSentence } from './features/completion/attention/attention-status.ts';
import { caseFixture } from './features/completion/case-fixture.ts';
import { Completion } from './features/completion/completion.ts';
import type { CompletionParts } from './features/completion/completion-parts.ts';
import type { CompletionSession } from './features/completion/completion-session.ts';
import { ExcludedLines } from './features/completion/excluded-lines.ts';
import { type CompletionMemory, LiveSession } from './features/completion/live-session.ts';
import type { OpenDocuments } from './features/completion/open-documents.ts';
import { whyText } from './features/completion/why-text.ts';
import { failureText } from './host/cache-folder.ts';
import { EventLog } from './host/event-log.ts';
import { keyedHash } from './host/keyed-hash.ts';
import { writePrivateFile } from './host/private-file.ts';
import { systemClock } from './host/system-clock.ts';
import { SuggestionLog } from './metrics/suggestion-log.ts';
import type {
  SuggestionApplication,
  SuggestionStatus,
  WhyAnswer,
} from './protocol/suggestion-application.ts';
import type { UserChannel } from './protocol/user-channel.ts';

export interface SessionSuggestionsParts {
  readonly session: CompletionSession;
  /** Where recorded requests lie, in a folder of their own; absolute. */
  readonly dataDirectory: string;
  readonly isExcluded: (uri: string) => boolean;
  /** Relative to its workspace, or the name alone. */
  readonly pathOf: (uri: string) => string;
}

/** What becomes of suggestions, why, and whether they come: what one session knows, for its editor. */
export class SessionSuggestions implements SuggestionApplication {
  readonly #parts: SessionSuggestionsParts;

  constructor(parts: SessionSuggestionsParts) {
    this.#parts = parts;
  }

  suggestionShown(id: string): void {
    this.#parts.session.suggestionShown(id);
  }

  suggestionPartlyAccepted(id: string, length: number): void {
    this.#parts.session.suggestionPartlyAccepted(id, length);
  }

  suggestionDismissed(id: string): void {
    this.#parts.session.suggestionDismissed(id);
  }

  why(traceId?: string): WhyAnswer {
    const trace = this.#parts.session.why(traceId);
    if (trace === undefined) throw new UserError('why-unknown');
    return { trace, text: whyText(trace) };
  }

  explainSuggestion(): string {
    const shown = this.#parts.session.lastShown();
    if (shown === undefined) throw new UserError('suggestion-none');
    const { model, explanation, traceId } = shown.suggestion;
    const trace = this.#parts.session.why(traceId);
    if (model === undefined || trace?.context.length === 0 || trace?.uri !== shown.document.uri)
      return `${explanation}.`;
    const seen = trace.context.slice(0, mostNamed).map(({ path, startLine }) => `${path}:${startLine + 1}`);
    return `${explanation}, which was shown ${seen.join(', ')}.`;
  }

  toggle(uri?: string): SuggestionStatus {
    return suggestionStatus(this.#parts.session.toggle(uri));
  }

  snooze(minutes: number): SuggestionStatus {
    return suggestionStatus(this.#parts.session.snooze(minutes));
  }

  resume(uri?: string): SuggestionStatus {
    return suggestionStatus(this.#parts.session.resume(uri));
  }

  async recordCase(): Promise<string> {
    const { session, dataDirectory, isExcluded, pathOf } = this.#parts;
    const trace = session.why();
    const request = session.request();
    if (trace === undefined || request === undefined) throw new UserError('why-unknown');
    if (isExcluded(trace.uri)) throw new UserError('case-excluded');
    const text = caseFixture(pathOf(trace.uri), request, trace);
    if (text === undefined)
      throw new UserError('case-unwritable', { detail: 'the file holds marks of the notation for fixtures' });
    const file = { folder: join(dataDirectory, 'cases'), stem: 'completion', ending: '.fixture', text };
    return writePrivateFile(file).catch((error: unknown) => {
      throw new UserError('case-unwritable', { detail: failureText(error) }, { cause: error });
    });
  }
}

/** The pipeline of one session, over its models, its context engine and its documents. */
export function completionOf(parts: SessionCompletionParts): Completion {
  const { model, models, context, documents, isExcluded, pathOf, settings } = parts;
  const syntax = new SessionSyntax(() => context.runningWorker());
  const excludedLines = new ExcludedLines(() => documents.unreadable());
  return new Completion({
    ...{ model, models, context, syntax, isExcluded, pathOf },
    names: syntax,
    clock: systemClock,
    isExcludedLine: (line) => excludedLines.has(line),
    options: () => completionOptionsOf(settings()),
  });
}

interface SessionCompletionParts extends Pick<CompletionParts, 'model' | 'models' | 'isExcluded'> {
  readonly context: SessionContext;
  readonly documents: OpenDocuments;
  /** Relative to its workspace, or the name alone. */
  readonly pathOf: (uri: string) => string;
  /** As they are now. */
  readonly settings: () => Settings;
}

/** What is remembered of the suggestions of one session, written to the user's event log. */
export function liveSession({ completion, user, stateDirectory }: LiveSessionSurroundings): LiveSession {
  return new LiveSession({
    clock: systemClock,
    completion,
    log: new SuggestionLog({
      store: new EventLog(stateDirectory, systemClock),
      clock: systemClock,
      hash: keyedHash(stateDirectory),
      makeId: () => crypto.randomUUID(),
    }),
    onManual: (uri) => {
      const status = suggestionStatus(completion.attention.status(uri));
      user.show('info', status.message);
      user.statusChanged(status);
    },
  });
}

interface LiveSessionSurroundings {
  readonly completion: CompletionMemory;
  readonly user: Pick<UserChannel, 'show' | 'statusChanged'>;
  /** Absolute. */
  readonly stateDirectory: string;
}

/** How suggestions stand, in a line. */
function suggestionStatus(status: AttentionStatus): SuggestionStatus {
  return {
    busy: false,
    kind: status.kind === 'on' ? 'Normal' : 'Inactive',
    message: attentionSentence(status),
  };
}

const mostNamed = 3;
