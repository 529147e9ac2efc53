import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

import { UserError } from '../base/error-codes.ts';
import { TextDocument } from '../base/text-document.ts';
import type { Suggestion } from '../features/completion/suggestion.ts';

import type { CompleteResult } from './actions.ts';
import type { CliContext } from './cli-context.ts';
import { connectHint } from './connect-hint.ts';
import { countOf, offsetOf, parseFilePosition } from './file-position.ts';
import { languageOf } from './language-of.ts';
import { paint } from './paint.ts';
import { ProgressBar } from './progress-bar.ts';
import { readSourceFile } from './read-source-file.ts';
import { renderSuggestion } from './render-suggestion.ts';
import { silenceTexts } from './silence-texts.ts';

/** The flags of `complete`, as the command line gives them. */
export interface CompleteFlags {
  readonly json?: boolean;
  readonly maxLines?: string;
  readonly cut?: boolean;
  readonly hint?: boolean;
  /** The name of a model of the settings. */
  readonly model?: string;
}

/**
 * `innerloop complete FILE:LINE:COL`: what an editor would be offered there. Gives the exit code; throws UserErrors
 * for bad places.
 */
export async function runComplete(given: string, flags: CompleteFlags, context: CliContext): Promise<number> {
  const maxLines = maxLinesOf(flags.maxLines);
  const position = parseFilePosition(given);
  const path = resolve(context.workingFolder, position.file);
  const text = await readSourceFile(path, position.file, context.workingFolder);
  const identity = { uri: pathToFileURL(path).href, languageId: languageOf(path), version: 0 };
  const whole = new TextDocument(identity, text);
  const offset = offsetOf(position, whole);
  const lineEnd = whole.lineEnd(whole.lineOf(offset));
  const cut = flags.cut ? text.slice(offset, lineEnd) : '';
  const document = whole.withChange({ start: offset, end: offset + cut.length, text: '' }, 0);
  const options = { path, document, offset, maxLines, model: flags.model };

  const bar = new ProgressBar(context.terminal.error, context.monotonicMs);
  const result = await context.actions
    .complete(options, (done, total) => bar.report(done, total), context.signal)
    .finally(() => bar.end());

  const write = flags.json ? writeJson : writeText;
  write(given, document, result, context);
  if (flags.cut && !flags.json)
    context.terminal.out.write(`The line in the file goes on with: ${cut.trim()}\n`);
  if (flags.hint) context.terminal.out.write(`\n${connectHint(context.entryPath)}`);
  return hasFailed(result, flags) ? 1 : 0;
}

/** Silence is normal; a model that was asked for by name and could not answer is not. */
function hasFailed({ outcome }: CompleteResult, { model }: CompleteFlags): boolean {
  return model !== undefined && outcome.kind === 'nothing' && outcome.reason === 'model-failed';
}

function maxLinesOf(given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  if (/^[1-9]\d{0,3}$/.test(given)) return Number(given);
  const detail = `"${given}" is not a number of lines`;
  throw new UserError('command-misspelled', { detail, hint: 'Give a number from 1, as in --max-lines 5.' });
}

function writeText(
  given: string,
  document: TextDocument,
  result: CompleteResult,
  { terminal }: CliContext,
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
  for (const problem of result.problems) {
    terminal.error.write(`${paint('yellow', '!', terminal.error)} ${problem.message} ${problem.remedy}\n`);
  }
}

function effortOf({ suggestMs, learnedFiles, learnMs }: CompleteResult): string {
  const learned = countOf(learnedFiles, 'file');
  return `${suggestMs.toFixed(1)} ms, after learning ${learned} in ${(learnMs / 1000).toFixed(2)} s`;
}

function writeJson(
  given: string,
  document: TextDocument,
  result: CompleteResult,
  { terminal }: CliContext,
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
    problems: problems.map(({ code, message, remedy }) => ({ code, message, remedy })),
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
