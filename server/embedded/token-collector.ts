import { scanTokens } from './lexer.ts';
import {
  columnsOf,
  fileEnd,
  firstWord,
  fixedBlanks,
  lineStartToken,
  noBlank,
  oneSpace,
} from './token-ids.ts';

/** A file that was taken into a collector. */
export interface CollectedFile {
  readonly uri: string;
  readonly sourceSize: number;
  readonly start: number;
}

/**
 * Gathers the tokens of files one after the other, with tables of their words and blanks in order of first use.
 * Invariant: the same files in the same order give the same tables and tokens, whether from text or from tokens.
 */
export class TokenCollector {
  readonly words: string[] = Array.from({ length: firstWord }, () => '');
  readonly blankStrings: string[] = [...fixedBlanks];
  readonly files: CollectedFile[] = [];
  tokens = new Int32Array(1 << 14);
  blanks = new Uint16Array(1 << 14);
  length = 0;
  readonly #wordIds = new Map<string, number>();
  readonly #blankIds = new Map<string, number>(fixedBlanks.map((blank, id) => [blank, id]));
  #indentation = 0;
  #lastLine = 0;

  beginFile(uri: string, sourceSize: number): void {
    this.files.push({ uri, sourceSize, start: this.length });
    this.#indentation = 0;
    this.#lastLine = 0;
  }

  /** Takes in one line of the current file; `line` is counted from 0. */
  addLine(text: string, from: number, to: number, line: number): void {
    if (to - from > maxLineLength) return;
    let isFirst = true;
    scanTokens(text, from, to, (blankStart, start, end) => {
      if (isFirst) this.#startLine(columnsOf(text, blankStart, start), line);
      const blank = isFirst ? noBlank : this.#blankId(text, blankStart, start);
      isFirst = false;
      this.add(this.wordId(text.slice(start, end)), blank);
    });
  }

  endFile(): void {
    this.add(fileEnd, noBlank);
  }

  add(token: number, blank: number): void {
    if (this.length === this.tokens.length) this.#grow();
    this.tokens[this.length] = token;
    this.blanks[this.length] = blank;
    this.length += 1;
  }

  wordId(word: string): number {
    const known = this.#wordIds.get(word);
    if (known !== undefined) return known;
    const id = this.words.push(word) - 1;
    this.#wordIds.set(word, id);
    return id;
  }

  blankId(blank: string): number {
    const known = this.#blankIds.get(blank);
    if (known !== undefined) return known;
    if (this.blankStrings.length > 0xffff) return oneSpace;
    const id = this.blankStrings.push(blank) - 1;
    this.#blankIds.set(blank, id);
    return id;
  }

  #startLine(indentation: number, line: number): void {
    this.add(lineStartToken(indentation, this.#indentation), Math.min(0xffff, line - this.#lastLine));
    this.#indentation = indentation;
    this.#lastLine = line;
  }

  #blankId(text: string, from: number, to: number): number {
    if (from === to) return noBlank;
    if (to - from === 1 && text.charCodeAt(from) === 32) return oneSpace;
    return this.blankId(text.slice(from, to));
  }

  #grow(): void {
    const tokens = new Int32Array(this.tokens.length * 2);
    tokens.set(this.tokens);
    this.tokens = tokens;
    const blanks = new Uint16Array(this.blanks.length * 2);
    blanks.set(this.blanks);
    this.blanks = blanks;
  }
}

/** In UTF-16 units; longer lines are generated or encoded data, and nobody writes them by hand. */
export const maxLineLength = 1_000;
