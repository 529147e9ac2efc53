import type { TextChange } from '../base/text-document.ts';
import { rebaseEdits } from '../base/text-edit.ts';
import { type BlockEdits, blockEdits, type PresentTarget } from './block-edits.ts';
import { type ChangeOutcome, type CheckPorts, checkedChange } from './checked-change.ts';
import { codeEdits } from './code-edits.ts';
import { minimalEdits } from './diff-texts.ts';
import type { EditTarget } from './edit-target.ts';
import { type FileStanding, standingOf } from './file-standing.ts';
import type { SyntaxReader } from './ports.ts';
import type { FileChange } from './proposed-change.ts';
import { type ReplyFormat, readReply, truncatedRefusal } from './read-reply.ts';
import { type EditRefusal, refusal } from './refusal.ts';
import type { SearchReplaceBlock } from './search-replace.ts';

/** A reply that should become a change. */
export interface EditReply {
  readonly text: string;
  /** The model met its limit, failed amid its answer, or was stopped. */
  readonly isTruncated: boolean;
  /** Blocks of earlier replies that were fine and were not to be said again. */
  readonly kept: readonly SearchReplaceBlock[];
}

/** What a reply may change, and how. */
export interface EditTask {
  /** Of the change, in plain words: "Generate tests for add". */
  readonly title: string;
  /** The files that may be changed; all others are refused. */
  readonly targets: readonly EditTarget[];
  readonly formats: readonly ReplyFormat[];
  /** The settings' name of the model. */
  readonly model: string | undefined;
  readonly notes: readonly string[];
}

export interface GatePorts extends CheckPorts {
  readonly syntax: SyntaxReader;
}

/**
 * The one door for what models write: from a reply to a change that was checked against the files as they are now, or
 * to a refusal. A change touches the files of the task only, and holds all that the reply meant or nothing.
 */
export async function admitReply(
  reply: EditReply,
  task: EditTask,
  ports: GatePorts,
  signal: AbortSignal,
): Promise<ChangeOutcome> {
  if (reply.isTruncated) return refused(truncatedRefusal);
  const read = readReply(reply.text, task.formats);
  if (read.kind === 'refused') return read;
  const standings = new Map<EditTarget, FileStanding>();
  for (const target of task.targets) standings.set(target, await standingOf(target, ports.files, signal));
  const present = task.targets.map((target) => ({ target, text: textOf(standings.get(target)) }));
  const outcome =
    read.kind === 'blocks'
      ? blockEdits(read.reply, reply.kept, present)
      : carried(await codeEdits(read, task, ports.syntax, signal), present);
  if (outcome.kind === 'refused') return whyRefused(outcome.refusal, standings);
  const files: FileChange[] = [];
  for (const [target, edits] of outcome.edits) {
    const file = fileChange(target, edits, standings.get(target));
    if (file.kind === 'refused') return file;
    files.push(file.file);
  }
  const { title, model, notes } = task;
  return checkedChange({ title, files, model, notes }, ports, signal);
}

function textOf(standing: FileStanding | undefined): string | undefined {
  return standing?.kind === 'present' ? standing.text : undefined;
}

/** A file that may not be changed at all says more than a block that fits nowhere in it. */
function whyRefused(why: EditRefusal, standings: ReadonlyMap<EditTarget, FileStanding>): ChangeOutcome {
  if (why.reason === 'other-file') return refused(why);
  for (const [{ path, shown }, standing] of standings) {
    if (standing.kind === 'refused') return standing;
    if (standing.kind === 'absent' && shown !== undefined) return refused(refusal('gone', { path }));
  }
  return refused(why);
}

type OneFile =
  | { readonly kind: 'file'; readonly file: FileChange }
  | { readonly kind: 'refused'; readonly refusal: EditRefusal };

function fileChange(
  { uri, path, languageId, shown }: EditTarget,
  edits: readonly TextChange[],
  standing: FileStanding | undefined,
): OneFile {
  if (standing?.kind === 'refused') return standing;
  if (shown === undefined) {
    if (standing?.kind === 'present') return refused(refusal('exists', { path }));
    return { kind: 'file', file: { uri, path, languageId, before: undefined, version: undefined, edits } };
  }
  if (standing?.kind !== 'present') return refused(refusal('gone', { path }));
  const { text, version } = standing;
  return { kind: 'file', file: { uri, path, languageId, before: text, version, edits } };
}

/** Edits for the text that was shown, for the present one. */
function carried(outcome: BlockEdits, present: readonly PresentTarget[]): BlockEdits {
  if (outcome.kind === 'refused') return outcome;
  const edits = new Map<EditTarget, readonly TextChange[]>();
  for (const [target, each] of outcome.edits) {
    const text = present.find((one) => one.target === target)?.text;
    const isSame = text === undefined || text === target.shown;
    const now = isSame ? each : rebaseEdits(each, minimalEdits(target.shown ?? '', text));
    if (now === undefined) return refused(refusal('changed-meanwhile', { path: target.path }));
    edits.set(target, now);
  }
  return { kind: 'edits', edits };
}

function refused(why: EditRefusal): { readonly kind: 'refused'; readonly refusal: EditRefusal } {
  return { kind: 'refused', refusal: why };
}
