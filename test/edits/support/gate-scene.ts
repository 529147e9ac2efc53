import { applyEdits } from '../../../server/base/text-edit.ts';
import type { ChangeOutcome } from '../../../server/edits/checked-change.ts';
import { admitReply, type EditTask, type GatePorts } from '../../../server/edits/edit-gate.ts';
import type { EditTarget } from '../../../server/edits/edit-target.ts';
import { parseCheck } from '../../../server/edits/parse-check.ts';
import type { ReplyFormat } from '../../../server/edits/read-reply.ts';
import type { EditRefusal } from '../../../server/edits/refusal.ts';
import type { SearchReplaceBlock } from '../../../server/edits/search-replace.ts';
import { GrammarRegistry } from '../../../server/syntax/grammar-registry.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { type MemoryProject, memoryProject } from '../../support/memory-project.ts';
import { RegistrySyntaxReader } from '../../support/registry-syntax-reader.ts';
import { installedGrammars } from '../../syntax/support/installed-grammars.ts';

/** Reads the syntax of all languages that we have a grammar for, however long it takes. */
export const syntax = new RegistrySyntaxReader(new GrammarRegistry(installedGrammars()), new ManualClock());

const { signal } = new AbortController();

const allFormats: readonly ReplyFormat[] = ['search-replace', 'whole-function', 'whole-file'];

/** A reply to one file of a project. */
export interface Scene {
  readonly path: string;
  readonly text: string;
  readonly reply: string;
  readonly isTruncated?: boolean;
  readonly kept?: readonly SearchReplaceBlock[];
  readonly formats?: readonly ReplyFormat[];
  /** The text that stands where the person looks. */
  readonly focus?: string;
  /** The project, where the file has changed or others stand beside it. */
  readonly project?: MemoryProject;
}

export function gatePorts(files: MemoryProject): GatePorts {
  return { files, checks: parseCheck(syntax), syntax };
}

function targetIn({ path, text, focus }: Scene, files: MemoryProject): EditTarget {
  const start = focus === undefined ? -1 : text.indexOf(focus);
  return {
    uri: files.at(path),
    path,
    languageId: '',
    shown: text,
    focus: start === -1 ? undefined : { start, end: start + (focus?.length ?? 0) },
  };
}

export async function admitted(scene: Scene): Promise<ChangeOutcome> {
  const { path, text, reply, isTruncated = false, kept = [], formats = allFormats } = scene;
  const files = scene.project ?? memoryProject({ [path]: text });
  const task: EditTask = {
    title: 'Change it',
    targets: [targetIn(scene, files)],
    formats,
    model: 'scripted',
    notes: [],
  };
  return admitReply({ text: reply, isTruncated, kept }, task, gatePorts(files), signal);
}

/** The text that the file would have, or the reason why not. */
export async function resultOf(scene: Scene): Promise<string> {
  const outcome = await admitted(scene);
  if (outcome.kind === 'refused') return `refused: ${outcome.refusal.reason}`;
  const [file] = outcome.change.files;
  return applyEdits(file?.before ?? '', file?.edits ?? []);
}

export async function refusalOf(scene: Scene): Promise<EditRefusal> {
  const outcome = await admitted(scene);
  if (outcome.kind === 'refused') return outcome.refusal;
  throw new Error('the reply was not refused');
}

/** What a model is told, as the text that would be sent. */
export function repairText({ repair }: EditRefusal): string {
  return repair?.parts.map(({ text }) => text).join('') ?? '';
}
