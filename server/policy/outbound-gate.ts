import type { Clock } from '../base/clock.ts';
import { documentKey } from '../base/document-key.ts';

export interface OutboundGateParts {
  readonly isExcluded: (uri: string) => boolean;
  /** Whether git tracks the file; undefined where there is no repository, or for what is no file. */
  readonly isTracked: (uri: string) => Promise<boolean | undefined>;
  readonly clock: Clock;
}

/**
 * Decides what may be sent to models of others: nothing of an excluded file, and in a repository nothing of a file
 * that git does not track. Invariant: a file whose state was not asked for yet counts as untracked.
 */
export class OutboundGate {
  readonly #parts: OutboundGateParts;
  readonly #known = new Map<string, Answer>();

  constructor(parts: OutboundGateParts) {
    this.#parts = parts;
  }

  refusalOf(uri: string): 'excluded-text' | 'file-untracked' | undefined {
    if (this.#parts.isExcluded(uri)) return 'excluded-text';
    return this.#known.get(documentKey(uri))?.maySend === true ? undefined : 'file-untracked';
  }

  /** Resolves when it is known whether git tracks the file; asks again after a while, since people commit. */
  async settle(uri: string): Promise<void> {
    const key = documentKey(uri);
    const known = this.#known.get(key);
    const now = this.#parts.clock.monotonicMs();
    if (known !== undefined && now < known.until) return known.asked;
    const answer: Answer = {
      until: now + trackedMs,
      maySend: known?.maySend ?? false,
      asked: Promise.resolve(),
    };
    answer.asked = this.#parts.isTracked(uri).then(
      (isTracked) => {
        answer.maySend = isTracked !== false;
        if (!answer.maySend) answer.until = now + untrackedMs;
      },
      () => {
        answer.maySend = false;
        answer.until = now + untrackedMs;
      },
    );
    this.#known.set(key, answer);
    this.#forgetOldest();
    return answer.asked;
  }

  #forgetOldest(): void {
    for (const key of this.#known.keys()) {
      if (this.#known.size <= maxKnown) return;
      this.#known.delete(key);
    }
  }
}

interface Answer {
  until: number;
  maySend: boolean;
  asked: Promise<void>;
}

const trackedMs = 60_000;
/** `git add` is told nobody, so a new file is looked at again soon. */
const untrackedMs = 3_000;
const maxKnown = 1_000;
