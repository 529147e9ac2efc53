import { cSharpImports } from './imports/c-sharp-imports.ts';
import { goImports } from './imports/go-imports.ts';
import type { ImportRequest, ImportWriter, TestImports } from './imports/import-writer.ts';
import { javaImports } from './imports/java-imports.ts';
import { phpImports } from './imports/php-imports.ts';
import { pythonImports } from './imports/python-imports.ts';
import { rubyImports } from './imports/ruby-imports.ts';
import { rustImports } from './imports/rust-imports.ts';
import { scriptImports } from './imports/script-imports.ts';
import type { TestFamily } from './test-family.ts';

/** The imports of a test file, as its neighbors write them. */
export function testImports(request: ImportRequest, signal: AbortSignal): Promise<TestImports> {
  return writers[request.scene.source.family](request, signal);
}

const writers: Readonly<Record<TestFamily, ImportWriter>> = {
  script: scriptImports,
  python: pythonImports,
  go: goImports,
  rust: rustImports,
  java: javaImports,
  ruby: rubyImports,
  php: phpImports,
  'c-sharp': cSharpImports,
};
