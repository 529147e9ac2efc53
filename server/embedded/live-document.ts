import { documentKey } from '../base/document-key.ts';
import type { TextChange, TextDocument } from '../base/text-document.ts';
import { belowLength, type Context, type CursorPlace, contextLength } from './context.ts';
import { DocumentLines, type Line, maxBlankLines } from './document-lines.ts';
import { isBlank, scanTokens } from './lexer.ts';
import type { Matches } from './matches.ts';
import { TokenChains } from './token-chains.ts';
import { maxLineLength } from './token-collector.ts';
import { columnsOf, lineStartToken, noBlank, oneSpace } from './token-ids.ts';
import type { Vocabulary } from './vocabulary.ts';

/**
 * An open document as the model learns from it: its lines cut into tokens, found again by the tokens before them.
 * An edit costs time in the lines it touches. Nothing right of the cursor on its line is ever offered.
 * Invariant: the tokens of a line that was learnt are those of that line of `document`.
 */
export class LiveDocument {
  readonly key: string;
  readonly #vocabulary: Vocabulary;
  #document: TextDocument;
  #lines = new DocumentLines(0);
  #chains = new TokenChains(0);
  #alive = 0;
  /** Lines before this one were learnt by `workABit`. */
  #progress = 0;

  constructor(document: TextDocument, vocabulary: Vocabulary) {
    this.key = documentKey(document.uri);
    this.#vocabulary = vocabulary;
    this.#document = document;
    this.#restart();
  }

  get document(): TextDocument {
    return this.#document;
  }

  get bytes(): number {
    return this.#chains.bytes + this.#lines.length * bytesPerLine;
  }

  isPending(): boolean {
    return this.#progress < this.#lines.length;
  }

