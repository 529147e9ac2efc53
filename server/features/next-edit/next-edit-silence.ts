/** Why no next edit is offered; the closed list. */
export type NextEditSilence =
  /** A rule excludes the file, or it is too large. */
  | 'excluded'
  /** A generator writes the file, or it came from elsewhere. */
  | 'generated'
  /** Nothing was changed lately, or what was changed was taken back. */
  | 'no-edit'
  /** The text is another one by now. */
  | 'text-changed'
  /** The text cannot be parsed where it was changed: the edit may not be finished. */
  | 'unfinished'
  /** The edit says too little to tell what it means elsewhere. */
  | 'not-distinctive'
  /** Nothing else is left to change. */
  | 'no-place'
  /** So many places look alike that one edit does not tell which are meant. */
  | 'too-many-places'
  /** The old name still means something there. */
  | 'still-defined'
  /** It cannot be told what a caller passes, or should pass. */
  | 'argument-unknown'
  /** The person saw it and went on with something else. */
  | 'dismissed'
  /** It took longer than anybody waits. */
  | 'too-slow'
  /** The text has characters that hide or reorder what a person sees. */
  | 'unsafe';
