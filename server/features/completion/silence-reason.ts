/** Why there is no suggestion; the list is closed, each reason is counted, and `silence-texts.ts` has its words. */
export type SilenceReason = GateReason | DropReason | EmptyReason;

/** Nothing was computed: the moment or the place is not one for suggestions. */
export type GateReason =
  | 'no-document'
  | 'document-too-large'
  | 'line-too-long'
  | 'file-excluded'
  | 'completion-off'
  | 'switched-off'
  | 'snoozed'
  | 'manual-only'
  | 'manual-after-dismissals'
  | 'inside-word'
  | 'after-closing'
  | 'in-comment'
  | 'just-accepted'
  | 'deleting'
  | 'typing-fast';

/** A text was there and is not fit to be shown. */
export type DropReason =
  | 'already-there'
  | 'blank'
  | 'too-short'
  | 'unfit-text'
  | 'prose'
  | 'echoes-prompt'
  | 'repeats'
  | 'undoes-edit'
  | 'holds-secret'
  | 'placeholder'
  | 'excluded-text'
  | 'breaks-syntax'
  | 'dismissed-before';

/** Nobody had a text. */
type EmptyReason = 'nothing-learned' | 'unsure' | 'no-model' | 'model-failed' | 'model-silent' | 'model-late';
