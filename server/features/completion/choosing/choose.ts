import type { SyntaxVerdict } from '../../../syntax/syntax-verdict.ts';
import type { DropReason } from '../silence-reason.ts';
import type { Candidate } from './candidate.ts';

/** A candidate and what was found out about it. */
export interface JudgedCandidate {
  readonly candidate: Candidate;
  readonly verdict: SyntaxVerdict;
  /** Names that it uses and nobody knows. */
  readonly unknownNames: readonly string[];
}

export interface ChoosingRules {
  /** The embedded answer goes first from this confidence on, from 0 to 1. */
  readonly certainFrom: number;
}

/** One of the candidates at most, and why it is not one of the others. */
export interface Choice {
  readonly chosen: Candidate | undefined;
  /** In the order in which the candidates were given. */
  readonly judged: readonly {
    readonly candidate: Candidate;
    readonly dropped: DropReason | 'outranked' | undefined;
  }[];
}

/**
 * What breaks the syntax is dropped; what is open may be just right. Of the rest the embedded answer is first where
 * it is certain; then fewer unknown names go before more, the likelier before the less likely, the longer before the
 * shorter. A model that does not say how likely its text is goes before an embedded answer that is not certain. The order in which candidates are given does not matter.
 */
export function choose(candidates: readonly JudgedCandidate[], rules: ChoosingRules): Choice {
  const fit = candidates.filter(({ verdict }) => verdict !== 'breaks');
  const best = [...fit].sort((one, other) => order(one, other, rules))[0]?.candidate;
  const judged = candidates.map(({ candidate, verdict }) => {
    if (verdict === 'breaks') return { candidate, dropped: 'breaks-syntax' } as const;
    return { candidate, dropped: candidate === best ? undefined : 'outranked' } as const;
  });
  return { chosen: best, judged };
}

function order(one: JudgedCandidate, other: JudgedCandidate, { certainFrom }: ChoosingRules): number {
  const a = one.candidate;
  const b = other.candidate;
  return (
    Number(isCertain(b, certainFrom)) - Number(isCertain(a, certainFrom)) ||
    one.unknownNames.length - other.unknownNames.length ||
    (b.confidence ?? certainFrom) - (a.confidence ?? certainFrom) ||
    b.text.length - a.text.length ||
    compare(a.text, b.text) ||
    compare(a.source, b.source) ||
    compare(a.model ?? '', b.model ?? '') ||
    compare(a.explanation, b.explanation) ||
    compare(String(a.confidence), String(b.confidence))
  );
}

function isCertain({ source, confidence }: Candidate, certainFrom: number): boolean {
  return source === 'embedded' && confidence !== undefined && confidence >= certainFrom;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
