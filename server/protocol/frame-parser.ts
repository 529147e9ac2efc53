/** Bytes a block of headers may have; LSP's own are under 100. */
const maxHeaderBytes = 8 * 1024;
/** Bytes a message may have; longer ones are skipped without being held. */
const maxMessageBytes = 64 * 1024 * 1024;

/** What becomes of the bytes. */
export interface FrameSink {
  onBody(body: Uint8Array): void;
  /** A message above the limit was announced; its bytes are skipped. */
  onTooLarge(): void;
}

/**
 * Cuts a stream of bytes into message bodies and finds its way again after damage: it never goes deaf.
 *
 * Lines may end in LF alone, and of several lengths the last counts, so that garbage in front of a header is harmless.
 * A header inside a body means that the body's length was wrong: JSON has no raw line end inside a string,
 * so `Content-Length: 12` and a line end cannot be part of a valid message. The body is cut there.
 * Invariant: the bodies do not depend on how the stream was cut into chunks.
 */
export class FrameParser {
  readonly #sink: FrameSink;
  readonly #limits: { readonly header: number; readonly message: number };
  #state: 'header' | 'body' | 'skip' = 'header';
  #header = '';
  #body = new Uint8Array(0);
  #filled = 0;
  #scanned = 0;
  #toSkip = 0;
  #skipTail = '';

  constructor(sink: FrameSink, limits = { header: maxHeaderBytes, message: maxMessageBytes }) {
    this.#sink = sink;
    this.#limits = limits;
  }

  push(chunk: Uint8Array): void {
    const pending = [chunk];
    for (let part = pending.pop(); part !== undefined; part = pending.pop()) {
      const left = this.#take(part);
      for (const piece of left) if (piece.length > 0) pending.push(piece);
    }
  }

  /** Consumes the front of `part`; returns what is still to be read, last piece first. */
  #take(part: Uint8Array): readonly Uint8Array[] {
    if (this.#state === 'header') return [this.#takeHeader(part)];
    if (this.#state === 'body') return this.#takeBody(part);
    return [this.#takeSkipped(part)];
  }

  #takeHeader(part: Uint8Array): Uint8Array {
    // A blank line ends the block, so looking at each line end is enough.
    const lineFeed = part.indexOf(LF);
    const end = lineFeed < 0 ? part.length : lineFeed + 1;
    const start = Math.max(0, end - this.#limits.header);
    this.#header = (this.#header + latin1(part.subarray(start, end))).slice(-this.#limits.header);
    if (lineFeed >= 0 && /\n\r?\n$/.test(this.#header)) this.#endHeader();
    return part.subarray(end);
  }

  #endHeader(): void {
    const length = lastLength(this.#header);
    this.#header = '';
    if (length === undefined) return;
    if (length > this.#limits.message) {
      this.#state = 'skip';
      this.#toSkip = length;
      this.#skipTail = '';
      this.#sink.onTooLarge();
      return;
    }
    this.#state = 'body';
    this.#body = new Uint8Array(length);
    this.#filled = 0;
    this.#scanned = 0;
    if (length === 0) this.#endBody(0);
  }

  #takeBody(part: Uint8Array): readonly Uint8Array[] {
    const taken = part.subarray(0, this.#body.length - this.#filled);
    this.#body.set(taken, this.#filled);
    this.#filled += taken.length;
    const rest = part.subarray(taken.length);
    const header = this.#headerInBody();
    if (header !== undefined) {
      const swallowed = this.#body.subarray(header, this.#filled);
      this.#endBody(header);
      return [rest, swallowed];
    }
    if (this.#filled < this.#body.length) return [rest];
    const beginning = this.#headerBeginning();
    const swallowed = this.#body.subarray(beginning);
    this.#endBody(beginning);
    return [rest, swallowed];
  }

  #headerInBody(): number | undefined {
    const filled = this.#body.subarray(0, this.#filled);
    for (;;) {
      const lineFeed = filled.indexOf(LF, this.#scanned);
      if (lineFeed < 0) break;
      this.#scanned = lineFeed + 1;
      const start = Math.max(0, lineFeed - headerLineLength);
      const found = headerLine.exec(latin1(filled.subarray(start, lineFeed)));
      if (found !== null) return start + found.index;
    }
    this.#scanned = this.#filled;
    return undefined;
  }

  /** Where a header begins that the body's end cuts through; no JSON ends like that. Else the body's length. */
  #headerBeginning(): number {
    const start = Math.max(0, this.#filled - headerLineLength);
    const tail = latin1(this.#body.subarray(start, this.#filled)).toLowerCase();
    for (let at = tail.indexOf('c'); at >= 0; at = tail.indexOf('c', at + 1)) {
      const rest = tail.slice(at);
      if (headerName.startsWith(rest) || headerLine.test(rest)) return start + at;
    }
    return this.#filled;
  }

  #endBody(length: number): void {
    const body = this.#body.subarray(0, length);
    this.#body = new Uint8Array(0);
    this.#state = 'header';
    this.#sink.onBody(body);
  }

  #takeSkipped(part: Uint8Array): Uint8Array {
    const taken = part.subarray(0, this.#toSkip);
    for (let from = 0; ; ) {
      const lineFeed = taken.indexOf(LF, from);
      if (lineFeed < 0) break;
      const start = Math.max(from, lineFeed - headerLineLength);
      const tail = start === from ? this.#skipTail : '';
      const line = (tail + latin1(taken.subarray(start, lineFeed))).slice(-headerLineLength);
      this.#skipTail = '';
      from = lineFeed + 1;
      const found = headerLine.exec(line);
      if (found === null) continue;
      this.#state = 'header';
      this.#header = `${line.slice(found.index)}\n`;
      return part.subarray(from);
    }
    this.#keepTail(taken);
    this.#toSkip -= taken.length;
    if (this.#toSkip === 0) this.#state = 'header';
    return part.subarray(taken.length);
  }

  /** Remembers the unfinished last line, because a header may be cut between two chunks. */
  #keepTail(taken: Uint8Array): void {
    const lineStart = taken.lastIndexOf(LF) + 1;
    const tail = latin1(taken.subarray(Math.max(lineStart, taken.length - headerLineLength)));
    this.#skipTail = (this.#skipTail + tail).slice(-headerLineLength);
  }
}

const LF = 10;
const headerName = 'content-length: ';
const headerLine = /content-length:[ \t]*\d{1,15}[ \t\r]*$/i;
/** The longest text that `headerLine` is looked for in. */
const headerLineLength = 64;

function latin1(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 4096) text += String.fromCharCode(...bytes.subarray(i, i + 4096));
  return text;
}

function lastLength(header: string): number | undefined {
  let last: number | undefined;
  for (const match of header.matchAll(/content-length:[ \t]*(\d{1,15})/gi)) last = Number(match[1]);
  return last;
}
