import type { FoundSymbol } from '../../../edits/ports.ts';
import { languageOf } from '../../../syntax/languages.ts';
import type { FixScene } from './fix-scene.ts';
import { includeImport, rubyImport } from './imports/file-import.ts';
import { goImport } from './imports/go-import.ts';
import { importLines } from './imports/import-lines.ts';
import type { ImportPlace, ImportWriter } from './imports/import-place.ts';
import { cSharpImport, javaImport, kotlinImport, phpImport } from './imports/package-import.ts';
import { pythonImport } from './imports/python-import.ts';
import { rustImport } from './imports/rust-import.ts';
import { scriptImport } from './imports/script-import.ts';
import { namePlace } from './misspelt-name.ts';
import type { ReadyFix } from './ready-fix.ts';

/** Imports the definitions of the workspace that a name may mean, the likeliest first. */
export async function missingImportFixes(
  scene: FixScene,
  name: string,
  signal: AbortSignal,
): Promise<readonly ReadyFix[]> {
  const { document, path, shape, ports } = scene;
  const writer = writers[shape.language];
  const root = ports.files.rootOf(document.uri);
  if (writer === undefined || root === undefined || namePlace(scene, name) === undefined) return [];
  const candidates = await candidatesFor(scene, name, signal);
  if (candidates.length === 0) return [];
  const paths = await ports.files.paths(root, signal);
  const place: ImportPlace = {
    ...{ document, path, files: ports.files, root, paths },
    known: new Set(paths),
    lines: importLines(document, shape),
  };
  return writtenFixes({ name, candidates, writer }, place, signal);
}

interface Wanted {
  readonly name: string;
  readonly candidates: readonly FoundSymbol[];
  readonly writer: ImportWriter;
}

async function writtenFixes(
  { name, candidates, writer }: Wanted,
  place: ImportPlace,
  signal: AbortSignal,
): Promise<readonly ReadyFix[]> {
  const fixes: ReadyFix[] = [];
  for (const symbol of candidates) {
    const written = await writer(symbol, place, signal);
    if (written === undefined) continue;
    const title = `Import ${name} from ${written.from}`;
    if (fixes.some((known) => known.title === title)) continue;
    fixes.push({ title, edits: written.edits, isPreferred: fixes.length === 0 });
    if (fixes.length === mostImports) break;
  }
  return fixes;
}

const mostImports = 3;

/** What other files of the same kind of language export under the name. */
async function candidatesFor(
  { document, path, shape, ports, diagnostic }: FixScene,
  name: string,
  signal: AbortSignal,
): Promise<readonly FoundSymbol[]> {
  const member =
    shape.language === 'go' ? memberBehind(document.text, diagnostic.range.start, name) : undefined;
  const found = await ports.symbols.definitionsOf(member ?? name, document.uri, signal);
  return found.filter(
    (symbol) =>
      symbol.isExported &&
      symbol.container === undefined &&
      symbol.uri !== document.uri &&
      symbol.path !== path &&
      familyOf(languageOf(symbol.path)) === familyOf(shape.language) &&
      (member === undefined || folderName(symbol.path) === name),
  );
}

/** In Go, what is unknown is the package; what it is asked for stands behind the dot. */
function memberBehind(text: string, from: number, name: string): string | undefined {
  const [, member] = new RegExp(`\\b${name}\\.(\\w+)`).exec(text.slice(from, from + name.length + 80)) ?? [];
  return member;
}

function folderName(path: string): string {
  return path.split('/').at(-2) ?? '';
}

function familyOf(language: string | undefined): string {
  return families[language ?? ''] ?? language ?? '';
}

const families: Readonly<Record<string, string>> = {
  typescript: 'script',
  tsx: 'script',
  javascript: 'script',
  java: 'jvm',
  kotlin: 'jvm',
  scala: 'jvm',
  c: 'c',
  cpp: 'c',
};

const writers: Readonly<Record<string, ImportWriter>> = {
  typescript: scriptImport,
  tsx: scriptImport,
  javascript: scriptImport,
  python: pythonImport,
  go: goImport,
  rust: rustImport,
  java: javaImport,
  kotlin: kotlinImport,
  scala: kotlinImport,
  'c-sharp': cSharpImport,
  php: phpImport,
  c: includeImport,
  cpp: includeImport,
  ruby: rubyImport,
};