  /** Learns the next lines, at most `maxLines`. */
  workABit(maxLines: number): void {
    const end = Math.min(this.#lines.length, this.#progress + maxLines);
    this.learn(this.#progress, end);
    this.#progress = end;
  }

  /** Learns these lines now, unless that was done before. */
  learn(from: number, to: number): void {
    for (let i = Math.max(0, from); i < Math.min(to, this.#lines.length); i++) {
      const line = this.#lines.at(i);
      if (line !== undefined && line.start < 0) this.#learnLine(line);
    }
  }

  /** Takes in the next version; `after` is the version before with `changes` applied one after the other. */
  change(after: TextDocument, changes: readonly TextChange[]): void {
    if (changes.length > maxChangesFollowed) {
      this.#document = after;
      this.#restart();
      return;
    }
    for (const [index, change] of changes.entries()) {
      const isLast = index === changes.length - 1;
      this.#follow(change, isLast ? after : this.#document.withChange(change, after.version));
    }
    if (this.#chains.length > this.#alive * 2 + compactionSlack) this.#restart();
  }

  /** The tokens before a place of this document, and those of the line below. */
  contextAt(line: number, tokensBefore: readonly number[]): Context {
    this.learn(line - linesLearntAround, line + linesLearntAround);
    const history: number[] = [];
    for (let i = line - 1; i >= 0 && history.length < contextLength; i--) this.#prependLine(i, history);
    return {
      history: [...history.slice(-contextLength), ...tokensBefore],
      below: this.#below(line),
      above: this.#above(line),
    };
  }

  /** The indentation, in columns, of the last line with text before `line`. */
  indentationBefore(line: number): number {
    for (let i = line - 1; i >= Math.max(0, line - maxBlankLines); i--) {
      const indentation = this.#indentationOf(i);
      if (indentation !== undefined) return indentation;
    }
    return 0;
  }

  /** Adds what followed places that share their last tokens with the context, the longest matches first. */
  collect(context: Context, cursor: CursorPlace | undefined, source: number, matches: Matches): void {
    let longer = contextLength + 1;
    for (const order of chainOrders) {
      this.#collectOrder(order, context, { cursor, source, matches, longer });
      longer = order;
    }
  }

  /** How often a token stands in the document, and lines to its nearest place, or -1; looks at the newest few places. */
  presenceOf(token: number, cursor: CursorPlace): { readonly count: number; readonly distance: number } {
    let nearest = -1;
    let count = 0;
    let budget = maxPresence;
    const hash = this.#chains.hashOf([token], 1);
    for (let at = this.#chains.first(1, hash); at >= 0 && budget > 0; at = this.#chains.next(1, at)) {
      budget -= 1;
      const line = this.#lineAt(at);
      if (line === undefined || this.#chains.tokens[at] !== token || this.#isHidden(line, at, cursor))
        continue;
      count += 1;
      const distance = Math.abs(line.number - cursor.line);
      if (nearest < 0 || distance < nearest) nearest = distance;
    }
    return { count, distance: nearest };
  }

  /** The words within some lines of the cursor, the nearest line first; those hidden by the cursor left out. */
  visitWordsAround(
    cursor: CursorPlace,
    maxLines: number,
    visit: (token: number, distance: number) => void,
  ): void {
    for (let distance = 0; distance < maxLines; distance++) {
      this.#visitWords(cursor.line - distance, cursor, distance, visit);
      if (distance > 0) this.#visitWords(cursor.line + distance, cursor, distance, visit);
    }
  }

  /** The tokens of the last lines before `line` that were learnt, in the order of the text. */
  visitTokensBefore(line: number, maxLines: number, visit: (token: number) => void): void {
    for (let i = Math.max(0, line - maxLines); i < line; i++) {
      const above = this.#lines.at(i);
      if (above === undefined || above.start < 0) continue;
      for (let at = above.start + 1; at < above.start + above.count; at++)
        visit(this.#chains.tokens[at] ?? 0);
    }
  }

  /** The line, counted from 0, that a token position stands in. */
  lineOf(position: number): number {
    return this.#lineAt(position)?.number ?? 0;
  }

  /** The indentation of a line in columns, or undefined when it has no text. */
  #indentationOf(number: number): number | undefined {
    const line = this.#lines.at(number);
    if (line !== undefined && line.start >= 0) return line.count > 0 ? line.indentation : undefined;
    const document = this.#document;
    const start = document.lineStart(number);
    const end = document.lineEnd(number);
    if (end - start > maxLineLength) return undefined;
    let at = start;
    while (at < end && isBlank(document.text.charCodeAt(at))) at += 1;
    return at === end ? undefined : columnsOf(document.text, start, at);
  }

  #restart(): void {
    this.#lines = new DocumentLines(this.#document.lineCount);
    this.#chains = new TokenChains(this.#document.lineCount * 10);
    this.#alive = 0;
    this.#progress = 0;
  }

  #follow(change: TextChange, after: TextDocument): void {
    const before = this.#document;
    const grown = after.lineCount - before.lineCount;
    let first = Math.max(0, before.lineOf(change.start) - 1);
    let last = Math.min(before.lineCount - 1, before.lineOf(change.end) + 1);
    while (first < last && first < last + grown && before.lineText(first) === after.lineText(first))
      first += 1;
    while (last > first && last + grown > first && before.lineText(last) === after.lineText(last + grown))
      last -= 1;
    this.#document = after;
    this.#replaceLines(first, last + 1, last + 1 + grown);
  }

  #replaceLines(first: number, oldEnd: number, newEnd: number): void {
    for (const line of this.#lines.replace(first, oldEnd, newEnd)) this.#alive -= line.count;
    if (oldEnd <= this.#progress) this.#progress += newEnd - oldEnd;
    else this.#progress = Math.min(this.#progress, first);
    if (newEnd <= this.#progress) this.learn(first, newEnd);
    this.#relearnBehind(newEnd);
  }

  /** The first tokens of the next lines are found by tokens before them, which have just changed. */
  #relearnBehind(from: number): void {
    let tokens = 0;
    for (
      let i = from;
      i < Math.min(this.#lines.length, from + maxBlankLines) && tokens < longestChainOrder;
      i++
    ) {
      const line = this.#lines.at(i);
      if (line === undefined || line.start < 0) return;
      if (line.count === 0) continue;
      tokens += line.count;
      this.#alive -= line.count;
      this.#lines.replace(i, i + 1, i + 1);
      this.learn(i, i + 1);
    }
  }

  #learnLine(line: Line): void {
    const document = this.#document;
    const start = document.lineStart(line.number);
    const end = document.lineEnd(line.number);
    line.start = this.#chains.length;
    if (end - start > maxLineLength) return;
    const text = document.text;
    const recent = this.#tokensBefore(line.number);
    scanTokens(text, start, end, (blankStart, from, to) => {
      if (line.count === 0) {
        line.indentation = columnsOf(text, blankStart, from);
        this.#append(
          line,
          lineStartToken(line.indentation, this.indentationBefore(line.number)),
          noBlank,
          recent,
        );
      }
      const blank = line.count === 1 ? noBlank : this.#blankId(text, blankStart, from);
      this.#append(line, this.#vocabulary.idOf(text.slice(from, to)), blank, recent);
    });
  }

  #append(line: Line, token: number, blank: number, recent: number[]): void {
    recent.push(token);
    this.#chains.append(token, blank, line.id, recent);
    line.count += 1;
    this.#alive += 1;
  }

  #blankId(text: string, from: number, to: number): number {
    if (from === to) return noBlank;
    if (to - from === 1 && text.charCodeAt(from) === 32) return oneSpace;
    return this.#vocabulary.blankIdOf(text.slice(from, to));
  }

  /** The last tokens before a line; only as many as the chains need. */
  #tokensBefore(number: number): number[] {
    const tokens: number[] = [];
    for (
      let i = number - 1;
      i >= Math.max(0, number - maxBlankLines) && tokens.length < longestChainOrder;
      i--
    ) {
      const line = this.#lines.at(i);
      if (line === undefined || line.start < 0) break;
      for (
        let at = line.start + line.count - 1;
        at >= line.start && tokens.length < longestChainOrder;
        at--
      ) {
        tokens.push(this.#chains.tokens[at] ?? 0);
      }
    }
    return tokens.reverse();
  }

  #prependLine(number: number, history: number[]): void {
    this.learn(number, number + 1);
    const line = this.#lines.at(number);
    if (line === undefined || line.count === 0) return;
    history.unshift(...this.#chains.tokens.subarray(line.start, line.start + line.count));
  }

  #below(number: number): readonly number[] {
    for (let i = number + 1; i < Math.min(this.#lines.length, number + maxBlankLines); i++) {
      const line = this.#lines.at(i);
      if (line === undefined || line.count === 0) continue;
      return [
        ...this.#chains.tokens.subarray(line.start + 1, line.start + Math.min(line.count, 1 + belowLength)),
      ];
    }
    return [];
  }

  #above(number: number): readonly number[] {
    const line = this.#lines.textLine(number, -1);
    return line === undefined
      ? []
      : [...this.#chains.tokens.subarray(line.start + 1, line.start + line.count)];
  }

  #collectOrder(order: number, context: Context, search: Search): void {
    const { history } = context;
    if (history.length < order) return;
    const chains = this.#chains;
    const hash = chains.hashOf(history, order);
    let budget = maxPlacesPerOrder;
    for (let at = chains.first(order, hash); at >= 0 && budget > 0; at = chains.next(order, at)) {
      budget -= 1;
      const line = this.#lineAt(at);
      if (line === undefined) continue;
      const depth = this.#depthAt(line, at, history);
      if (depth < order || depth >= search.longer) continue;
      this.#addFollower(line, at, depth, context, search);
    }
  }

