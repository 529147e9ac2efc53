import type { TextDocument } from '../base/text-document.ts';
import { isClosing, OpenBrackets } from './brackets.ts';
import type { Context, CursorPlace } from './context.ts';
import { isBlank, isWordUnit, scanTokens } from './lexer.ts';
import type { LiveDocument } from './live-document.ts';
import { NextToken, type Prediction, type Question } from './next-token.ts';
import type { SegmentMatcher } from './segment-matcher.ts';
import { columnsOf, deeper, isLineStart, lineStartToken, sameIndent } from './token-ids.ts';
import { tokenClass, type Vocabulary } from './vocabulary.ts';

/** What a suggestion is made from. */
export interface WritingTask {
  readonly file: LiveDocument;
  readonly offset: number;
  readonly others: readonly LiveDocument[];
  readonly matchers: readonly SegmentMatcher[];
  readonly maxLines: number;
  readonly minimumConfidence: number;
}

/** One token of a suggestion, as it is inserted. */
export interface Piece {
  readonly text: string;
  readonly probability: number;
  readonly place: Prediction['place'];
}

/** Writes suggestions token by token, as long as all of it together is likely enough. */
export class SuggestionWriter {
  readonly #vocabulary: Vocabulary;
  readonly #nextToken: NextToken;

  constructor(vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary;
    this.#nextToken = new NextToken(vocabulary);
  }

  write(task: WritingTask): readonly Piece[] {
    const draft = new Draft(task, this.#vocabulary);
    const pieces: Piece[] = [];
    let confidence = 1;
    while (pieces.length < maxPieces) {
      const prediction = this.#nextToken.predict(draft.question(pieces.length))[0];
      if (prediction === undefined) break;
      confidence *= prediction.probability;
      if (confidence < task.minimumConfidence || !draft.mayTake(prediction)) break;
      pieces.push({ ...prediction, text: draft.take(prediction) });
    }
    return withoutOpenEnd(pieces);
  }
}

/** The suggestion as far as it is written, and the place where it goes on. */
export class Draft {
  readonly #task: WritingTask;
  readonly #vocabulary: Vocabulary;
  readonly #context: Context;
  readonly #cursor: CursorPlace;
  readonly #line: number[] = [];
  /** Open around the place where the suggestion goes on, without those that the rest of the line closes. */
  readonly #brackets = new OpenBrackets();
  /** Opened by the suggestion itself. */
  readonly #ownBrackets = new OpenBrackets();
  readonly #wordRightOfCursor: string;
  #indentationUnit: string | undefined;
  #indentation: string;
  #typedWord: string;
  #typedBlank: string | undefined;
  #lines = 1;

