import { nothing, ok } from '../../../base/outcome.ts';
import { folderOf } from '../../../base/relative-paths.ts';
import { isTestPath } from '../../../context/ranking/priors.ts';
import { importCandidates } from '../../../edits/imports/import-candidates.ts';
import { importWriterOf } from '../../../edits/imports/import-writers.ts';
import { writtenImports } from '../../../edits/imports/written-imports.ts';
import type { FoundSymbol } from '../../../edits/ports.ts';
import type { SourceShape } from '../../../syntax/source-shape.ts';
import type { EditScene, NextEditRule } from '../edit-scene.ts';
import { isImportFrom } from '../importing-files.ts';
import { type EditPlace, surroundingOf } from '../suggested-edit.ts';
import { namesNotSaid, type UsedName } from '../used-names.ts';

/** The import of a name that the person has just used, where exactly one file of the workspace exports it. */
export const importToAdd: NextEditRule = async (scene, signal) => {
  const { edit, language, shape } = scene;
  if (shape === undefined || edit.after.trim() === '') return nothing('not-distinctive');
  if (importWriterOf(shape) === undefined || bringsUnseen(shape, language)) return nothing('not-distinctive');
  for (const used of namesNotSaid(scene, shape).slice(0, mostAsked)) {
    const place = await importOf(used, { ...scene, shape }, signal);
    signal.throwIfAborted();
    if (place !== undefined) return ok([place]);
  }
  return nothing('no-place');
};

/** Whether names come into a file that nothing in it calls by name. */
function bringsUnseen({ outline }: SourceShape, language: string): boolean {
  return (
    unseeing.has(language) || outline.imports.some(({ names }) => names.some(({ local }) => local === '*'))
  );
}

type ShapedScene = EditScene & { readonly shape: SourceShape };

async function importOf(
  { name, offset }: UsedName,
  scene: ShapedScene,
  signal: AbortSignal,
): Promise<EditPlace | undefined> {
  const { document, shape, ports } = scene;
  const path = ports.files.pathOf(document.uri);
  const unknown = { name, offset, document, path, shape, ports };
  const candidates = await importCandidates(unknown, signal);
  const [symbol] = candidates;
  if (symbol === undefined || candidates.some(({ uri }) => uri !== symbol.uri)) return undefined;
  if (!candidates.every((each) => isImportable(each, path, scene))) return undefined;
  if (await isKnown({ name, offset }, scene, signal)) return undefined;
  if (await comesFromElsewhere(name, symbol, scene, signal)) return undefined;
  for await (const { from, edits } of writtenImports(unknown, [symbol], signal)) {
    const [edit, ...more] = edits;
    if (edit === undefined || more.length > 0) return undefined;
    const range = { start: edit.start, end: edit.end };
    return {
      ...{ uri: document.uri, range, text: edit.text },
      replaced: document.text.slice(edit.start, edit.end),
      surrounding: surroundingOf(document.text, range),
      explanation: `you use ${name} of ${from}`,
    };
  }
  return undefined;
}

/** Whether another file can have it by an import that says its name, and would. */
function isImportable({ uri, path, kind }: FoundSymbol, own: string, scene: ShapedScene): boolean {
  const { files } = scene.ports;
  const isSameRoot = files.rootOf(uri)?.uri === files.rootOf(scene.document.uri)?.uri;
  if (!isSameRoot || (isTestPath(path) && !isTestPath(own)) || /\.d\.[cm]?ts$/.test(path)) return false;
  // Macros and modules of Rust, and functions of PHP, come in other ways.
  return scene.language === 'php' ? phpKinds.has(kind) : !unnamed.has(kind);
}

/** Whether the name means something where it is used: in its scope or, in Go, in the files of its package. */
async function isKnown(
  { name, offset }: UsedName,
  { document, language, ports }: ShapedScene,
  signal: AbortSignal,
): Promise<boolean> {
  const visible = await ports.syntax.namesAt(document, offset, signal);
  if (visible.some((known) => known.name === name)) return true;
  if (language !== 'go') return false;
  const folder = folderOf(ports.files.pathOf(document.uri));
  const found = await ports.symbols.definitionsOf(name, document.uri, signal);
  return found.some(({ path }) => folderOf(path) === folder);
}

/** Whether another file imports the name from something else: a package, or a module that hands it on. */
async function comesFromElsewhere(
  name: string,
  symbol: FoundSymbol,
  { document, shape, ports }: ShapedScene,
  signal: AbortSignal,
): Promise<boolean> {
  if (!namingFiles.has(shape.language)) return false;
  for (const uri of await ports.names.filesNaming(name, mostFiles, signal)) {
    if (uri === document.uri || uri === symbol.uri) continue;
    const look = await ports.files.look(uri, signal);
    if (look.kind !== 'text') continue;
    const { languageId, text } = look;
    const other = await ports.syntax.shapeOf({ uri, languageId, text }, signal);
    const imports = other?.outline.imports ?? [];
    const naming = imports.filter(({ names }) => names.some(({ local }) => local === name));
    if (naming.some((statement) => !isImportFrom(statement, symbol.uri))) return true;
  }
  return false;
}

/** What they include, or what the project loads for all files, brings names that stand nowhere. */
const unseeing: ReadonlySet<string> = new Set(['c', 'cpp', 'c-sharp', 'ruby']);
/** Their imports name files, so that it shows which one is meant. */
const namingFiles: ReadonlySet<string> = new Set(['typescript', 'tsx', 'javascript', 'python']);
const phpKinds: ReadonlySet<string> = new Set(['class', 'interface', 'enum']);
const unnamed: ReadonlySet<string> = new Set(['macro', 'module', 'section', 'implementation']);
/** A name costs a question to the index and a look at what is visible there. */
const mostAsked = 4;
const mostFiles = 6;
