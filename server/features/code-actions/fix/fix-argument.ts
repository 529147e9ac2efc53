import type { OffsetRange } from '../../../syntax/offset-range.ts';
import type { ActionDiagnostic, RelatedPlace } from '../code-action.ts';

/** What a call of a fix carries: the problem, and which of the known fixes was chosen. */
export interface FixArgument {
  readonly diagnostic: ActionDiagnostic;
  /** The title of a fix that needs no model; undefined lets a model write one. */
  readonly ready: string | undefined;
}

/** The argument of a call, as an editor can keep it. */
export function fixArgument(
  { original: _, ...diagnostic }: ActionDiagnostic,
  ready: string | undefined,
): unknown {
  return ready === undefined ? { diagnostic } : { diagnostic, ready };
}

/** Reads it back; undefined when it is none of ours. */
export function readFixArgument(argument: unknown): FixArgument | undefined {
  if (!isRecord(argument) || !isRecord(argument.diagnostic)) return undefined;
  const { range, message, severity, code, source, related } = argument.diagnostic;
  if (!isRange(range) || typeof message !== 'string') return undefined;
  const diagnostic: ActionDiagnostic = {
    ...{ range, message, original: undefined },
    severity: severities.find((each) => each === severity) ?? 'error',
    code: typeof code === 'string' ? code : '',
    source: typeof source === 'string' ? source : '',
    related: Array.isArray(related) ? related.filter(isRelated) : [],
  };
  return { diagnostic, ready: typeof argument.ready === 'string' ? argument.ready : undefined };
}

const severities = ['error', 'warning', 'information', 'hint'] as const;

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isRange(value: unknown): value is OffsetRange {
  return isRecord(value) && isCount(value.start) && isCount(value.end) && value.start <= value.end;
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function isRelated(value: unknown): value is RelatedPlace {
  if (!isRecord(value)) return false;
  const { uri, message, startLine, endLine } = value;
  return typeof uri === 'string' && typeof message === 'string' && isCount(startLine) && isCount(endLine);
}