  constructor(task: WritingTask, vocabulary: Vocabulary) {
    this.#task = task;
    this.#vocabulary = vocabulary;
    const { document } = task.file;
    const number = document.lineOf(task.offset);
    const left = leftOfCursor(document, number, task.offset, vocabulary);
    this.#line.push(...left.tokens);
    this.#typedWord = left.typedWord;
    this.#typedBlank = left.tokens.length === 0 ? undefined : left.typedBlank;
    this.#indentation = left.indentation;
    const columns = columnsOf(left.indentation, 0, left.indentation.length);
    const lineStart = lineStartToken(columns, task.file.indentationBefore(number));
    this.#cursor = { line: number, tokensBefore: left.tokens.length + 1 };
    this.#context = task.file.contextAt(number, [lineStart, ...left.tokens]);
    task.file.visitTokensBefore(number, bracketScanLines, (token) => this.#addBracket(token));
    for (const token of left.tokens) this.#addBracket(token);
    const right = wordsBetween(document.text, task.offset, document.lineEnd(number));
    this.#wordRightOfCursor = right[0] ?? '';
    for (const word of unmatchedClosing(right)) this.#brackets.add(word);
    for (const matcher of task.matchers) matcher.begin(this.#context);
  }

  question(step: number): Question {
    return {
      file: this.#task.file,
      cursor: this.#cursor,
      context: this.#context,
      others: this.#task.others,
      matchers: this.#task.matchers,
      line: this.#line,
      typedWord: this.#typedWord,
      typedBlank: this.#typedBlank,
      step,
    };
  }

  /** Whether the token may be written here at all. */
  mayTake(prediction: Prediction): boolean {
    if (isLineStart(prediction.token)) return this.#lines < this.#task.maxLines;
    const word = this.#vocabulary.word(prediction.token);
    if (isClosing(word)) return this.#ownBrackets.canClose(word) || this.#mayCloseOutside(word);
    return word !== this.#wordRightOfCursor || this.#lines > 1;
  }

  /** What the suggestion did not open it closes only where the text before the cursor needs it. */
  #mayCloseOutside(word: string): boolean {
    return word !== this.#wordRightOfCursor && this.#brackets.canClose(word);
  }

  /** Writes the token; returns what it adds to the text. */
  take(prediction: { readonly token: number; readonly blank: number }): string {
    const { token } = prediction;
    const text = isLineStart(token) ? this.#newLine(token) : this.#word(prediction);
    this.#context.history.push(token);
    for (const matcher of this.#task.matchers) matcher.push(token);
    return text;
  }

  /** What a word adds to the text behind what is typed. */
  wordText({ token, blank }: { readonly token: number; readonly blank: number }): string {
    const word = this.#vocabulary.word(token);
    if (this.#typedWord !== '') return word.slice(this.#typedWord.length);
    const blanks = this.#typedBlank === undefined ? '' : this.#vocabulary.blank(blank);
    return blanks.slice((this.#typedBlank ?? '').length) + word;
  }

  #word(prediction: { readonly token: number; readonly blank: number }): string {
    const { token } = prediction;
    const text = this.wordText(prediction);
    this.#line.push(token);
    this.#addBracket(token);
    this.#ownBrackets.add(this.#vocabulary.word(token));
    this.#typedWord = '';
    this.#typedBlank = '';
    return text;
  }

  #addBracket(token: number): void {
    const kind = this.#vocabulary.classOf(token);
    if (kind === tokenClass.opening || kind === tokenClass.closing)
      this.#brackets.add(this.#vocabulary.word(token));
  }

  #newLine(token: number): string {
    this.#indentationUnit ??= indentationUnitOf(this.#task.file.document, this.#cursor.line);
    if (token === deeper) this.#indentation += this.#indentationUnit;
    else if (token !== sameIndent)
      this.#indentation = this.#indentation.slice(0, -this.#indentationUnit.length);
    this.#lines += 1;
    this.#line.length = 0;
    this.#typedBlank = undefined;
    return `\n${this.#indentation}`;
  }
}

/** A suggestion does not end in the start of a line. */
function withoutOpenEnd(pieces: readonly Piece[]): readonly Piece[] {
  let end = pieces.length;
  while (end > 0 && pieces[end - 1]?.text.trim() === '') end -= 1;
  return pieces.slice(0, end);
}

function leftOfCursor(document: TextDocument, line: number, offset: number, vocabulary: Vocabulary) {
  const { text } = document;
  const start = document.lineStart(line);
  let firstText = start;
  while (firstText < offset && isBlank(text.charCodeAt(firstText))) firstText += 1;
  let wordStart = offset;
  while (wordStart > start && isWordUnit(text.charCodeAt(wordStart - 1))) wordStart -= 1;
  const tokens: number[] = [];
  let blankStart = scanTokens(text, start, wordStart, (_, from, to) => {
    tokens.push(vocabulary.idOf(text.slice(from, to)));
  });
  if (wordStart < offset && blankStart > wordStart) blankStart = wordStart;
  return {
    tokens,
    indentation: text.slice(start, firstText),
    typedWord: text.slice(wordStart, offset),
    typedBlank: text.slice(blankStart, wordStart),
  };
}

/** The closing brackets among these words whose partners stand before them all. */
function unmatchedClosing(words: readonly string[]): readonly string[] {
  const brackets = new OpenBrackets();
  return words.filter((word) => {
    const isUnmatched = isClosing(word) && !brackets.canClose(word);
    brackets.add(word);
    return isUnmatched;
  });
}

function wordsBetween(text: string, from: number, to: number): readonly string[] {
  const words: string[] = [];
  scanTokens(text, from, to, (_, start, end) => words.push(text.slice(start, end)));
  return words;
}

/** What one level of indentation is in this document: a tab, or as many blanks as the nearest indented lines differ by. */
function indentationUnitOf(document: TextDocument, line: number): string {
  const from = Math.max(0, line - indentationScanLines);
  const to = Math.min(document.lineCount, line + indentationScanLines);
  let smallest = 8;
  for (let i = from, above = 0; i < to; i++) {
    const text = document.lineText(i);
    if (text.startsWith('\t')) return '\t';
    if (text.trim() === '') continue;
    const indentation = text.length - text.trimStart().length;
    if (indentation - above >= 2) smallest = Math.min(smallest, indentation - above);
    above = indentation;
  }
  return ' '.repeat(smallest === 8 ? 2 : smallest);
}

const bracketScanLines = 150;
const maxPieces = 48;
const indentationScanLines = 40;
