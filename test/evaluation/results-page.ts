import { defaultMinimumConfidence } from '../../server/embedded/embedded-model.ts';
import type { LineCase } from '../../server/evaluation/line-cases.ts';
import {
  type Score,
  scoreAt,
  scoreAtCoverage,
  scoreAtExactness,
} from '../../server/evaluation/line-scores.ts';
import { simulateTyping } from '../../server/evaluation/typing-simulation.ts';
import type { ModelResults, SetResults } from './evaluate-set.ts';
import type { Latency } from './latency.ts';

/** The prototype's own default. */
const prototypeThreshold = 0.8;

/** The results as a page: what was measured, the tables, how to run it again. */
export function resultsPage(results: readonly SetResults[]): string {
  const hasPrototype = results.some((result) => result.models.length > 1);
  return [
    introduction(results, hasPrototype),
    hasPrototype
      ? comparisonTable(results)
      : 'The prototype was not there (`INNERLOOP_SHARED` is not set): ours alone.',
    thresholdTable(results),
    costTable(results),
  ].join('\n\n');
}

function introduction(results: readonly SetResults[], hasPrototype: boolean): string {
  const [first] = results;
  const cursors = first?.models[0]?.cursors.length ?? 0;
  const typed = first?.models[0]?.typed.length ?? 0;
  return `# The embedded model on other people's code

Written by \`npm run eval:embedded\`; nothing was tuned or learnt on these sources.
A fifth of the files of each package is held out; ${cursors} cursors in lines of code, half behind the indentation, half at the end of a token, and ${typed} lines typed.
The rest of the line is hidden, the lines below are known.
A suggestion has at least 4 characters and counts as exact when all of it is what the author wrote.
Behind a word the cursor stands after the blanks that follow it; where none follow, ${hasPrototype ? 'the prototype is told that the word is done, ours is not' : 'the model is not told that the word is done'}.`;
}

function comparisonTable(results: readonly SetResults[]): string {
  const rows = results.map((result) => {
    const [ours, theirs] = result.models;
    if (ours === undefined || theirs === undefined) return [result.set.name];
    const reference = scoreAt(theirs.cursors, prototypeThreshold);
    const sameExactness = scoreAtExactness(ours.cursors, reference.exactness);
    const sameCoverage = scoreAtCoverage(ours.cursors, reference.coverage);
    return [
      `${result.set.name} (${result.set.language})`,
      `${percent(reference.coverage)} → ${percent(reference.exactness)}`,
      percent(sameExactness?.coverage),
      percent(sameCoverage?.exactness),
      `${percent(scoreAt(ours.cursors, defaultMinimumConfidence).coverage)} → ${percent(scoreAt(ours.cursors, defaultMinimumConfidence).exactness)}`,
      percent(keystrokesSaved(theirs, prototypeThreshold)),
      percent(keystrokesSaved(ours, defaultMinimumConfidence)),
    ];
  });
  return `## Against the prototype, each at its default threshold

${table(
  [
    'source',
    'prototype: coverage → exact',
    'ours: coverage at its exactness',
    'ours: exact at its coverage',
    `ours at ${defaultMinimumConfidence}: coverage → exact`,
    'prototype: keystrokes saved',
    'ours: keystrokes saved',
  ],
  rows,
)}`;
}

function thresholdTable(results: readonly SetResults[]): string {
  const rows = results.flatMap((result) =>
    result.models.flatMap((model) => thresholds.map((threshold) => thresholdRow(result, model, threshold))),
  );
  const head = [
    'source',
    'model',
    'threshold',
    'coverage → exact',
    'characters saved',
    'line start',
    'mid-line',
  ];
  return `## At several thresholds\n\n${table([...head, 'typing: accepted', 'keystrokes saved'], rows)}`;
}

function thresholdRow(result: SetResults, model: ModelResults, threshold: number): readonly string[] {
  const ofKind = (kind: LineCase['kind']) =>
    pair(
      scoreAt(
        model.cursors.filter((scored) => scored.lineCase.kind === kind),
        threshold,
      ),
    );
  const all = scoreAt(model.cursors, threshold);
  return [
    result.set.name,
    model.name,
    String(threshold),
    pair(all),
    percent(all.charactersSaved),
    ofKind('line-start'),
    ofKind('mid-line'),
    percent(acceptedShare(model, threshold)),
    percent(keystrokesSaved(model, threshold)),
  ];
}

function costTable(results: readonly SetResults[]): string {
  const rows = results.map((result) => [
    `${result.set.name} (${result.set.language})`,
    `${result.sourceMegabytes.toFixed(2)} MB`,
    result.bytesPerSourceByte.toFixed(1),
    latencyText(result.latency),
    latencyText(result.longFileLatency),
  ]);
  const head = ['source', 'learnt from', 'memory per source byte', 'completion', 'in a file of 20,000 lines'];
  return `## Cost

Times are p50 / p99 of one completion at the default threshold, in wall time and in processor time.

${table(head, rows)}
`;
}

function latencyText({ p50Ms, p99Ms, cpuP50Ms, cpuP99Ms }: Latency): string {
  return `${p50Ms.toFixed(2)} / ${p99Ms.toFixed(2)} ms (processor ${cpuP50Ms.toFixed(2)} / ${cpuP99Ms.toFixed(2)})`;
}

function typingOf(model: ModelResults, threshold: number) {
  const sum = { shown: 0, accepted: 0, keystrokesSaved: 0, characters: 0 };
  for (const { lineCase, guesses } of model.typed) {
    const line = simulateTyping(lineCase, guesses, threshold);
    sum.shown += line.shown;
    sum.accepted += line.accepted;
    sum.keystrokesSaved += line.keystrokesSaved;
    sum.characters += line.characters;
  }
  return sum;
}

function keystrokesSaved(model: ModelResults, threshold: number): number {
  const typing = typingOf(model, threshold);
  return typing.keystrokesSaved / Math.max(1, typing.characters);
}

function acceptedShare(model: ModelResults, threshold: number): number {
  const typing = typingOf(model, threshold);
  return typing.accepted / Math.max(1, typing.shown);
}

function pair(score: Score): string {
  return `${percent(score.coverage)} → ${percent(score.exactness)}`;
}

function percent(share: number | undefined): string {
  return share === undefined ? 'never' : `${(share * 100).toFixed(1)} %`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((cell, column) =>
    Math.max(cell.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

const thresholds: readonly number[] = [0.5, 0.6, 0.7, 0.8];
