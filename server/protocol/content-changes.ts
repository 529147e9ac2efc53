import type { PositionEncoding } from '../base/position-encoding.ts';
import type { TextChange, TextDocument } from '../base/text-document.ts';
import { type ContentChange, offsetOf } from './from-lsp.ts';

/** A document with changes applied, and the same changes in offsets of the text before each. */
export interface ChangedDocument {
  readonly document: TextDocument;
  readonly changes: readonly TextChange[];
}

/**
 * Applies changes one after the other: each range is converted against the text that the change before left,
 * clamped to it, and turned round when its end stands before its start.
 */
export function applyContentChanges(
  document: TextDocument,
  contentChanges: readonly ContentChange[],
  version: number,
  encoding: PositionEncoding,
): ChangedDocument {
  const changes: TextChange[] = [];
  let current = document;
  for (const { text, range } of contentChanges) {
    if (range === undefined) {
      changes.push({ start: 0, end: current.text.length, text });
      current = current.withText(text, version);
      continue;
    }
    const from = offsetOf(current, range.start, encoding);
    const to = offsetOf(current, range.end, encoding);
    const change = { start: Math.min(from, to), end: Math.max(from, to), text };
    changes.push(change);
    current = current.withChange(change, version);
  }
  if (changes.length > 0) return { document: current, changes };
  return { document: document.withChange({ start: 0, end: 0, text: '' }, version), changes };
}
