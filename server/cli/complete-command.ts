import type { TextDocument } from '../base/text-document.ts';
import { silenceTexts } from '../features/completion/silence-texts.ts';
import type { Suggestion } from '../features/completion/suggestion.ts';
import type { CompleteResult } from './actions.ts';
import type { CliContext } from './cli-context.ts';
import { connectHint } from './connect-hint.ts';
import { countOf } from './in-words.ts';
import { readNamedPlace } from './named-place.ts';
import { numberOf } from './number-flag.ts';
import { paint } from './paint.ts';
import { renderContextSummary } from './render-context.ts';
import { renderSuggestion } from './render-suggestion.ts';
import type { Terminal } from './terminal.ts';
import { withProgress } from './with-progress.ts';
import { problemsAsJson, writeProblems } from './write-problems.ts';

/** The flags of `complete`, as the command line gives them. */
export interface CompleteFlags {
  readonly json?: boolean;
  readonly maxLines?: string;
  readonly cut?: boolean;
  readonly hint?: boolean;
  readonly context?: boolean;
  /** The name of a model of the settings. */
  readonly model?: string;
}

/**
 * `innerloop complete FILE:LINE:COL`: what an editor would be offered there. Gives the exit code; throws UserErrors
 * for bad places.
 */
export async function runComplete(given: string, flags: CompleteFlags, context: CliContext): Promise<number> {
  const wantsContext = flags.context ?? false;
  const { document, cut, result } = await completeAtPlace(given, flags, context);

  const write = flags.json ? writeJson : writeText;
  write({ given, document, wantsContext }, result, context.terminal);
  if (flags.cut && !flags.json)
    context.terminal.out.write(`The line in the file goes on with: ${cut.trim()}\n`);
  if (flags.hint) context.terminal.out.write(`\n${connectHint(context.entryPath)}`);
  return hasFailed(result, flags) ? 1 : 0;
}

/** Reads the place and asks for what an editor would be offered there. */
export async function completeAtPlace(
  given: string,
  flags: Pick<CompleteFlags, 'maxLines' | 'cut' | 'context' | 'model'>,
  context: CliContext,
): Promise<CompletedPlace> {
  const maxLines = numberOf(flags.maxLines, maxLinesFlag);
  const { path, document: whole, offset } = await readNamedPlace(given, context.workingFolder);
  const lineEnd = whole.lineEnd(whole.lineOf(offset));
  const cut = flags.cut ? whole.text.slice(offset, lineEnd) : '';
  const document = whole.withChange({ start: offset, end: offset + cut.length, text: '' }, 0);
  const wantsContext = flags.context ?? false;
  const options = { path, document, offset, maxLines, model: flags.model, wantsContext };
  const result = await withProgress(context, (progress) =>
    context.actions.complete(options, progress, context.signal),
  );
  return { document, cut, result };
}

interface CompletedPlace {
  /** What was completed: the file, without what `--cut` leaves out. */
  readonly document: TextDocument;
  readonly cut: string;
  readonly result: CompleteResult;
}

/** Silence is normal; a model that was asked for by name and could not answer is not. */
export function hasFailed({ outcome }: CompleteResult, { model }: Pick<CompleteFlags, 'model'>): boolean {
  return model !== undefined && outcome.kind === 'nothing' && outcome.reason === 'model-failed';
}

/** What was asked. */
interface Question {
  readonly given: string;
  readonly document: TextDocument;
  readonly wantsContext: boolean;
}

function writeText(
  { given, document, wantsContext }: Question,
  result: CompleteResult,
  terminal: Terminal,
): void {
  const { outcome } = result;
  const effort = effortOf(result);
  if (outcome.kind === 'nothing') {
    const { what, whatHelps } = silenceTexts[outcome.reason];
    terminal.out.write(`Nothing to suggest at ${given}: ${what}.\n${whatHelps}\n${effort}\n`);
  } else {
    const { confidence, explanation } = outcome.value;
    const heading = paint('bold', given, terminal.out);
    const sure =
      confidence === undefined ? explanation : `confidence ${confidence.toFixed(2)}: ${explanation}`;
    const picture = renderSuggestion(document, outcome.value, terminal.out);
    terminal.out.write(`${heading}\n\n${picture}\n\n${sure}\n${paint('dim', effort, terminal.out)}\n`);
  }
  if (wantsContext) terminal.out.write(`\n${renderContextSummary(given, result.context, terminal.out)}\n`);
  writeProblems(result.problems, terminal.error);
}

function effortOf({ suggestMs, learnedFiles, learnMs }: CompleteResult): string {
  const learned = countOf(learnedFiles, 'file');
  return `${suggestMs.toFixed(1)} ms, after learning ${learned} in ${(learnMs / 1000).toFixed(2)} s`;
}

function writeJson(
  { given, document, wantsContext }: Question,
  result: CompleteResult,
  terminal: Terminal,
): void {
  const { outcome, suggestMs, learnedFiles, learnMs, problems } = result;
  const answer = {
    position: given,
    suggestion: outcome.kind === 'ok' ? suggestionAsJson(document, outcome.value) : null,
    nothing:
      outcome.kind === 'nothing' ? { reason: outcome.reason, text: silenceTexts[outcome.reason].what } : null,
    suggestMs,
    learnedFiles,
    learnMs,
    ...(wantsContext ? { context: result.context ?? null } : {}),
    problems: problemsAsJson(problems),
  };
  terminal.out.write(`${JSON.stringify(answer, null, 2)}\n`);
}

function suggestionAsJson(document: TextDocument, { text, replace, confidence, explanation }: Suggestion) {
  return {
    text,
    replace: { start: placeOf(replace.start, document), end: placeOf(replace.end, document) },
    confidence: confidence ?? null,
    explanation,
  };
}

/** Line and column from 1, in characters: what FILE:LINE:COL takes. */
function placeOf(offset: number, document: TextDocument): { line: number; column: number } {
  const line = document.lineOf(offset);
  const column = [...document.text.slice(document.lineStart(line), offset)].length;
  return { line: line + 1, column: column + 1 };
}

const maxLinesFlag = { name: '--max-lines', most: 9999, example: 5 };
