import { documentKey } from '../base/document-key.ts';
import { nothing, type Outcome, ok } from '../base/outcome.ts';
import type { TextChange, TextDocument } from '../base/text-document.ts';
import type { CorpusSegment } from './corpus-segment.ts';
import { languageFamilyOf } from './language-family.ts';
import { LiveDocument } from './live-document.ts';
import { SegmentMatcher } from './segment-matcher.ts';
import { type Piece, SuggestionWriter } from './suggestion-writer.ts';
import { maxLineLength } from './token-collector.ts';
import { Vocabulary } from './vocabulary.ts';

/** What the model offers to insert at the cursor. */
export interface EmbeddedCompletion {
  /** Lines end in `\n`. */
  readonly text: string;
  /** Probability that all of the text is what the user wants, calibrated on other people's code. */
  readonly confidence: number;
  /** The text in parts, each with the probability that it and all before it are right; the last one's is `confidence`. */
  readonly parts: readonly { readonly text: string; readonly confidence: number }[];
  /** How often the start of the text was seen after the tokens before the cursor, and one such place. */
  readonly evidence: { readonly uri: string; readonly line: number; readonly count: number } | undefined;
}

export interface EmbeddedQuestion {
  readonly document: TextDocument;
  /** In UTF-16 units of the document's text. */
  readonly offset: number;
  readonly maxLines: number;
  /** Below this probability nothing is offered; `defaultMinimumConfidence` when left out. */
  readonly minimumConfidence?: number;
}

export type EmbeddedSilence = 'nothing-learned' | 'unsure' | 'too-short';

/** At this probability about five of six suggestions are right to the last character; see test/evaluation/embedded.md. */
export const defaultMinimumConfidence = 0.6;

/** The size of what the model has learnt from. */
export interface EmbeddedStats {
  readonly files: number;
  readonly sourceBytes: number;
  /** Bytes held, the segments' shared ones included. */
  readonly bytes: number;
}

/**
 * The statistical language model of the user's own code: what was written before, in the open documents and in the
 * repository, says what comes next. Runs on the main thread over segments that the worker built.
 * Invariant: each file counts once: its open document, else its version in the last segment that has it.
 */
export class EmbeddedModel {
  readonly #vocabulary = new Vocabulary();
  readonly #writer = new SuggestionWriter(this.#vocabulary);
  #matchers: readonly SegmentMatcher[] = [];
  /** By key; the one used last stands last. */
  readonly #open = new Map<string, LiveDocument>();

