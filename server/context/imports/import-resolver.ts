import { folderOf } from '../../base/relative-paths.ts';
import { CImports } from './c-imports.ts';
import { CSharpImports } from './c-sharp-imports.ts';
import { GoImports } from './go-imports.ts';
import { JvmImports } from './jvm-imports.ts';
import { LinkedFiles } from './linked-files.ts';
import { LuaImports } from './lua-imports.ts';
import type { ImportRules, ModuleSpace } from './module-space.ts';
import { PerRevision } from './per-revision.ts';
import { PhpImports } from './php-imports.ts';
import { PythonImports } from './python-imports.ts';
import { RubyImports } from './ruby-imports.ts';
import { RustImports } from './rust-imports.ts';
import { ScriptImports } from './script-imports.ts';

/** A file that imports, and the name of its language in `grammars/languages.json` (or `vue`, `svelte`). */
export interface ImportingFile {
  readonly path: string;
  readonly language: string;
}

/** Says which files of a workspace the imports of its files mean. */
export class ImportResolver {
  readonly #rules: ReadonlyMap<string, ImportRules>;
  readonly #resolved: PerRevision<Map<string, readonly string[]>>;

  constructor(space: ModuleSpace) {
    this.#rules = rulesFor(space);
    this.#resolved = new PerRevision(space, () => new Map());
  }

  /** Best first; empty when it leads out of the workspace. `names` is what the other file calls them. */
  resolve(from: ImportingFile, module: string, names: readonly string[]): readonly string[] {
    const rules = this.#rules.get(from.language);
    if (rules === undefined || module === '' || module.length > maxModuleLength) return [];
    // Only in Rust does the file itself matter; all others look from its folder.
    const place = from.language === 'rust' ? from.path : folderOf(from.path);
    const key = `${from.language}\n${place}\n${module}\n${names.join(',')}`;
    const known = this.#resolved.value.get(key);
    const files = known ?? [...new Set(rules.resolve({ path: from.path, module, names }))].slice(0, maxFiles);
    if (this.#resolved.value.size >= maxResolved) this.#resolved.value.clear();
    if (known === undefined) this.#resolved.value.set(key, files);
    return files.includes(from.path) ? files.filter((path) => path !== from.path) : files;
  }
}

function rulesFor(space: ModuleSpace): ReadonlyMap<string, ImportRules> {
  const scripts = new ScriptImports(space);
  const scriptLanguages = ['typescript', 'tsx', 'javascript', 'vue', 'svelte'];
  const c = new CImports(space);
  return new Map<string, ImportRules>([
    ...scriptLanguages.map((language) => [language, scripts] as const),
    ['python', new PythonImports(space)],
    ['go', new GoImports(space)],
    ['rust', new RustImports(space)],
    ['java', new JvmImports(space, { endings: ['.java', '.kt', '.scala'], mayShorten: false })],
    ['kotlin', new JvmImports(space, { endings: ['.kt', '.java', '.kts'], mayShorten: true })],
    ['scala', new JvmImports(space, { endings: ['.scala', '.java'], mayShorten: true })],
    ['c', c],
    ['cpp', c],
    ['c-sharp', new CSharpImports(space)],
    ['ruby', new RubyImports(space)],
    ['php', new PhpImports(space)],
    ['lua', new LuaImports(space)],
    ['bash', new LinkedFiles(space, ['.sh', '.bash'])],
    ['css', new LinkedFiles(space, ['.css'])],
    ['html', new LinkedFiles(space, [])],
  ]);
}

/** UTF-16 units; what is longer is no name of a module. */
const maxModuleLength = 1_000;

/** Of one import, such as that of a package with many files. */
const maxFiles = 64;

/** Answers that are kept at a time. */
const maxResolved = 20_000;
