import type {
  CompletionItem,
  InlineCompletionItem,
  MarkupContent,
  Position,
  Range,
} from 'vscode-languageserver';
import { fenceFor } from '../base/markdown-fence.ts';

import { characterOfOffset, type PositionEncoding } from '../base/position-encoding.ts';
import { isSafeText } from '../base/safe-text.ts';
import type { TextDocument } from '../base/text-document.ts';
import type { Suggestion } from '../features/completion/suggestion.ts';
import { type ClientAbilities, insertTextModeAsIs } from './client-abilities.ts';
import { acceptCommand } from './extensions.ts';
import { isJsonObject } from './json-rpc.ts';

/** Where a suggestion is to be shown. */
export interface Place {
  readonly document: TextDocument;
  /** The cursor, in UTF-16 units. */
  readonly offset: number;
  readonly abilities: ClientAbilities;
}

/** The offset as the client counts. */
export function positionAt(document: TextDocument, offset: number, encoding: PositionEncoding): Position {
  const line = document.lineOf(offset);
  return {
    line,
    character: characterOfOffset(document.lineText(line), offset - document.lineStart(line), encoding),
  };
}

/** Ghost text; undefined when the suggestion must not be shown. */
export function inlineCompletionItem(suggestion: Suggestion, place: Place): InlineCompletionItem | undefined {
  if (!isShowable(suggestion, place)) return undefined;
  return {
    insertText: suggestion.text,
    range: rangeOf(suggestion.replace.start, suggestion.replace.end, place),
    command: acceptanceOf(suggestion),
  };
}

/**
 * An item of the popup; undefined when the suggestion must not be shown.
 * Its range begins with the word at the cursor, and its filter text with what is typed there,
 * because editors hide items that do not match it.
 */
export function completionItem(suggestion: Suggestion, place: Place): CompletionItem | undefined {
  if (!isShowable(suggestion, place)) return undefined;
  const { document, offset } = place;
  const start = Math.min(wordStart(document, offset), suggestion.replace.start);
  const typed = document.text.slice(start, offset);
  const newText = document.text.slice(start, suggestion.replace.start) + suggestion.text;
  const { labelDetails, insertAsIs, resolvesDocumentation } = place.abilities.completion;
  const data: ItemData = {
    source: itemSource,
    languageId: document.languageId,
    text: newText,
    explanation: suggestion.explanation,
  };
  const item: CompletionItem = {
    label: labelOf(newText),
    ...(labelDetails ? { labelDetails: { description: 'innerloop' } } : { detail: 'innerloop' }),
    kind: completionItemKindText,
    sortText,
    filterText: newText.startsWith(typed) ? (firstLine(newText) ?? typed) : typed,
    insertTextFormat: insertTextFormatPlainText,
    ...(insertAsIs ? { insertTextMode: insertTextModeAsIs } : {}),
    ...popupEdits({ start, end: suggestion.replace.end }, newText, place),
    command: acceptanceOf(suggestion),
    data,
  };
  return resolvesDocumentation ? item : { ...item, documentation: documentation(data, place.abilities) };
}

/**
 * One edit, or for a client that would cut it to its first line, that line and the others as an edit of the next
 * line. Where there is no next line, or the cursor's goes on, such a client gets the first line alone.
 */
function popupEdits(
  replace: Suggestion['replace'],
  newText: string,
  place: Place,
): Pick<CompletionItem, 'textEdit' | 'additionalTextEdits'> {
  const range = rangeOf(replace.start, replace.end, place);
  const [first = '', ...others] = newText.split(/\r?\n/);
  if (others.length === 0 || !place.abilities.completion.cutsEditsToOneLine)
    return { textEdit: { range, newText } };
  const { document } = place;
  const line = document.lineOf(replace.end);
  const isFollowed = replace.end < document.lineEnd(line) || line + 1 === document.lineCount;
  const textEdit = { range, newText: first };
  if (isFollowed) return { textEdit };
  const next = { line: line + 1, character: 0 };
  const lineEnd = document.text.slice(document.lineEnd(line), document.lineStart(line + 1));
  const below = others.map((other) => other + lineEnd).join('');
  return { textEdit, additionalTextEdits: [{ range: { start: next, end: next }, newText: below }] };
}

