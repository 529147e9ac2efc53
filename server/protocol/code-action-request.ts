import type { PositionEncoding } from '../base/position-encoding.ts';
import type { TextDocument } from '../base/text-document.ts';
import type { ActionDiagnostic, RelatedPlace } from '../features/code-actions/code-action.ts';
import { offsetRangeOf, rangeFrom } from './from-lsp.ts';
import { isJsonObject, type JsonObject } from './json-rpc.ts';

/** What the parameters of `textDocument/codeAction` say besides the place; whatever is odd in them counts as left out. */
export interface CodeActionContext {
  readonly diagnostics: readonly unknown[];
  readonly only: readonly string[] | undefined;
  readonly trigger: 'invoked' | 'automatic';
}

/** Reads `params.context`; a trigger that is left out counts as a hand's. */
export function codeActionContext({ context }: JsonObject): CodeActionContext {
  if (!isJsonObject(context)) return { diagnostics: [], only: undefined, trigger: 'invoked' };
  const { diagnostics, only, triggerKind } = context;
  return {
    diagnostics: Array.isArray(diagnostics) ? diagnostics : [],
    only: Array.isArray(only) ? only.filter((kind) => typeof kind === 'string') : undefined,
    trigger: triggerKind === codeActionTriggerAutomatic ? 'automatic' : 'invoked',
  };
}

/** The diagnostics in offsets of `document`; those without a range or a message are left out. */
export function actionDiagnostics(
  diagnostics: readonly unknown[],
  document: TextDocument,
  encoding: PositionEncoding,
): readonly ActionDiagnostic[] {
  return diagnostics.flatMap((original) => {
    if (!isJsonObject(original) || typeof original.message !== 'string') return [];
    const range = rangeFrom(original.range);
    if (range === undefined) return [];
    return {
      range: offsetRangeOf(document, range, encoding),
      message: original.message,
      severity: severities[Number(original.severity) - 1] ?? 'error',
      code: codeOf(original.code),
      source: typeof original.source === 'string' ? original.source : '',
      related: relatedPlaces(original.relatedInformation),
      original,
    };
  });
}

/** Whether a kind is one of those wanted, or below one of them. */
export function isWanted(kind: string, only: readonly string[] | undefined): boolean {
  return (
    only === undefined ||
    only.some((wanted) => wanted === '' || kind === wanted || kind.startsWith(`${wanted}.`))
  );
}

/** `CodeActionTriggerKind.Automatic` of LSP. */
const codeActionTriggerAutomatic = 2;

/** `DiagnosticSeverity` of LSP counts them from 1. */
const severities = ['error', 'warning', 'information', 'hint'] as const;

function codeOf(code: unknown): string {
  return typeof code === 'string' || typeof code === 'number' ? String(code) : '';
}

function relatedPlaces(related: unknown): readonly RelatedPlace[] {
  if (!Array.isArray(related)) return [];
  return related.flatMap((each: unknown) => {
    if (!isJsonObject(each) || !isJsonObject(each.location) || typeof each.message !== 'string') return [];
    const { uri } = each.location;
    const range = rangeFrom(each.location.range);
    if (typeof uri !== 'string' || range === undefined) return [];
    return { uri, startLine: range.start.line, endLine: range.end.line, message: each.message };
  });
}
