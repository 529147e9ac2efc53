import type { Clock } from '../base/clock.ts';
import { documentKey } from '../base/document-key.ts';

export interface OutboundGateParts {
  readonly isExcluded: (uri: string) => boolean;
  /** Looks at the file behind the name, links followed; rejects when that cannot be told. */
  readonly inspect: (uri: string) => Promise<FileStanding>;
  readonly clock: Clock;
}

/** How a file stands, wherever its name leads. */
export interface FileStanding {
  /** Whether git tracks it; undefined where there is no repository, or for what is no file. */
  readonly isTracked: boolean | undefined;
  /** A rule of a folder on the way to it, or the place where a link leads, excludes it. */
  readonly isExcluded: boolean;
}

/**
 * Decides what may be sent to models of others: nothing of an excluded file, and in a repository nothing of a file
 * that git does not track. Invariant: a file that was not looked at yet may not be sent.
 */
export class OutboundGate {
  readonly #parts: OutboundGateParts;
  readonly #known = new Map<string, Answer>();

  constructor(parts: OutboundGateParts) {
    this.#parts = parts;
  }

  refusalOf(uri: string): 'excluded-text' | 'file-untracked' | undefined {
    if (this.#parts.isExcluded(uri)) return 'excluded-text';
    const { refusal } = this.#known.get(documentKey(uri)) ?? unknown;
    return refusal;
  }

  /**
   * Resolves when the file was looked at. It is looked at again after a while, since people commit; until that has
   * ended, the old answer counts, so that nobody waits.
   */
  async settle(uri: string): Promise<void> {
    const key = documentKey(uri);
    const known = this.#known.get(key);
    const now = this.#parts.clock.monotonicMs();
    if (known !== undefined && now < known.until) return known.asked;
    const answer: Answer = {
      until: now + sendableMs,
      refusal: known === undefined ? unknown.refusal : known.refusal,
      asked: settled,
    };
    const looked = this.#parts.inspect(uri).then(refusalFor, () => 'file-untracked' as const);
    const asked = looked.then((refusal) => {
      answer.refusal = refusal;
      if (refusal !== undefined) answer.until = now + refusedMs;
    });
    answer.asked = known === undefined ? asked : settled;
    this.#known.set(key, answer);
    this.#forgetOldest();
    return answer.asked;
  }

  /** Excludes have changed: every file is looked at anew before anything of it is sent. */
  rulesChanged(): void {
    this.#known.clear();
  }

  #forgetOldest(): void {
    for (const key of this.#known.keys()) {
      if (this.#known.size <= maxKnown) return;
      this.#known.delete(key);
    }
  }
}

type Refusal = ReturnType<OutboundGate['refusalOf']>;

function refusalFor({ isExcluded, isTracked }: FileStanding): Refusal {
  if (isExcluded) return 'excluded-text';
  return isTracked === false ? 'file-untracked' : undefined;
}

interface Answer {
  until: number;
  refusal: Refusal;
  asked: Promise<void>;
}

/** Said to nobody: a moment later it is known. */
const unknown = { refusal: 'excluded-text' } as const;
const settled: Promise<void> = Promise.resolve();
const sendableMs = 60_000;
/** `git add` is told nobody, so a new file is looked at again soon. */
const refusedMs = 3_000;
const maxKnown = 1_000;