  /** Learns from these segments from now on, in place of those before; a file of a later one replaces its earlier self. */
  setSegments(segments: readonly CorpusSegment[]): void {
    const known = new Map(this.#matchers.map((matcher) => [matcher.segment, matcher]));
    this.#matchers = segments.map(
      (segment) => known.get(segment) ?? new SegmentMatcher(segment, this.#vocabulary),
    );
    this.#mask();
  }

  /** From now on the document's text counts, and not that of its file. */
  documentOpened(document: TextDocument): void {
    const key = documentKey(document.uri);
    this.#open.delete(key);
    this.#open.set(key, new LiveDocument(document, this.#vocabulary));
    for (const matcher of this.#matchers) matcher.mask(key);
  }

  /** `after` is `before` with `changes` applied one after the other. */
  documentChanged(before: TextDocument, after: TextDocument, changes: readonly TextChange[]): void {
    const key = documentKey(after.uri);
    const live = this.#open.get(key);
    if (live === undefined || live.document !== before) {
      this.documentOpened(after);
      return;
    }
    live.change(after, changes);
    this.#open.delete(key);
    this.#open.set(key, live);
  }

  /** From now on the file's text in the segments counts again. */
  documentClosed(uri: string): void {
    const key = documentKey(uri);
    if (!this.#open.delete(key)) return;
    // Of several versions the last one counts; the others stay masked.
    this.#matchers.findLast((matcher) => matcher.hasFile(key))?.unmask(key);
  }

  /** Whether open documents wait to be learnt; their lines around a cursor are learnt when they are needed. */
  pendingWork(): boolean {
    for (const document of this.#open.values()) if (document.isPending()) return true;
    return false;
  }

  /** Learns lines of open documents, the document used last first; 200 lines take about a millisecond. */
  workABit(maxLines: number): void {
    for (const document of [...this.#open.values()].reverse()) {
      if (!document.isPending()) continue;
      document.workABit(maxLines);
      return;
    }
  }

  /** What to insert at the cursor; the same question on the same text has the same answer. */
  complete(question: EmbeddedQuestion): Outcome<EmbeddedCompletion, EmbeddedSilence> {
    const { document, offset, maxLines, minimumConfidence = defaultMinimumConfidence } = question;
    const line = document.lineOf(offset);
    if (document.lineEnd(line) - document.lineStart(line) > maxLineLength) return nothing('unsure');
    const file = this.#liveDocument(document);
    const family = languageFamilyOf(document.uri);
    const matchers = this.#matchers.filter((matcher) => matcher.segment.family === family);
    const others = this.#othersOpen(file, family);
    if (document.text.trim() === '' && matchers.length === 0) return nothing('nothing-learned');
    const pieces = this.#writer.write({ file, offset, others, matchers, maxLines, minimumConfidence });
    if (pieces.length === 0) return nothing('unsure');
    const text = pieces.map((piece) => piece.text).join('');
    if (text.trim().length < minimumLength) return nothing('too-short');
    const parts = partsOf(pieces);
    const confidence = parts.at(-1)?.confidence ?? 0;
    return ok({ text, confidence, parts, evidence: this.#evidenceOf(pieces, file, others, matchers) });
  }

  stats(): EmbeddedStats {
    let files = 0;
    let sourceBytes = 0;
    let bytes = 0;
    for (const { segment, bytes: own } of this.#matchers) {
      files += segment.files.length;
      sourceBytes += segment.sourceBytes;
      bytes += segment.buffer.byteLength + own;
    }
    for (const document of this.#open.values()) bytes += document.bytes;
    return { files, sourceBytes, bytes };
  }

  /** Lets each file count once: the last version in the segments, and none where the document is open. */
  #mask(): void {
    const hidden = new Set(this.#open.keys());
    for (const matcher of [...this.#matchers].reverse()) {
      matcher.maskOnly(hidden);
      for (const key of matcher.keys) hidden.add(key);
    }
  }

  /** The open document, or one made for this question alone. */
  #liveDocument(document: TextDocument): LiveDocument {
    const open = this.#open.get(documentKey(document.uri));
    return open?.document === document ? open : new LiveDocument(document, this.#vocabulary);
  }

  #othersOpen(file: LiveDocument, family: string): readonly LiveDocument[] {
    const others: LiveDocument[] = [];
    for (const document of [...this.#open.values()].reverse()) {
      if (document.key === file.key || languageFamilyOf(document.document.uri) !== family) continue;
      others.push(document);
      if (others.length === maxOthers) break;
    }
    return others;
  }

  #evidenceOf(
    pieces: readonly Piece[],
    file: LiveDocument,
    others: readonly LiveDocument[],
    matchers: readonly SegmentMatcher[],
  ): EmbeddedCompletion['evidence'] {
    const place = pieces.find((piece) => piece.place !== undefined)?.place;
    if (place === undefined) return undefined;
    const count = Math.max(1, Math.round(place.count));
    if (place.source === 1) {
      const segment = matchers[place.index]?.segment;
      if (segment === undefined) return undefined;
      const index = segment.fileAt(place.position);
      return { uri: segment.files[index]?.uri ?? '', line: segment.lineAt(index, place.position), count };
    }
    const document = place.source === 0 ? file : others[place.index];
    return document && { uri: document.document.uri, line: document.lineOf(place.position), count };
  }
}

function partsOf(pieces: readonly Piece[]): EmbeddedCompletion['parts'] {
  let confidence = 1;
  return pieces.map(({ text, probability }) => {
    confidence *= probability;
    return { text, confidence };
  });
}

/** UTF-16 units; a shorter text is typed faster than read. */
const minimumLength = 4;
const maxOthers = 3;
