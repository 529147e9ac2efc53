import type { SourceShape } from '../../syntax/source-shape.ts';
import { includeImport, rubyImport } from './file-import.ts';
import { goImport } from './go-import.ts';
import type { ImportWriter } from './import-place.ts';
import { cSharpImport, javaImport, kotlinImport, phpImport } from './package-import.ts';
import { pythonImport } from './python-import.ts';
import { rustImport } from './rust-import.ts';
import { scriptImport } from './script-import.ts';

/** What writes the imports of a language; undefined where nothing does. */
export function importWriterOf({ language }: SourceShape): ImportWriter | undefined {
  return writers[language];
}

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
