import { UserError } from '../base/error-codes.ts';
import { nameOf } from '../base/relative-paths.ts';
import type { TextDocument } from '../base/text-document.ts';
import { rebaseRange } from '../base/text-edit.ts';
import type { DocumentHistory } from '../edits/document-history.ts';
import type { ActionCall } from '../features/code-actions/code-action.ts';
import { isJsonObject } from './json-rpc.ts';

/**
 * A call that was offered for an older text of a document, for the present one; the diagnostic that it carries moves
 * along. Throws where just that place has changed, or where nobody knows any more what has.
 */
export function presentCall(
  call: ActionCall,
  document: TextDocument | undefined,
  history: DocumentHistory,
): ActionCall {
  if (document === undefined || document.version === call.version) return call;
  const later = history.since(document, call.version);
  const moved = (range: Range) => {
    const now = later && rebaseRange(range, later);
    if (now === undefined) throw new UserError('code-changed-meanwhile', { file: nameOf(call.uri) });
    return now;
  };
  const { argument } = call;
  const range = moved({ start: call.start, end: call.end });
  const own = diagnosticOf(argument);
  const carried =
    own === undefined || !isJsonObject(argument)
      ? argument
      : { ...argument, diagnostic: { ...own, range: moved(own.range) } };
  const present = { ...call, ...range, version: document.version };
  return carried === undefined ? present : { ...present, argument: carried };
}

interface Range {
  readonly start: number;
  readonly end: number;
}

function diagnosticOf(argument: unknown): { readonly range: Range } | undefined {
  if (!isJsonObject(argument) || !isJsonObject(argument.diagnostic)) return undefined;
  const { range } = argument.diagnostic;
  if (!isJsonObject(range)) return undefined;
  const { start, end } = range;
  if (typeof start !== 'number' || typeof end !== 'number') return undefined;
  return { ...argument.diagnostic, range: { start, end } };
}