  /** How many of the last tokens of `history` end at this position. */
  #depthAt(ownLine: Line, position: number, history: readonly number[]): number {
    let line = ownLine;
    let at = position;
    let depth = 0;
    while (depth < contextLength && depth < history.length) {
      if (this.#chains.tokens[at] !== history[history.length - 1 - depth]) return depth;
      depth += 1;
      at -= 1;
      if (at >= line.start) continue;
      const above = this.#lines.textLine(line.number, -1);
      if (above === undefined) return depth;
      line = above;
      at = line.start + line.count - 1;
    }
    return depth;
  }

  #addFollower(ownLine: Line, position: number, depth: number, context: Context, search: Search): void {
    let line = ownLine;
    let follower = position + 1;
    if (follower >= line.start + line.count) {
      const below = this.#lines.textLine(line.number, 1);
      if (below === undefined) return;
      line = below;
      follower = line.start;
    }
    const { cursor } = search;
    if (cursor !== undefined && this.#isHidden(line, follower, cursor)) return;
    const { matches, source } = search;
    const i = matches.next();
    if (i < 0) return;
    matches.depths[i] = depth;
    matches.tokens[i] = this.#chains.tokens[follower] ?? 0;
    matches.blanks[i] = this.#chains.blanks[follower] ?? 0;
    matches.distances[i] = cursor === undefined ? 0 : Math.abs(line.number - cursor.line);
    matches.agreements[i] = this.#agreesBelow(line, follower, context.below) ? 1 : 0;
    matches.weights[i] = 1;
    matches.positions[i] = follower;
    matches.sources[i] = source;
  }

  #isHidden(line: Line, position: number, cursor: CursorPlace): boolean {
    return line.number === cursor.line && position - line.start >= cursor.tokensBefore;
  }

  #agreesBelow(ownLine: Line, follower: number, below: readonly number[]): boolean {
    if (below.length === 0) return false;
    // What follows a line's end is itself the line below.
    const line = follower === ownLine.start ? ownLine : this.#lines.textLine(ownLine.number, 1);
    if (line === undefined) return false;
    return below.every((token, i) => i + 1 < line.count && this.#chains.tokens[line.start + 1 + i] === token);
  }

  #visitWords(
    number: number,
    cursor: CursorPlace,
    distance: number,
    visit: (token: number, distance: number) => void,
  ): void {
    const line = this.#lines.at(number);
    if (line === undefined || line.start < 0) return;
    for (let at = line.start + line.count - 1; at > line.start; at--) {
      if (!this.#isHidden(line, at, cursor)) visit(this.#chains.tokens[at] ?? 0, distance);
    }
  }

  #lineAt(position: number): Line | undefined {
    return this.#lines.withId(this.#chains.owners[position] ?? -1);
  }
}

interface Search {
  readonly cursor: CursorPlace | undefined;
  readonly source: number;
  readonly matches: Matches;
  /** Matches at least this long were found already. */
  readonly longer: number;
}

/** Tokens that places are found by, the longest first. */
const chainOrders: readonly (1 | 2 | 4)[] = [4, 2, 1];
const longestChainOrder = 4;
const maxPresence = 24;
const maxPlacesPerOrder = 96;
const maxChangesFollowed = 16;
const compactionSlack = 20_000;
const linesLearntAround = 150;
const bytesPerLine = 60;
