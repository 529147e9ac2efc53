import type { Outcome } from '../../base/outcome.ts';
import type { TextDocument } from '../../base/text-document.ts';
import type { SourceShape } from '../../syntax/source-shape.ts';
import type { NextEditSilence } from './next-edit-silence.ts';
import type { NextEditPorts } from './ports.ts';
import type { RecordedEdit } from './recorded-edit.ts';
import type { EditPlace } from './suggested-edit.ts';
import type { TextKind } from './text-kinds.ts';

/** The last edit, the document that it stands in, and what is known of both. */
export interface EditScene {
  readonly document: TextDocument;
  readonly edit: RecordedEdit;
  /** Where the person types; undefined where that is in another document. */
  readonly cursor: number | undefined;
  /** All of this document, newest first, `edit` among them. */
  readonly edits: readonly RecordedEdit[];
  /** As `grammars/languages.json` names it; empty where that is not known. */
  readonly language: string;
  /** Undefined where the text has none. */
  readonly shape: SourceShape | undefined;
  readonly kindAt: (offset: number) => TextKind;
  readonly ports: Pick<NextEditPorts, 'syntax' | 'symbols' | 'files' | 'names'>;
}

/** Tells at which other places the last edit asks for a change, the nearest first. */
export type NextEditRule = (
  scene: EditScene,
  signal: AbortSignal,
) => Promise<Outcome<readonly EditPlace[], NextEditSilence>>;

/** Places behind the edit in the order of the text, then those before it, the nearest first. */
export function nearestFirst<Place extends { readonly start: number }>(
  places: readonly Place[],
  { place }: RecordedEdit,
): readonly Place[] {
  const below = places.filter(({ start }) => start >= place.end);
  const above = places.filter(({ start }) => start < place.end);
  return [...below, ...above.toReversed()];
}
