import { offsetOfCharacter, type PositionEncoding } from '../base/position-encoding.ts';
import type { TextDocument } from '../base/text-document.ts';
import { InvalidParams } from './invalid-params.ts';
import { isJsonObject, type JsonObject } from './json-rpc.ts';

/** A place in a document as the client counts; any number is possible. */
export interface LspPosition {
  readonly line: number;
  readonly character: number;
}

export interface LspRange {
  readonly start: LspPosition;
  readonly end: LspPosition;
}

/** One change as the client sent it; without a range it replaces the whole text. */
export interface ContentChange {
  readonly text: string;
  readonly range?: LspRange;
}

/** The object under `key`; throws InvalidParams when it is none. */
export function objectAt(params: JsonObject, key: string): JsonObject {
  const value = params[key];
  if (!isJsonObject(value)) throw new InvalidParams(key);
  return value;
}

/** The string under `key`; throws InvalidParams when it is none. */
export function stringAt(params: JsonObject, key: string): string {
  const value = params[key];
  if (typeof value !== 'string') throw new InvalidParams(key);
  return value;
}

/** Whether a client gave a value; many send null for what they leave out. */
export function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** The whole number from 1 to `most` under `key`, or undefined; throws InvalidParams for anything else. */
export function numberWithin(params: JsonObject, key: string, most: number): number | undefined {
  const value = params[key];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'number' && Number.isInteger(value) && 1 <= value && value <= most) return value;
  throw new InvalidParams(`${key} (a whole number from 1 to ${most})`);
}

/** `params.query`: words to look for; throws InvalidParams when there are none, or too many. */
export function queryOf(params: JsonObject): string {
  const query = stringAt(params, 'query');
  if (query.length > longestQuery) throw new InvalidParams(`query (of at most ${longestQuery} characters)`);
  if (!/[\p{L}\p{N}]/u.test(query)) throw new InvalidParams('query (with a word in it)');
  return query;
}

/** `params.textDocument.uri`, whatever its spelling. */
export function documentUri(params: JsonObject): string {
  return stringAt(objectAt(params, 'textDocument'), 'uri');
}

/** `params.position`; its numbers may be any. */
export function positionOf(params: JsonObject): LspPosition {
  const { line, character } = objectAt(params, 'position');
  if (typeof line !== 'number' || typeof character !== 'number') throw new InvalidParams('position');
  return { line, character };
}

/** `params.context.triggerKind`; undefined when there is none. */
export function triggerKindOf(params: JsonObject): number | undefined {
  const context = params.context ?? {};
  if (!isJsonObject(context)) throw new InvalidParams('context');
  const { triggerKind } = context;
  if (triggerKind === undefined || triggerKind === null) return undefined;
  if (typeof triggerKind !== 'number') throw new InvalidParams('triggerKind');
  return triggerKind;
}

/** `params.context.triggerCharacter`; empty when there is none. */
export function triggerCharacterOf({ context }: JsonObject): string {
  return isJsonObject(context) && typeof context.triggerCharacter === 'string'
    ? context.triggerCharacter
    : '';
}

/** The document's version as sent, or `fallback` when it is no whole number (versions are optional in places). */
export function versionOf(textDocument: JsonObject, fallback: number): number {
  const { version } = textDocument;
  return typeof version === 'number' && Number.isSafeInteger(version) ? version : fallback;
}

/** `params.contentChanges`; throws InvalidParams when one of them cannot be understood. */
export function contentChanges(params: JsonObject): readonly ContentChange[] {
  const changes = params.contentChanges;
  if (!Array.isArray(changes)) throw new InvalidParams('contentChanges');
  return changes.map(contentChange);
}

/** Offset of `position` in `document`: clamped to the text and to its line, never inside a surrogate pair. */
export function offsetOf(document: TextDocument, position: LspPosition, encoding: PositionEncoding): number {
  const line = Number.isNaN(position.line) ? 0 : Math.floor(position.line);
  if (line < 0) return 0;
  if (line >= document.lineCount) return document.text.length;
  return document.lineStart(line) + offsetOfCharacter(document.lineText(line), position.character, encoding);
}

/** A range of `document` in offsets; turned round when its end stands before its start. */
export function offsetRangeOf(
  document: TextDocument,
  range: LspRange,
  encoding: PositionEncoding,
): { readonly start: number; readonly end: number } {
  const from = offsetOf(document, range.start, encoding);
  const to = offsetOf(document, range.end, encoding);
  return { start: Math.min(from, to), end: Math.max(from, to) };
}

/** The range under `key`; its numbers may be any. Throws InvalidParams when it is none. */
export function rangeAt(params: JsonObject, key: string): LspRange {
  const range = objectAt(params, key);
  return { start: wildPosition(range, 'start'), end: wildPosition(range, 'end') };
}

/** The range that a value is, or the empty one of a position; undefined for anything else. */
export function rangeFrom(value: unknown): LspRange | undefined {
  if (!isJsonObject(value)) return undefined;
  try {
    if ('start' in value) return rangeAt({ value }, 'value');
    const position = wildPosition({ value }, 'value');
    return { start: position, end: position };
  } catch (error) {
    if (error instanceof InvalidParams) return undefined;
    throw error;
  }
}

/** `params.workDoneToken` or `params.partialResultToken`; undefined when there is none. */
export function tokenAt(params: JsonObject, key: string): string | number | undefined {
  const token = params[key];
  return typeof token === 'string' || typeof token === 'number' ? token : undefined;
}

/** The URIs of the objects in `folders` that have one. */
export function urisOf(folders: unknown): readonly string[] {
  if (!Array.isArray(folders)) return [];
  return folders.flatMap((folder) =>
    isJsonObject(folder) && typeof folder.uri === 'string' ? [folder.uri] : [],
  );
}

/**
 * The workspace's folders as URIs: `workspaceFolders`, or else `rootUri`, or else the older `rootPath`.
 * A path is absolute, with `/` or with a drive letter.
 */
export function folderUris(params: JsonObject): readonly string[] {
  const folders = urisOf(params.workspaceFolders);
  if (folders.length > 0) return folders;
  if (typeof params.rootUri === 'string' && params.rootUri !== '') return [params.rootUri];
  return typeof params.rootPath === 'string' ? uriOfPath(params.rootPath) : [];
}

function uriOfPath(path: string): readonly string[] {
  const slashed = path.replaceAll('\\', '/');
  if (!/^(\/|[a-zA-Z]:\/)/.test(slashed)) return [];
  const absolute = slashed.startsWith('/') ? slashed : `/${slashed}`;
  // encodeURI leaves these two alone, but in a URI they would begin the query and the fragment.
  return [
    `file://${encodeURI(absolute.replace(/\p{Cs}/gu, '\ufffd'))
      .replaceAll('?', '%3F')
      .replaceAll('#', '%23')}`,
  ];
}

function contentChange(change: unknown): ContentChange {
  if (!isJsonObject(change)) throw new InvalidParams('contentChanges');
  const text = stringAt(change, 'text');
  if (change.range === undefined || change.range === null) return { text };
  return { text, range: rangeAt(change, 'range') };
}

/** A position whose numbers may be any, `null` among them: that is how JSON writes NaN and Infinity. */
function wildPosition(range: JsonObject, key: string): LspPosition {
  const { line, character } = objectAt(range, key);
  return { line: wildNumber(line, key), character: wildNumber(character, key) };
}

function wildNumber(value: unknown, key: string): number {
  if (value === null) return Number.NaN;
  if (typeof value !== 'number') throw new InvalidParams(key);
  return value;
}

/** UTF-16 units: an issue with its log is shorter. */
const longestQuery = 100_000;
