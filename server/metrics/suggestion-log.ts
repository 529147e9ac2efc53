import type { Clock } from '../base/clock.ts';
import type { EventStore, KeyedHash } from './ports.ts';
import { type SuggestionLifeEvent, suggestionEventLine } from './suggestion-events.ts';

export interface SuggestionLogParts {
  readonly store: Pick<EventStore, 'append'>;
  readonly clock: Clock;
  readonly hash: KeyedHash;
  /** Gives a new id that no server of this user has given. */
  readonly makeId: () => string;
}

/** What is told of a suggestion; the id need only be unique in the process, and texts are hashed. */
export interface SuggestionFacts
  extends Omit<SuggestionLifeEvent, 'at' | 'document' | 'text' | 'lines' | 'length'> {
  readonly uri: string;
  readonly text: string;
}

/**
 * Keeps what becomes of suggestions in the event log of the user. Nobody waits for it: lines are written a moment
 * later, in order, and what cannot be written is left out without a word. Bounded: silence is counted by the minute,
 * and of lines that wait too long the oldest are let go.
 */
export class SuggestionLog {
  readonly #parts: SuggestionLogParts;
  readonly #session: string;
  readonly #disposed = new AbortController();
  #waiting: Waiting[] = [];
  #silent = new Map<string, Silence>();
  #minute = 0;
  #isAwake = false;
  #last: Promise<void> = Promise.resolve();

  constructor(parts: SuggestionLogParts) {
    this.#parts = parts;
    this.#session = parts.makeId();
  }

  tell(facts: SuggestionFacts): void {
    this.#add({ at: this.#parts.clock.wallMs(), facts });
  }

  /** There was nothing to offer. */
  silent(reason: string, language: string): void {
    const minute = Math.floor(this.#parts.clock.wallMs() / msPerMinute);
    if (minute !== this.#minute) this.#closeMinute();
    this.#minute = minute;
    const key = `${reason} ${language}`;
    const count = (this.#silent.get(key)?.count ?? 0) + 1;
    if (count === 1 && this.#silent.size >= mostSilences) return;
    this.#silent.set(key, { reason, language, count });
    this.#wake();
  }

  /** Writes all that is known, counts of the minute included. */
  async dispose(): Promise<void> {
    this.#disposed.abort();
    this.#closeMinute();
    await this.#write();
  }

  #closeMinute(): void {
    const at = this.#minute * msPerMinute;
    for (const silence of this.#silent.values()) this.#push({ at, silence });
    this.#silent = new Map();
  }

  #add(waiting: Waiting): void {
    this.#push(waiting);
    this.#wake();
  }

  #push(waiting: Waiting): void {
    this.#waiting.push(waiting);
    if (this.#waiting.length > mostWaiting) this.#waiting.shift();
  }

  #wake(): void {
    if (this.#isAwake || this.#disposed.signal.aborted) return;
    this.#isAwake = true;
    this.#parts.clock.sleep(batchMs, this.#disposed.signal).then(
      () => {
        this.#isAwake = false;
        const isOver = Math.floor(this.#parts.clock.wallMs() / msPerMinute) !== this.#minute;
        if (isOver) this.#closeMinute();
        else if (this.#silent.size > 0) this.#wake();
        return this.#write();
      },
      () => undefined,
    );
  }

  /** What fails once is tried no more: this log must not grow into a burden. */
  #write(): Promise<void> {
    const batch = this.#waiting;
    this.#waiting = [];
    this.#last = this.#last.then(async () => {
      for (const waiting of batch) {
        const line = suggestionEventLine(await this.#eventOf(waiting));
        await this.#parts.store.append(line).catch(() => undefined);
      }
    });
    return this.#last;
  }

  async #eventOf(waiting: Waiting): Promise<Parameters<typeof suggestionEventLine>[0]> {
    if ('silence' in waiting) return { kind: 'suggestion-silent', at: waiting.at, ...waiting.silence };
    const { at, facts } = waiting;
    const { uri, text } = facts;
    const [document, hash] = await Promise.all([this.#hashOf(uri), this.#hashOf(text)]);
    return {
      ...{ ...facts, at, document, text: hash },
      id: `${this.#session}-${facts.id}`,
      length: text.length,
      lines: text.split('\n').length,
    };
  }

  #hashOf(text: string): Promise<string | undefined> {
    return this.#parts.hash.of(text).catch(() => undefined);
  }
}

interface Silence {
  readonly reason: string;
  readonly language: string;
  readonly count: number;
}

type Waiting =
  | { readonly at: number; readonly facts: SuggestionFacts }
  | { readonly at: number; readonly silence: Silence };

const batchMs = 2_000;
const msPerMinute = 60_000;
const mostWaiting = 500;
/** Of one minute. */
const mostSilences = 200;
