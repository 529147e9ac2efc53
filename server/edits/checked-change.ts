import { isSafeText } from '../base/safe-text.ts';
import type { TextChange } from '../base/text-document.ts';
import { applyEdits, rebaseEdits } from '../base/text-edit.ts';
import { minimalEdits } from './diff-texts.ts';
import { standingOf } from './file-standing.ts';
import type { CheckReport, CheckRunner, ProjectFiles } from './ports.ts';
import type { FileChange, ProposedChange } from './proposed-change.ts';
import { type EditRefusal, refusal, withoutModel } from './refusal.ts';

/** A change before it was checked. */
export type DraftChange = Omit<ProposedChange, 'report'>;

/** What a change is checked with. */
export interface CheckPorts {
  readonly files: ProjectFiles;
  readonly checks: CheckRunner;
}

/** A change that may be shown, or why not. */
export type ChangeOutcome =
  | { readonly kind: 'change'; readonly change: ProposedChange }
  | { readonly kind: 'refused'; readonly refusal: EditRefusal };

/**
 * Looks at each file of a change again, carries the edits over what has changed in it meanwhile, and checks what would
 * come out. Every change passes here before a person sees it, and once more before it is applied; none overwrites what
 * somebody wrote in between.
 */
export async function checkedChange(
  draft: DraftChange,
  ports: CheckPorts,
  signal: AbortSignal,
): Promise<ChangeOutcome> {
  const outcome = await presentChange(draft, ports, signal);
  const isOurs = outcome.kind === 'refused' && draft.model === undefined;
  return isOurs ? refused(withoutModel(outcome.refusal)) : outcome;
}

async function presentChange(
  draft: DraftChange,
  { files, checks }: CheckPorts,
  signal: AbortSignal,
): Promise<ChangeOutcome> {
  const present: FileChange[] = [];
  for (const file of draft.files) {
    const outcome = await presentFile(file, files, signal);
    if (outcome.kind === 'refused') return outcome;
    if (outcome.file.edits.length > 0) present.push(outcome.file);
  }
  const [first] = draft.files;
  if (present.length === 0) return refused(refusal('nothing-changed', { path: first?.path ?? 'The file' }));
  const report = await checks.check(present.map(checkedFile), signal);
  signal.throwIfAborted();
  const [fault] = report.faults;
  if (fault !== undefined) return refused(faultRefusal(report, present));
  const isCarried = present.some((file) => draft.files.every(({ before }) => before !== file.before));
  const notes = isCarried ? [...draft.notes, carriedNote] : draft.notes;
  return { kind: 'change', change: { ...draft, files: present, report, notes } };
}

const carriedNote = 'The file has changed meanwhile; the change was carried over to its new text.';

type PresentFile =
  | { readonly kind: 'file'; readonly file: FileChange }
  | Extract<ChangeOutcome, { kind: 'refused' }>;

async function presentFile(file: FileChange, files: ProjectFiles, signal: AbortSignal): Promise<PresentFile> {
  const { path, before } = file;
  if (!areApart(file.edits)) return refused(overlapRefusal(path));
  if (!file.edits.every(({ text }) => isSafeIn(before ?? '', text))) return refused(refusal('unsafe-text'));
  const standing = await standingOf(file, files, signal);
  if (standing.kind === 'refused') return standing;
  if (before === undefined) {
    return standing.kind === 'absent' ? { kind: 'file', file } : refused(refusal('exists', { path }));
  }
  if (standing.kind === 'absent') return refused(refusal('gone', { path }));
  const { text, version } = standing;
  const edits = text === before ? file.edits : rebaseEdits(file.edits, minimalEdits(before, text));
  if (edits === undefined) return refused(refusal('changed-meanwhile', { path }));
  return { kind: 'file', file: { ...file, before: text, version, edits } };
}

function overlapRefusal(path: string): EditRefusal {
  const repair = `Some of your edits of ${path} overlap. Make one of those that touch the same lines, and answer with all edits once more.`;
  return refusal('overlap', { path, repair });
}

/** Characters that the file has already are no news to its reader. */
function isSafeIn(before: string, inserted: string): boolean {
  if (isSafeText(inserted)) return true;
  return isSafeText([...inserted].filter((character) => !before.includes(character)).join(''));
}

function areApart(edits: readonly TextChange[]): boolean {
  return edits.every(({ start, end }, at) => {
    const next = edits[at + 1];
    return (
      start <= end && (next === undefined || end < next.start || (end === next.start && start < next.end))
    );
  });
}

function checkedFile({ uri, path, languageId, before, edits }: FileChange) {
  return { uri, path, languageId, before, text: applyEdits(before ?? '', edits) };
}

function faultRefusal({ faults }: CheckReport, files: readonly FileChange[]): EditRefusal {
  const [first] = faults;
  const path = first?.path ?? 'the file';
  const lines = faults.slice(0, 3).map((fault) => {
    const file = files.find((each) => each.path === fault.path);
    const after = applyEdits(file?.before ?? '', file?.edits ?? []);
    const line =
      fault.range === undefined ? '' : `line ${after.slice(0, fault.range.start).split('\n').length}: `;
    return `${line}${fault.message}`;
  });
  const isParsed = faults.every(({ kind }) => kind === 'defined-twice');
  const [what, how] = isParsed
    ? ['defines a function twice', 'and change the function that is there']
    : ['does not parse any more', 'corrected'];
  return refusal(isParsed ? 'defined-twice' : 'syntax-error', {
    path,
    detail: ` (${lines[0] ?? ''})`,
    repair: `With your edits ${path} ${what}:\n${lines.map((line) => `- ${line}`).join('\n')}\nThe file is as it was before: answer once more with all edits, ${how}.`,
  });
}

function refused(why: EditRefusal): Extract<ChangeOutcome, { kind: 'refused' }> {
  return { kind: 'refused', refusal: why };
}
