import { withSignal } from '../../../base/cancellation.ts';
import type { Clock } from '../../../base/clock.ts';
import type { TextDocument } from '../../../base/text-document.ts';
import type { SyntaxVerdict } from '../../../syntax/syntax-verdict.ts';
import type { Candidate } from './candidate.ts';
import { type Choice, choose } from './choose.ts';
import { type NameScene, unknownNamesOf } from './known-names.ts';
import type { NameIndex, SyntaxChecker } from './ports.ts';

export interface JudgeParts {
  /** Absent where nobody can tell; then every verdict is `unknown`. */
  readonly syntax?: SyntaxChecker;
  /** Absent where there is no index. */
  readonly names?: NameIndex;
  readonly clock: Clock;
}

/** Finds out about each candidate what can be told in time, and chooses; rejects with the signal's reason alone. */
export async function judge(
  candidates: readonly Candidate[],
  scene: NameScene,
  parts: JudgeParts,
  signal: AbortSignal,
): Promise<Choice> {
  const texts = candidates.map(({ text }) => text);
  const verdicts = await verdictsInTime(texts, scene, parts, signal);
  // Names decide between candidates only.
  const unknown = candidates.length < 2 ? [] : await unknownIn(texts, scene, parts, signal);
  const judged = candidates.map((candidate, at) => ({
    candidate,
    verdict: verdicts[at] ?? 'unknown',
    unknownNames: unknown[at] ?? [],
  }));
  return choose(judged, { certainFrom });
}

async function verdictsInTime(
  texts: readonly string[],
  { document, offset }: { readonly document: TextDocument; readonly offset: number },
  { syntax, clock }: JudgeParts,
  signal: AbortSignal,
): Promise<readonly SyntaxVerdict[]> {
  if (syntax === undefined || texts.length === 0) return [];
  const stop = new AbortController();
  const asked = syntax.verdicts(document, offset, texts, stop.signal).catch(() => []);
  const late = clock.sleep(syntaxDeadlineMs, stop.signal).then(
    () => [],
    () => [],
  );
  try {
    return await withSignal(Promise.race([asked, late]), signal);
  } finally {
    stop.abort();
  }
}

const noIndex: NameIndex = { known: async () => new Set() };

function unknownIn(
  texts: readonly string[],
  scene: NameScene,
  { names = noIndex, clock }: JudgeParts,
  signal: AbortSignal,
) {
  return unknownNamesOf(texts, scene, { index: names, clock, signal });
}

/**
 * From this confidence on an answer of the user's own code is shown without asking another model. A first value:
 * `embedded.md` measures confidences up to 0.8.
 */
export const certainFrom = 0.95;
/** A suggestion that waits longer for its verdict comes too late for whoever types. */
const syntaxDeadlineMs = 15;
