import type { Clock } from '../base/clock.ts';
import { documentKey } from '../base/document-key.ts';

export interface OutboundGateParts {
  readonly isExcluded: (uri: string) => boolean;
  /**
   * Looks at the file behind the name, links followed; rejects when that cannot be told.
   */
  readonly inspect: (uri: string, known: FileKnowledge) => Promise<FileStanding>;
  readonly clock: Clock;
}

/**
 * What is known of a file before it is looked at: that git has listed it lately; or that it is a declaration of a
 * dependency, which git ignores and which may be shown all the same, unless a rule excludes it.
 */
export type FileKnowledge = 'nothing' | 'listed' | 'dependency';

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
   * ended, the old answer counts, so that nobody waits. What is known of the file already
   * need not be asked again.
   */
  async settle(uri: string, known: FileKnowledge = 'nothing'): Promise<void> {
    const key = documentKey(uri);
    const before = this.#known.get(key);
    const now = this.#parts.clock.monotonicMs();
    if (before !== undefined && now < before.until) return before.asked;
    const answer: Answer = {
      until: now + sendableMs,
      refusal: before === undefined ? unknown.refusal : before.refusal,
      asked: settled,
    };
    const looked = this.#parts.inspect(uri, known).then(refusalFor, () => 'file-untracked' as const);
    const asked = looked.then((refusal) => {
      answer.refusal = refusal;
      if (refusal !== undefined) answer.until = now + refusedMs;
    });
    answer.asked = before === undefined ? asked : settled;
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
