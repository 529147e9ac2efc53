import { documentKey } from '../base/document-key.ts';
import { UserError } from '../base/error-codes.ts';
import type { TextDocument } from '../base/text-document.ts';
import type { OffsetRange } from '../syntax/offset-range.ts';
import { offsetRangeOf, rangeFrom } from './from-lsp.ts';
import { isJsonObject, type JsonObject } from './json-rpc.ts';
import type { Session } from './session.ts';

/** Where a command is to work, and what it was told in words. */
export interface CommandPlace {
  readonly document: TextDocument;
  readonly range: OffsetRange;
  /** As a client sends them. */
  readonly diagnostics: readonly unknown[];
}

/** What the arguments of a command say, whatever is left out. */
export interface PlaceArguments {
  readonly uri: string | undefined;
  /** A range or a position of LSP. */
  readonly range: unknown;
  readonly diagnostics: readonly unknown[] | undefined;
  /** A question or an instruction. */
  readonly words: string | undefined;
}

/**
 * Reads arguments in any of the ways that editors make easy: one object, or a URI, a range or position, and words one
 * after the other, in any order; what is odd in them counts as left out.
 */
export function placeArguments(values: readonly unknown[]): PlaceArguments {
  let read: PlaceArguments = { uri: undefined, range: undefined, diagnostics: undefined, words: undefined };
  for (const value of values) {
    if (typeof value === 'string') read = isUri(value) ? { ...read, uri: value } : { ...read, words: value };
    else if (rangeFrom(value) !== undefined) read = { ...read, range: value };
    else if (isJsonObject(value)) read = { ...read, ...definedOnly(objectArguments(value)) };
  }
  return read;
}

/**
 * The place that arguments name; without a URI the one where the person was seen last, without a range the last one
 * in that document, or the whole of it. Throws where there is no such open document.
 */
export function commandPlace(given: PlaceArguments, session: Session): CommandPlace {
  const last = session.place;
  const uri = given.uri ?? last?.uri;
  if (uri === undefined) throw new UserError('no-place');
  const document = session.document(uri);
  if (document === undefined) throw new UserError('document-not-open');
  const isLast = last !== undefined && documentKey(last.uri) === documentKey(uri);
  const range = rangeFrom(given.range);
  const known = isLast ? last.range : undefined;
  return {
    document,
    range:
      range === undefined
        ? within(known ?? { start: 0, end: document.text.length }, document)
        : offsetRangeOf(document, range, session.abilities.positionEncoding),
    diagnostics: given.diagnostics ?? (isLast ? last.diagnostics : []),
  };
}

function objectArguments(value: JsonObject): Partial<PlaceArguments> {
  const { textDocument, range, position, selection, diagnostics, diagnostic } = value;
  const uri = isJsonObject(textDocument) ? textDocument.uri : value.uri;
  const words = [value.question, value.instruction, value.message].find((each) => typeof each === 'string');
  const one = isJsonObject(diagnostic) ? [diagnostic] : undefined;
  return {
    ...(typeof uri === 'string' ? { uri } : {}),
    range: [range, selection, position].find((each) => rangeFrom(each) !== undefined),
    diagnostics: Array.isArray(diagnostics) ? diagnostics : one,
    ...(typeof words === 'string' ? { words } : {}),
  };
}

function definedOnly(given: Partial<PlaceArguments>): Partial<PlaceArguments> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

/** A scheme of one letter is a drive. */
function isUri(text: string): boolean {
  return /^[a-zA-Z][\w+.-]+:\/?[^\s]*$/.test(text);
}

/** The text may have become shorter since. */
function within({ start, end }: OffsetRange, { text }: TextDocument): OffsetRange {
  return { start: Math.min(start, text.length), end: Math.min(end, text.length) };
}
