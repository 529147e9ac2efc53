/** A stretch of text and the file it was taken from; without one it is our own words (markers, instructions). */
export interface SourcedPart {
  readonly text: string;
  readonly uri?: string;
  /** Where it stands in that file, in UTF-16 offsets. */
  readonly range?: { readonly start: number; readonly end: number };
}

/**
 * Text that remembers where each stretch of it comes from: what prompts are made of. Only `model/sender.ts` turns
 * it into a plain string, after policy was asked for every part. Parts without text are left out.
 */
export class SourcedText {
  readonly parts: readonly SourcedPart[];

  constructor(parts: readonly SourcedPart[]) {
    this.parts = parts.filter(({ text }) => text !== '');
  }

  /** UTF-16 units of the whole. */
  get length(): number {
    return this.parts.reduce((sum, { text }) => sum + text.length, 0);
  }

  /** The same parts with their texts replaced; ranges are kept, since they name the file's own text. */
  mapText(change: (text: string) => string): SourcedText {
    return new SourcedText(this.parts.map((part) => ({ ...part, text: change(part.text) })));
  }
}

/** Text of our own that no file holds. */
export function ownWords(text: string): SourcedText {
  return new SourcedText([{ text }]);
}

/** A stretch that was cut out of a file already; `range` says where it stands there. */
export function excerptOf(
  uri: string,
  text: string,
  range: { readonly start: number; readonly end: number },
): SourcedText {
  return new SourcedText([{ text, uri, range }]);
}

/** A range of a file's text, as it stands in an open document or on disk. */
export function excerpt(uri: string, fileText: string, start: number, end: number): SourcedText {
  return new SourcedText([{ text: fileText.slice(start, end), uri, range: { start, end } }]);
}

/** Joins texts; plain strings are our own words. */
export function concat(...texts: readonly (SourcedText | string)[]): SourcedText {
  return new SourcedText(texts.flatMap((text) => (typeof text === 'string' ? [{ text }] : text.parts)));
}
