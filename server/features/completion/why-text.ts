import type { CompletionTrace, TracedCandidate, TracedCut } from './completion-trace.ts';
import { silenceTexts } from './silence-texts.ts';

/** What happened in a request, for a person to read: at most about forty lines. */
export function whyText(trace: CompletionTrace): string {
  const { uri, line, column, trigger } = trace;
  const how = trigger === 'invoked' ? 'asked for by hand' : 'asked while typing';
  return [
    `Request ${trace.id}: ${nameOf(uri)}, line ${line + 1}, column ${column + 1}, ${how}.`,
    ...outcomeLines(trace),
    '',
    gateLine(trace),
    modelLine(trace),
    ...listed('What went wrong:', trace.failures ?? []),
    ...contextLines(trace),
    ...listed('Texts that were found:', trace.candidates.map(candidateLine)),
    ...listed('What was cut from them:', trace.cuts.map(cutLine)),
    stepLine(trace),
    '',
  ].join('\n');
}

function outcomeLines({ outcome }: CompletionTrace): readonly string[] {
  if (outcome.kind === 'cancelled')
    return ['No answer: the request was cancelled, or has not been answered yet.'];
  if (outcome.kind === 'shown') return [`Offered: ${quoted(outcome.text)}`, `From: ${outcome.explanation}.`];
  const { what, whatHelps } = silenceTexts[outcome.reason];
  return [`Nothing was offered: ${what}.`, whatHelps];
}

function gateLine({ gates }: CompletionTrace): string {
  if (gates.length === 0) return 'Gates: none was asked.';
  const closed = gates.find(({ isPassed }) => !isPassed);
  if (closed === undefined) return `Gates: all ${gates.length} passed.`;
  return `Gates: stopped at "${closed.gate}": ${silenceTexts[closed.gate].what}.`;
}

function modelLine({ gates, route, reuse, candidates }: CompletionTrace): string {
  if (gates.some(({ isPassed }) => !isPassed)) return 'Model: none was asked.';
  if (reuse === 'cache') return 'Model: none was asked; the text was known already.';
  if (reuse === 'joined') return 'Model: an answer that was being written already was used.';
  if (route.length === 0) return 'Model: that of your own code; the settings name no other here.';
  const used = new Set(candidates.map(({ source }) => source));
  const said = used.size === 0 ? 'nobody had a text' : `texts came from ${[...used].join(', ')}`;
  return `Model: may be asked, in order: ${route.join(', ')}; ${said}.`;
}

function contextLines({ context }: CompletionTrace): readonly string[] {
  if (context.length === 0) return ['Context: none beside the document.'];
  const tokens = context.reduce((sum, item) => sum + item.tokens, 0);
  return listed(
    `Context, about ${tokens} tokens:`,
    context.map(
      ({ path, startLine, endLine, reason }) => `${path}:${startLine + 1}-${endLine + 1}: ${reason}`,
    ),
  );
}

function candidateLine({ source, text, confidence, dropped }: TracedCandidate): string {
  const sure = confidence === undefined ? '' : `, ${Math.round(confidence * 100)}% sure`;
  return `${source}${sure}: ${quoted(text)}${dropped === undefined ? '' : ` (not taken: ${droppedWords(dropped)})`}`;
}

function droppedWords(dropped: NonNullable<TracedCandidate['dropped']>): string {
  return dropped === 'outranked' ? 'another one was better' : silenceTexts[dropped].what;
}

function cutLine({ filter, before, after }: TracedCut): string {
  if (after === undefined) return `${filter} dropped it`;
  const length = Math.abs(before.length - after.length);
  const characters = length === 1 ? '1 character' : `${length} characters`;
  return `${filter}: ${characters} ${after.length < before.length ? 'fewer' : 'more'}, now ${quoted(after)}`;
}

function stepLine({ steps }: CompletionTrace): string {
  if (steps.length === 0) return 'Time: nothing was measured.';
  const total = steps.reduce((sum, { ms }) => sum + ms, 0);
  return `Time: ${steps.map(({ name, ms }) => `${name} ${ms.toFixed(1)} ms`).join(', ')}; together ${total.toFixed(1)} ms.`;
}

function listed(heading: string, lines: readonly string[]): readonly string[] {
  if (lines.length === 0) return [];
  const shown = lines.slice(0, mostListed).map((line) => `- ${line}`);
  return [
    heading,
    ...shown,
    ...(lines.length > mostListed ? [`- and ${lines.length - mostListed} more`] : []),
  ];
}

function quoted(text: string): string {
  const short =
    text.length > longestQuote ? `${text.slice(0, longestQuote).replace(/\p{Cs}$/u, '')} …` : text;
  return JSON.stringify(short);
}

function nameOf(uri: string): string {
  const name = uri.slice(uri.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

const mostListed = 8;
const longestQuote = 100;
