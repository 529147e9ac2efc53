import type { ImportStatement } from '../../syntax/import-statements.ts';
import { languageOf } from '../../syntax/languages.ts';
import type { SourceShape } from '../../syntax/source-shape.ts';
import type { EditScene } from './edit-scene.ts';
import { type TextKind, textKinds } from './text-kinds.ts';

/** A file that imports something from the file of the edit. */
export interface ImportingFile {
  readonly uri: string;
  readonly languageId: string;
  readonly text: string;
  readonly language: string;
  readonly shape: SourceShape;
  readonly kindAt: (offset: number) => TextKind;
}

/** The files that name `word` and import one of `names` from the file of the edit; each is read when it is asked for. */
export async function* importingFiles(
  { document, ports }: EditScene,
  { word, names }: { readonly word: string; readonly names: readonly string[] },
  signal: AbortSignal,
): AsyncGenerator<ImportingFile> {
  for (const uri of await ports.names.filesNaming(word, mostFiles, signal)) {
    if (uri === document.uri) continue;
    const look = await ports.files.look(uri, signal);
    if (look.kind !== 'text' || look.isReadOnly) continue;
    const { text, languageId } = look;
    const shape = await ports.syntax.shapeOf({ uri, languageId, text }, signal);
    if (shape === undefined) continue;
    const imports = shape.outline.imports.filter((statement) =>
      statement.names.some(({ original }) => names.includes(original)),
    );
    const isOwn = imports.some((statement) => isImportFrom(statement, document.uri));
    const isRedefined = shape.outline.definitions.some(({ name }) => name === word);
    const language = languageOf(uri, languageId) ?? '';
    if (isOwn && !isRedefined)
      yield { uri, languageId, text, language, shape, kindAt: textKinds(text, language) };
  }
}

/** Whether the module that an import names may be a file: its last part is the file's name, or its folder's. */
export function isImportFrom({ module }: ImportStatement, uri: string): boolean {
  const last = lastPart(module).replace(/\.(?:[cm]?[jt]sx?)$/, '');
  const parts = uri.split('/');
  const file = (parts.at(-1) ?? '').replace(/\.[^.]+$/, '');
  const isIndex = /^(?:index|__init__|mod)$/.test(file);
  return last !== '' && (last === file || (isIndex && last === parts.at(-2)));
}

function lastPart(module: string): string {
  return module.split(/[/:\\]|\.(?![cm]?[jt]sx?$)/).at(-1) ?? '';
}

const mostFiles = 12;
