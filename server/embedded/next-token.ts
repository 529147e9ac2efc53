import { OpenBrackets } from './brackets.ts';
import { confidenceOf } from './confidence.ts';
import type { Context, CursorPlace } from './context.ts';
import { type Candidate, EvidenceTable, nextDepth, sources } from './evidence-table.ts';
import { featuresOf } from './features.ts';
import type { LiveDocument } from './live-document.ts';
import { Matches, type Place } from './matches.ts';
import type { SegmentMatcher } from './segment-matcher.ts';
import { isLineStart, noBlank, oneSpace, sameIndent } from './token-ids.ts';
import { tokenClass, type Vocabulary } from './vocabulary.ts';

/** Everything that is known where a token is to be predicted. */
export interface Question {
  readonly file: LiveDocument;
  readonly cursor: CursorPlace;
  readonly context: Context;
  readonly others: readonly LiveDocument[];
  readonly matchers: readonly SegmentMatcher[];
  /** Tokens of the cursor's line before the cursor, then those suggested so far; without the line start. */
  readonly line: readonly number[];
  /** The start of the word that the cursor touches; empty when it touches none. */
  readonly typedWord: string;
  /** The blanks before the cursor or that word; undefined where any blanks fit, as at the start of a line. */
  readonly typedBlank: string | undefined;
  readonly step: number;
}

/** A token that may come next. */
export interface Prediction {
  readonly token: number;
  readonly blank: number;
  /** That this token comes next, given that all before it are right. */
  readonly probability: number;
  readonly features: Float64Array;
  /** Where the longest match was, and how often it was seen; undefined for a word of the file without a match. */
  readonly place: Place | undefined;
}

/**
 * Predicts one token at a time from the three sources of evidence.
 * It owns nothing but scratch space, which is filled anew for every question.
 */
export class NextToken {
  readonly #vocabulary: Vocabulary;
  readonly #matches: readonly Matches[] = [new Matches(), new Matches(), new Matches()];
  readonly #table: EvidenceTable;
  /** Places of words that go on where the typed word ends: around the cursor, and in the repository. */
  #longerAround = 0;
  #longerElsewhere = 0;

  constructor(vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary;
    this.#table = new EvidenceTable((token) => vocabulary.word(token));
  }

  /** The likeliest candidates with their calibrated probabilities, the best first. */
  predict(question: Question): readonly Prediction[] {
    this.#gather(question);
    const { best, fitting } = this.#table.rank(
      sourceWeights,
      maxJudged,
      // A word that was begun also goes on in ways that were never seen here.
      question.typedWord === '' ? negligibleShare : 0,
    );
    const first = best[0]?.mixed ?? 0;
    const second = best[1]?.mixed ?? 0;
    const brackets = new OpenBrackets();
    for (const token of question.line) brackets.add(this.#vocabulary.word(token));
    const predictions = best.map((candidate, rank) => {
      const rival = rank === 0 ? second : first;
      return this.#judge(candidate, { fitting, rival, rank, brackets }, question);
    });
    return predictions.sort((a, b) => b.probability - a.probability);
  }

  #gather(question: Question): void {
    const [file, repository, otherOpen] = this.#matches;
    if (file === undefined || repository === undefined || otherOpen === undefined) return;
    for (const matches of this.#matches) matches.clear();
    this.#table.clear();
    question.file.collect(question.context, question.cursor, 0, file);
    for (const [index, other] of question.others.entries()) {
      other.collect(question.context, undefined, index, otherOpen);
    }
    collectFromSegments(question.matchers, repository);
    for (const [source, matches] of this.#matches.entries()) {
      this.#table.add(source, matches, (i) => this.#fits(matches, i, question));
    }
    this.#longerAround = 0;
    this.#longerElsewhere = 0;
    if (question.typedWord === '') return;
    this.#addWordsAround(question);
    this.#addWordElsewhere(question);
  }

  /** A word that was begun may be one of the file that never stood here, or may be done. */
  #addWordsAround({ file, cursor, typedWord }: Question): void {
    const typed = this.#vocabulary.idOf(typedWord);
    this.#table.candidateFor(typed);
    const added = new Set([typed]);
    file.visitWordsAround(cursor, wordScanLines, (token) => {
      if (token === typed || !this.#vocabulary.word(token).startsWith(typedWord)) return;
      this.#longerAround += 1;
      if (added.size > maxWordsAround || added.has(token)) return;
      added.add(token);
      this.#table.candidateFor(token);
    });
  }

  /** The word of the repository that begins with what was typed and stands there most often. */
  #addWordElsewhere({ matchers, typedWord }: Question): void {
    let most = 0;
    let mostToken = 0;
    for (const matcher of matchers) {
      matcher.visitWords(typedWord, (token, count) => {
        if (this.#vocabulary.word(token) === typedWord) return;
        this.#longerElsewhere += count;
        if (count <= most) return;
        most = count;
        mostToken = token;
      });
    }
    if (most > 0) this.#table.candidateFor(mostToken);
  }