/** The item with its whole text and where it comes from; an item that is not ours comes back as it is. */
export function resolvedItem(item: Readonly<Record<string, unknown>>, abilities: ClientAbilities): object {
  const { data } = item;
  return isItemData(data) ? { ...item, documentation: documentation(data, abilities) } : item;
}

interface ItemData {
  readonly source: typeof itemSource;
  readonly languageId: string;
  /** All of what is inserted. */
  readonly text: string;
  readonly explanation: string;
}

const itemSource = 'innerloop';
/** `CompletionItemKind.Text` of LSP. */
const completionItemKindText = 1;
/** `InsertTextFormat.PlainText` of LSP: a `$` in the text is a `$`. */
const insertTextFormatPlainText = 1;
/** Sorts in front of equal matches of other servers: what is offered here passed a threshold of confidence. */
const sortText = '0';
/** UTF-16 units of a label; popups are narrow. */
const maxLabelLength = 60;

function isShowable({ text, replace }: Suggestion, { document, offset }: Place): boolean {
  const line = document.lineOf(offset);
  const isOnLine = document.lineStart(line) <= replace.start && replace.end <= document.lineEnd(line);
  const holdsCursor = replace.start <= offset && offset <= replace.end;
  return isOnLine && holdsCursor && text !== '' && isSafeText(text);
}

function acceptanceOf(suggestion: Suggestion): { title: string; command: string; arguments: string[] } {
  return { title: 'Accepted', command: acceptCommand, arguments: [suggestion.id] };
}

function rangeOf(start: number, end: number, { document, abilities }: Place): Range {
  return {
    start: positionAt(document, start, abilities.positionEncoding),
    end: positionAt(document, end, abilities.positionEncoding),
  };
}

function wordStart(document: TextDocument, offset: number): number {
  const lineStart = document.lineStart(document.lineOf(offset));
  // Words are short; a window keeps a line of megabytes cheap.
  const from = Math.max(lineStart, offset - maxWordLength);
  const word = /[\p{L}\p{N}\p{M}_$]+$/u.exec(document.text.slice(from, offset));
  return word === null ? offset : from + word.index;
}

const maxWordLength = 200;

function labelOf(newText: string): string {
  const line = (firstLine(newText) ?? '').trim();
  const isCut = line.length > maxLabelLength || newText.trim().includes('\n');
  const label = line.length > maxLabelLength ? line.slice(0, maxLabelLength).replace(/\p{Cs}$/u, '') : line;
  return isCut ? `${label} …` : label;
}

/** The first line of `text` that is not blank, its end not counted. */
function firstLine(text: string): string | undefined {
  return text.split(/\r?\n/).find((line) => line.trim() !== '');
}

function documentation(data: ItemData, abilities: ClientAbilities): MarkupContent | string {
  const { text: newText } = data;
  const why = isSafeText(data.explanation) ? data.explanation : '';
  if (!abilities.completion.markdown) return `${newText}\n\n${why}`.trim();
  const fence = fenceFor(newText);
  const language = /^[\w+#.-]*$/.test(data.languageId) ? data.languageId : '';
  return { kind: 'markdown', value: `${fence}${language}\n${newText}\n${fence}\n\n${escapeMarkdown(why)}` };
}

/** File names can hold anything; none may become a link or an image. */
function escapeMarkdown(text: string): string {
  return text.replace(/[!-/:-@[-`{-~]/g, String.raw`\$&`);
}

function isItemData(data: unknown): data is ItemData {
  return (
    isJsonObject(data) &&
    data.source === itemSource &&
    typeof data.languageId === 'string' &&
    typeof data.text === 'string' &&
    typeof data.explanation === 'string'
  );
}
