/** One replaced range of a document, in UTF-16 offsets of the text before the change. */
export interface TextChange {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What identifies one version of a document. */
export interface TextDocumentIdentity {
  readonly uri: string;
  /** The editor's name for the language, such as `typescript`; empty when it gave none. */
  readonly languageId: string;
  readonly version: number;
}

/**
 * An immutable snapshot of a text with its line starts.
 *
 * Lines end at `\n`, `\r\n` or `\r`, as LSP says (so not at U+2028). All offsets count UTF-16 units.
 * Invariant: `#lineStarts` holds exactly the offsets after each line end of `text`, and 0.
 */
export class TextDocument {
  readonly uri: string;
  readonly languageId: string;
  readonly version: number;
  readonly text: string;
  readonly #lineStarts: Uint32Array;

  constructor(identity: TextDocumentIdentity, text: string, lineStarts = lineStartsOf(text)) {
    this.uri = identity.uri;
    this.languageId = identity.languageId;
    this.version = identity.version;
    this.text = text;
    this.#lineStarts = lineStarts;
  }

  get lineCount(): number {
    return this.#lineStarts.length;
  }

  /** Offset of the first character of `line`; a line past the end gives the text's length. */
  lineStart(line: number): number {
    return this.#lineStarts[line] ?? this.text.length;
  }

  /** Offset behind the last character of `line`, its line end not counted. */
  lineEnd(line: number): number {
    let end = this.lineStart(line + 1);
    const start = this.lineStart(line);
    if (start < end && this.text.charCodeAt(end - 1) === LF) end -= 1;
    if (start < end && this.text.charCodeAt(end - 1) === CR) end -= 1;
    return end;
  }

  /** The text of `line` without its line end. */
  lineText(line: number): string {
    return this.text.slice(this.lineStart(line), this.lineEnd(line));
  }

  /** The line that `offset` stands in; offsets outside the text count as its nearest end. */
  lineOf(offset: number): number {
    const starts = this.#lineStarts;
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** The next version, with one range replaced; costs time in the number of lines, not of characters. */
  withChange(change: TextChange, version: number): TextDocument {
    const text = this.text.slice(0, change.start) + change.text + this.text.slice(change.end);
    return new TextDocument({ ...this.#identity(), version }, text, this.#lineStartsAfter(change, text));
  }

  /** The next version, with the whole text replaced. */
  withText(text: string, version: number): TextDocument {
    return new TextDocument({ ...this.#identity(), version }, text);
  }

  #identity(): TextDocumentIdentity {
    return { uri: this.uri, languageId: this.languageId, version: this.version };
  }

  /** Re-scans from the line before the change to the line behind it, because `\r` and `\n` join across an edit. */
  #lineStartsAfter(change: TextChange, text: string): Uint32Array {
    const old = this.#lineStarts;
    const firstLine = Math.max(0, this.lineOf(change.start) - 1);
    const lastLine = Math.min(old.length - 1, this.lineOf(change.end) + 1);
    const shift = change.text.length - (change.end - change.start);
    const from = this.lineStart(firstLine);
    const isTail = lastLine === old.length - 1;
    const to = isTail ? text.length : this.lineStart(lastLine) + shift;
    const middle = lineStartsBetween(text, from, to);
    const tail = isTail ? 0 : old.length - lastLine - 1;
    const result = new Uint32Array(firstLine + 1 + middle.length + tail);
    result.set(old.subarray(0, firstLine + 1));
    result.set(middle, firstLine + 1);
    for (let i = 0; i < tail; i++) {
      result[firstLine + 1 + middle.length + i] = (old[lastLine + 1 + i] ?? 0) + shift;
    }
    return result;
  }
}

const LF = 10;
const CR = 13;

/** A text that is no editor's document, to find its lines. */
export function bareDocument(text: string): TextDocument {
  return new TextDocument({ uri: '', languageId: '', version: 0 }, text);
}

function lineStartsOf(text: string): Uint32Array {
  const behindLineEnds = lineStartsBetween(text, 0, text.length);
  const starts = new Uint32Array(1 + behindLineEnds.length);
  starts.set(behindLineEnds, 1);
  return starts;
}

/** Line starts s with `from` < s ≤ `to`; `to` is a line start or the end of the text. */
function lineStartsBetween(text: string, from: number, to: number): number[] {
  const starts: number[] = [];
  for (let i = from; i < to; i++) {
    const unit = text.charCodeAt(i);
    if (unit !== LF && unit !== CR) continue;
    if (unit === CR && text.charCodeAt(i + 1) === LF) i += 1;
    starts.push(i + 1);
  }
  return starts;
}
