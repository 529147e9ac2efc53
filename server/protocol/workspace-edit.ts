import type {
  ChangeAnnotation,
  CreateFile,
  TextDocumentEdit,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver';

import { TextDocument } from '../base/text-document.ts';
import { changeSummary } from '../edits/preview.ts';
import type { FileChange, ProposedChange } from '../edits/proposed-change.ts';
import type { ClientAbilities } from './client-abilities.ts';
import { positionAt } from './to-lsp.ts';
import type { Confirmation } from './user-channel.ts';

/** How a change is written for one client. */
export interface EditWriting {
  readonly abilities: ClientAbilities;
  readonly confirmation: Confirmation;
  /** The client's version of an open document; undefined where it is not open. */
  readonly versionOf: (uri: string) => number | undefined;
}

/**
 * A change as the client takes it: with versions and new files where it announced them, as bare edits otherwise.
 * Where the client is to ask its user, the change is annotated, if it shows annotations.
 */
export function workspaceEdit(change: ProposedChange, writing: EditWriting): WorkspaceEdit {
  const { versioned, createsFiles } = writing.abilities.edits;
  const creates = change.files.some(({ before }) => before === undefined);
  if (!versioned && !(creates && createsFiles)) return bareEdits(change, writing.abilities);
  const annotation = annotationOf(change, writing);
  const documentChanges = change.files.flatMap((file) => documentChangesOf(file, writing, annotation));
  if (annotation === undefined) return { documentChanges };
  return { documentChanges, changeAnnotations: { [annotationId]: annotation } };
}

/** One insertion, with the version that it is for where the client looks at it. */
export function insertionEdit(
  { uri, version }: TextDocument,
  edit: TextEdit,
  { edits }: ClientAbilities,
): WorkspaceEdit {
  if (!edits.versioned) return { changes: { [uri]: [edit] } };
  return { documentChanges: [{ textDocument: { uri, version }, edits: [edit] }] };
}

function bareEdits({ files }: ProposedChange, { positionEncoding }: ClientAbilities): WorkspaceEdit {
  const changes = files.map((file): [string, TextEdit[]] => [file.uri, textEdits(file, positionEncoding)]);
  return { changes: Object.fromEntries(changes) };
}

function documentChangesOf(
  file: FileChange,
  { abilities, versionOf }: EditWriting,
  annotation: ChangeAnnotation | undefined,
): (TextDocumentEdit | CreateFile)[] {
  const mark = annotation === undefined ? {} : { annotationId };
  const edits = textEdits(file, abilities.positionEncoding).map((edit) => ({ ...edit, ...mark }));
  const edit = { textDocument: { uri: file.uri, version: versionOf(file.uri) ?? null }, edits };
  if (file.before !== undefined || !abilities.edits.createsFiles) return [edit];
  // A file that has appeared meanwhile is left as it is: the client then refuses the whole edit.
  return [
    { kind: 'create', uri: file.uri, options: { overwrite: false, ignoreIfExists: false }, ...mark },
    edit,
  ];
}

function textEdits(file: FileChange, encoding: ClientAbilities['positionEncoding']): TextEdit[] {
  const { uri, languageId, version = 0, before = '' } = file;
  const document = new TextDocument({ uri, languageId, version }, before);
  return file.edits.map(({ start, end, text }) => ({
    range: { start: positionAt(document, start, encoding), end: positionAt(document, end, encoding) },
    newText: text,
  }));
}

/** Clients assert that only announced annotations come, and some hold every edit up that has one. */
function annotationOf(
  change: ProposedChange,
  { abilities, confirmation }: EditWriting,
): ChangeAnnotation | undefined {
  // Neovim prints each annotation, and waits for a key behind a long one.
  if (confirmation !== 'needed' || !abilities.edits.annotations) return undefined;
  return { label: change.title, description: changeSummary(change), needsConfirmation: true };
}

const annotationId = 'innerloop';
