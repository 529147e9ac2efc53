import type { PositionEncoding } from '../base/position-encoding.ts';
import type { TextDocument } from '../base/text-document.ts';
import type { ChatAnswer, ChatReference, ChatRequest, ChatTurn } from '../features/chat/chat-request.ts';
import { documentUri, isPresent, offsetRangeOf, rangeAt, stringAt } from './from-lsp.ts';
import { InvalidParams } from './invalid-params.ts';
import { isJsonObject, type JsonObject } from './json-rpc.ts';
import type { Session } from './session.ts';

/** The parameters of `innerloop/chat`, as `extensions.md` has them; throws InvalidParams. */
export function chatRequest(params: JsonObject, session: Session): ChatRequest {
  const message = stringAt(params, 'message');
  if (message.trim() === '') throw new InvalidParams('message (with a word in it)');
  const document = isPresent(params.textDocument) ? session.document(documentUri(params)) : undefined;
  return {
    message,
    turns: listAt(params, 'turns').map(turnFrom),
    document,
    selection: selectionIn(document, params, session.abilities.positionEncoding),
    references: listAt(params, 'references').map(referenceFrom),
  };
}

/** The answer of `innerloop/chat`. */
export function chatAnswer({ content, citations, usage, model, traceId }: ChatAnswer): object {
  return {
    content,
    citations: citations.map(({ text, uri, startLine, endLine, isVerified, problem }) => ({
      text,
      uri,
      range: { start: { line: startLine, character: 0 }, end: { line: endLine, character: 0 } },
      verified: isVerified,
      problem: problem ?? null,
    })),
    usage: usage ?? null,
    model: model ?? null,
    traceId,
  };
}

function listAt(params: JsonObject, key: string): readonly JsonObject[] {
  const list = params[key] ?? [];
  if (!Array.isArray(list) || !list.every(isJsonObject)) throw new InvalidParams(key);
  return list;
}

function turnFrom(turn: JsonObject): ChatTurn {
  const { role } = turn;
  if (role !== 'user' && role !== 'assistant') throw new InvalidParams('role');
  return { role, content: stringAt(turn, 'content') };
}

/** Whole lines: those that the range touches. */
function referenceFrom(reference: JsonObject): ChatReference {
  const uri = stringAt(reference, 'uri');
  if (!isPresent(reference.range)) return { uri, lines: undefined };
  const { start, end } = rangeAt(reference, 'range');
  const [from, to] = [wholeLine(start.line), wholeLine(end.line)];
  // A range that ends where a line begins has nothing of that line.
  const endLine = end.character === 0 && to > from ? to : to + 1;
  return { uri, lines: { startLine: Math.min(from, to), endLine: Math.max(from + 1, endLine) } };
}

function wholeLine(line: number): number {
  return Number.isFinite(line) ? Math.max(0, Math.floor(line)) : 0;
}

function selectionIn(document: TextDocument | undefined, params: JsonObject, encoding: PositionEncoding) {
  if (document === undefined || !isPresent(params.range)) return undefined;
  return offsetRangeOf(document, rangeAt(params, 'range'), encoding);
}
