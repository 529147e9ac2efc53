import { TextDocument } from '../../server/base/text-document.ts';
import type { CorpusSegment } from '../../server/embedded/corpus-segment.ts';
import { scanTokens } from '../../server/embedded/lexer.ts';
import { LiveDocument } from '../../server/embedded/live-document.ts';
import { NextToken } from '../../server/embedded/next-token.ts';
import { SegmentMatcher } from '../../server/embedded/segment-matcher.ts';
import { Draft } from '../../server/embedded/suggestion-writer.ts';
import { isLineStart } from '../../server/embedded/token-ids.ts';
import { Vocabulary } from '../../server/embedded/vocabulary.ts';
import { type LineCase, textBefore, truthOf } from '../../server/evaluation/line-cases.ts';
import { isExact } from '../../server/evaluation/line-completer.ts';
import type { Sample } from './boosted-trees.ts';

/** What the model would consider along each line, as long as all before it is right, and whether it was right. */
export function confidenceSamples(segment: CorpusSegment, cases: readonly LineCase[]): readonly Sample[] {
  const vocabulary = new Vocabulary();
  const matchers = [new SegmentMatcher(segment, vocabulary)];
  const nextToken = new NextToken(vocabulary);
  const samples: Sample[] = [];
  for (const lineCase of cases) {
    const document = new TextDocument(
      { uri: lineCase.file.uri, languageId: '', version: 1 },
      textBefore(lineCase),
    );
    const file = new LiveDocument(document, vocabulary);
    while (file.isPending()) file.workABit(10_000);
    const draft = new Draft(
      { file, offset: lineCase.cursor, others: [], matchers, maxLines: 1, minimumConfidence: 0 },
      vocabulary,
    );
    collectAlong(draft, truthOf(lineCase), { nextToken, vocabulary, samples });
  }
  return samples;
}

interface Collecting {
  readonly nextToken: NextToken;
  readonly vocabulary: Vocabulary;
  readonly samples: Sample[];
}

function collectAlong(draft: Draft, truth: string, { nextToken, vocabulary, samples }: Collecting): void {
  let rest = truth;
  for (let step = 0; step < maxSteps; step++) {
    const question = draft.question(step);
    for (const prediction of nextToken.predict(question)) {
      const isRight = isLineStart(prediction.token)
        ? rest.trim() === ''
        : isExact(question.typedWord + draft.wordText(prediction), question.typedWord + rest);
      samples.push({ features: prediction.features, isRight });
    }
    if (rest.trim() === '') return;
    rest = rest.slice(writeNext(draft, question.typedWord, rest, vocabulary));
  }
}

/** Writes the next token of the truth; returns how much of it was used up. */
function writeNext(draft: Draft, typedWord: string, rest: string, vocabulary: Vocabulary): number {
  let used = 0;
  scanTokens(typedWord + rest, 0, typedWord.length + rest.length, (blankStart, start, end) => {
    if (used > 0) return;
    const text = typedWord + rest;
    draft.take({
      token: vocabulary.idOf(text.slice(start, end)),
      blank: vocabulary.blankIdOf(text.slice(blankStart, start)),
    });
    used = Math.max(end - typedWord.length, 0) || -1;
  });
  return Math.max(0, used);
}

const maxSteps = 6;
