import { neverAborted } from '../../server/base/cancellation.ts';
import { buildCorpusSegment } from '../../server/embedded/corpus-segment.ts';
import { EmbeddedModel } from '../../server/embedded/embedded-model.ts';
import { languageFamilyOf } from '../../server/embedded/language-family.ts';
import { type LineCase, pickLineCases } from '../../server/evaluation/line-cases.ts';
import type { Guess, LineCompleter } from '../../server/evaluation/line-completer.ts';
import type { Scored } from '../../server/evaluation/line-scores.ts';
import { seededRandom, shuffled } from '../../server/evaluation/seeded-random.ts';
import { guessesAlong } from '../../server/evaluation/typing-simulation.ts';
import { embeddedCompleter } from './embedded-completer.ts';
import { type SourceSet, sourceFilesOf } from './fetch-sources.ts';
import { completionLatency, type Latency, longFileLatency } from './latency.ts';
import { prototypeCompleter } from './prototype-completer.ts';

export interface EvaluationOptions {
  readonly cache: string;
  /** Where the prototype lies; without it our model is measured alone. */
  readonly shared: string | undefined;
  readonly cursors: number;
  readonly typedLines: number;
}

/** The guesses of one model, before any threshold. */
export interface ModelResults {
  readonly name: string;
  readonly cursors: readonly Scored[];
  readonly typed: readonly { readonly lineCase: LineCase; readonly guesses: readonly Guess[] }[];
}

export interface SetResults {
  readonly set: SourceSet;
  readonly sourceMegabytes: number;
  readonly bytesPerSourceByte: number;
  readonly models: readonly ModelResults[];
  readonly latency: Latency;
  readonly longFileLatency: Latency;
}

/** Learns from four fifths of a source set's files and asks in the last fifth. */
export async function evaluateSet(set: SourceSet, options: EvaluationOptions): Promise<SetResults> {
  const files = shuffled(await sourceFilesOf(set, options.cache), seededRandom(7));
  const heldOut = files.slice(0, Math.max(3, Math.round(files.length * 0.2)));
  const learnt = files.slice(heldOut.length);
  const family = languageFamilyOf(`file.${set.extensions[0]}`);
  const segment = await buildCorpusSegment(family, learnt, neverAborted);
  const cases = pickLineCases(heldOut, options.cursors, seededRandom(1));
  const lines = pickLineCases(heldOut, options.typedLines * 2, seededRandom(2)).filter(isLineStart);

  const prototype = await prototypeCompleter(options.shared, learnt);
  const completers = [embeddedCompleter(segment), ...(prototype === undefined ? [] : [prototype])];
  const model = new EmbeddedModel();
  model.setSegments([segment]);
  return {
    set,
    sourceMegabytes: segment.sourceBytes / 1e6,
    bytesPerSourceByte: model.stats().bytes / segment.sourceBytes,
    models: completers.map((completer) => resultsOf(completer, cases, lines)),
    latency: completionLatency(segment, cases),
    longFileLatency: longFileLatency(segment, heldOut, 20_000, 400),
  };
}

function isLineStart(lineCase: LineCase): boolean {
  return lineCase.kind === 'line-start';
}

function resultsOf(
  completer: LineCompleter,
  cases: readonly LineCase[],
  lines: readonly LineCase[],
): ModelResults {
  const cursors = cases.map((lineCase) => {
    const session = completer.open(lineCase);
    const guess = session.guessAt(lineCase.cursor);
    session.close();
    return { lineCase, guess };
  });
  const typed = lines.map((lineCase) => {
    const session = completer.open(lineCase);
    const guesses = guessesAlong(lineCase, session);
    session.close();
    return { lineCase, guesses };
  });
  return { name: completer.name, cursors, typed };
}
