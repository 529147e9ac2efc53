import { nameOf } from '../base/relative-paths.ts';
import type { TextChange } from '../base/text-document.ts';
import { languageOf } from '../syntax/languages.ts';
import type { SourceShape, SyntaxFault } from '../syntax/source-shape.ts';
import { minimalEdits } from './diff-texts.ts';
import { doubleDefinitions } from './double-definitions.ts';
import type { CheckedFile, CheckFault, CheckReport, CheckRunner, SyntaxReader } from './ports.ts';

/** Checks that a change adds no syntax errors and no function a second time, and says what it did not check. */
export function parseCheck(syntax: SyntaxReader): CheckRunner {
  return {
    check: async (files, signal) => {
      const results: FileResult[] = [];
      for (const file of files) results.push(await checkFile(file, syntax, signal));
      return reportOf(results);
    },
  };
}

interface FileResult {
  /** Why it was not parsed; undefined where it was. */
  readonly unparsed: string | undefined;
  /** It has syntax errors, old or new ones. */
  readonly isBroken: boolean;
  readonly faults: readonly CheckFault[];
}

async function checkFile(file: CheckedFile, syntax: SyntaxReader, signal: AbortSignal): Promise<FileResult> {
  const { uri, path, languageId, before, text } = file;
  const after = await syntax.shapeOf({ uri, languageId, text }, signal);
  signal.throwIfAborted();
  if (after === undefined) return { unparsed: notParsed(file), isBroken: false, faults: [] };
  const former =
    before === undefined ? undefined : await syntax.shapeOf({ uri, languageId, text: before }, signal);
  signal.throwIfAborted();
  const fresh = before === undefined ? after.faults : newFaults(former, after, minimalEdits(before, text));
  const twice = doubleDefinitions(former && { text: before ?? '', shape: former }, { text, shape: after });
  const faults: CheckFault[] = [
    ...fresh.map((fault) => ({ kind: 'syntax' as const, path, ...described(fault, text) })),
    ...twice.map(({ name, range }) => ({
      ...{ kind: 'defined-twice' as const, path, range },
      message: `${name} is defined twice`,
    })),
  ];
  return { unparsed: undefined, isBroken: after.faults.length > 0, faults };
}

/** A fault is old when the text before had one at its place, or lost one for it away from what was written. */
function newFaults(
  before: SourceShape | undefined,
  after: SourceShape,
  edits: readonly TextChange[],
): readonly SyntaxFault[] {
  const left = (before?.faults ?? []).map(({ range }) => ({
    start: movedBy(range.start, edits),
    end: movedBy(range.end, edits),
  }));
  const fresh: SyntaxFault[] = [];
  for (const fault of after.faults) {
    const same = left.findIndex(({ start, end }) => start <= fault.range.end && fault.range.start <= end);
    if (same === -1) fresh.push(fault);
    else left.splice(same, 1);
  }
  const written = writtenRanges(edits);
  const isInWritten = ({ range }: SyntaxFault) =>
    written.some(({ start, end }) => start <= range.end && range.start <= end);
  return fresh.length <= left.length && !fresh.some(isInWritten) ? [] : fresh;
}

function movedBy(offset: number, edits: readonly TextChange[]): number {
  return edits
    .filter(({ start }) => start < offset)
    .reduce((moved, { start, end, text }) => moved + text.length - (Math.min(end, offset) - start), offset);
}

/** Where in the text after the edits their texts stand. */
function writtenRanges(
  edits: readonly TextChange[],
): readonly { readonly start: number; readonly end: number }[] {
  let shift = 0;
  return edits.map(({ start, end, text }) => {
    const from = start + shift;
    shift += text.length - (end - start);
    return { start: from, end: from + text.length };
  });
}

function described({ range, kind }: SyntaxFault, text: string): Pick<CheckFault, 'range' | 'message'> {
  const words = text.slice(range.start, range.end).trim().split(/\r?\n/)[0] ?? '';
  const short = words.length > 40 ? `${words.slice(0, 40)}…` : words;
  const message =
    kind === 'missing' || short === '' ? 'something is missing here' : `"${short}" does not belong here`;
  return { range, message };
}

function notParsed({ uri, path, languageId }: CheckedFile): string {
  const name = nameOf(path);
  if (languageOf(uri, languageId) !== undefined) return `not parsed: ${name} takes too long`;
  return `not parsed: no grammar for ${languageId === '' ? name : languageId}`;
}

function reportOf(results: readonly FileResult[]): CheckReport {
  const unparsed = results.flatMap((result) => (result.unparsed === undefined ? [] : [result.unparsed]));
  const faults = results.flatMap((result) => result.faults);
  const isBroken = results.some((result) => result.isBroken);
  const isParsed = unparsed.length < results.length && !faults.some(({ kind }) => kind === 'syntax');
  return {
    checked: isParsed ? [isBroken ? 'no new syntax errors' : 'parses'] : [],
    notChecked: [...new Set(unparsed), 'not type-checked', 'not run'],
    faults,
  };
}