  #fits(matches: Matches, i: number, question: Question): boolean {
    const { typedWord, typedBlank } = question;
    const token = matches.tokens[i] ?? 0;
    if (typedWord !== '') return this.#vocabulary.word(token).startsWith(typedWord);
    if (typedBlank === undefined || typedBlank === '') return true;
    if (isLineStart(token)) return false;
    return this.#vocabulary.blank(matches.blanks[i] ?? 0).startsWith(typedBlank);
  }

  #judge(candidate: Candidate, { brackets, ...standing }: Standing, question: Question): Prediction {
    const { context, line } = question;
    const found = this.#findIn(candidate);
    const token = candidate.token === sameIndent ? found.token : candidate.token;
    const word = this.#vocabulary.word(candidate.token);
    const presence = question.file.presenceOf(candidate.token, question.cursor);
    const features = featuresOf(candidate, {
      ...standing,
      summaries: this.#table.summaries,
      tokenClass: this.#vocabulary.classOf(candidate.token),
      classBefore: this.#vocabulary.classOf(context.history.at(-1) ?? 0),
      classTwoBefore: this.#vocabulary.classOf(context.history.at(-2) ?? 0),
      typedLength: question.typedWord.length,
      isTyped: word !== '' && word === question.typedWord,
      tokenLength: word.length,
      column: line.length,
      step: question.step,
      presence: isLineStart(candidate.token) ? -1 : presence.count,
      lastSeen: isLineStart(candidate.token) ? -1 : presence.distance,
      onLine: line.reduce((count, other) => (other === candidate.token ? count + 1 : count), 0),
      aboveAgrees: agreementWith(context.above, line, candidate.token),
      popularity: question.matchers.reduce((sum, matcher) => sum + matcher.countOf(candidate.token), 0),
      longerAround: this.#longerAround,
      longerElsewhere: this.#longerElsewhere,
      blankShare: found.blankShare,
      repeatsBelow: line.length === 0 && context.below[0] === candidate.token,
      closesOwn: brackets.canClose(word),
      openOnLine: brackets.depth,
    });
    return { token, blank: found.blank, probability: confidenceOf(features), features, place: found.place };
  }

  /** The blanks in front of a candidate where it was seen after the longest matches, and one such place. */
  #findIn(candidate: Candidate) {
    const blanks = new Map<number, number>();
    let total = 0;
    let place: Place | undefined;
    const directions = new Map<number, number>();
    for (const source of placeOrder) {
      const matches = this.#matches[source];
      const depth = candidate.depth[source] ?? 0;
      if (matches === undefined || depth === 0) continue;
      const first = matches.sum(candidate.token, depth, blanks, directions);
      total += first.weight;
      if (place === undefined && first.index >= 0) {
        place = matches.placeOf(first.index, source, candidate.count[source] ?? 0);
      }
    }
    const token = mostFrequent(directions, (a, b) => a < b) ?? candidate.token;
    const isBefore = (a: number, b: number) => this.#vocabulary.blank(a) < this.#vocabulary.blank(b);
    const blank = mostFrequent(blanks, isBefore) ?? this.#usualBlank(token);
    return { blank, token, place, blankShare: total > 0 ? (blanks.get(blank) ?? 0) / total : 0 };
  }

  #usualBlank(token: number): number {
    return this.#vocabulary.classOf(token) === tokenClass.word ? oneSpace : noBlank;
  }
}

interface Standing {
  readonly fitting: number;
  readonly rival: number;
  readonly rank: number;
  readonly brackets: OpenBrackets;
}

function collectFromSegments(matchers: readonly SegmentMatcher[], matches: Matches): void {
  let longest = 0;
  const depths = matchers.map((matcher) => {
    const depth = matcher.longest(23);
    longest = Math.max(longest, depth);
    return depth;
  });
  for (let depth = longest, levels = 0; depth >= 1 && levels < 8; levels++, depth = nextDepth(depth)) {
    for (const [source, matcher] of matchers.entries()) {
      if ((depths[source] ?? 0) >= depth) matcher.collect(depth, placesPerDepth, source, matches);
    }
  }
}

function agreementWith(above: readonly number[], line: readonly number[], token: number): number {
  if (above[line.length] !== token) return -1;
  let agreed = 1;
  while (agreed <= line.length && above[line.length - agreed] === line[line.length - agreed]) agreed += 1;
  return agreed;
}

/** The value with the highest count; among equals the one that is before the others. */
function mostFrequent(
  counts: ReadonlyMap<number, number>,
  isBefore: (a: number, b: number) => boolean,
): number | undefined {
  let best: number | undefined;
  let most = 0;
  for (const [value, count] of counts) {
    if (count < most || (count === most && best !== undefined && !isBefore(value, best))) continue;
    best = value;
    most = count;
  }
  return best;
}

/** Weights of the file at hand, the repository and the other open files (the cache counts for more: Tu et al. 2014). */
const sourceWeights: readonly number[] = [2, 1, 0.7];
const placeOrder: readonly number[] = [sources.file, sources.otherOpen, sources.repository];
const maxJudged = 6;
/** Candidates with a smaller share of the first one's are not worth judging. */
const negligibleShare = 0.01;
const maxWordsAround = 4;
const wordScanLines = 120;
const placesPerDepth = 64;
