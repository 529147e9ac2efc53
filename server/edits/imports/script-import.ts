import { folderOf, relativePath } from '../../base/relative-paths.ts';
import type { FoundSymbol } from '../ports.ts';
import type { ImportLine } from './import-lines.ts';
import type { ImportPlace, ImportWriter, WrittenImport } from './import-place.ts';
import { withName } from './named-imports.ts';
import { placedImport } from './place-import.ts';

/** Imports of TypeScript and JavaScript: quotes, endings, aliases, `type` and `require` as the file has them. */
export const scriptImport: ImportWriter = async (symbol, place) => {
  const module = aliased(symbol.path, place) ?? relativeModule(symbol.path, place);
  const style = styleOf(place);
  const isDefault = /^export\s+default\b/.test(symbol.signature);
  const isType = typeKinds.has(symbol.kind) && style.marksTypes;
  const merged = isDefault ? undefined : mergedInto(module, symbol, place, isType);
  if (merged !== undefined) return merged;
  const line = importLine(symbol.name, module, { ...style, isDefault, isType });
  const isRelative = module.startsWith('.');
  const edit = placedImport(place.document, place.lines, {
    line,
    module,
    isLike: (other) =>
      isRelative ? other.module.startsWith('.') : familyOf(other.module) === familyOf(module),
  });
  return { from: module, edits: [edit] };
};

const typeKinds: ReadonlySet<string> = new Set(['interface', 'type']);

interface ScriptStyle {
  readonly quote: string;
  readonly semicolon: string;
  readonly isRequired: boolean;
  /** `import type` is used, so that a type imported otherwise would be complained of. */
  readonly marksTypes: boolean;
}

function styleOf({ lines, document, path }: ImportPlace): ScriptStyle {
  const { text } = document;
  const own = lines.map((line) => line.text).join('\n');
  const quoted = own === '' ? text : own;
  const isDouble = count(quoted, /"/g) > count(quoted, /'/g);
  const isRequired = /\brequire\(/.test(own) && !/^import\b/m.test(own);
  return {
    quote: isDouble ? '"' : "'",
    semicolon: /;\s*$/m.test(quoted) ? ';' : '',
    isRequired: isRequired || path.endsWith('.cjs'),
    marksTypes: /^import type\b|\{[^}]*\btype\s+\w/m.test(own),
  };
}

function importLine(
  name: string,
  module: string,
  style: ScriptStyle & { readonly isDefault: boolean; readonly isType: boolean },
): string {
  const { quote, semicolon, isRequired, isDefault, isType } = style;
  const from = `${quote}${module}${quote}`;
  if (isRequired) return `const ${isDefault ? name : `{ ${name} }`} = require(${from})${semicolon}`;
  return `import ${isType ? 'type ' : ''}${isDefault ? name : `{ ${name} }`} from ${from}${semicolon}`;
}

/** One more name in an import of the same module, where it has a list of names. */
function mergedInto(
  module: string,
  { name }: FoundSymbol,
  { lines, document }: ImportPlace,
  isType: boolean,
): WrittenImport | undefined {
  for (const line of lines) {
    if (line.module !== module) continue;
    // An import counts from the start of the file, wherever it stands; a `require` from its line on.
    if (!line.isAtHead && !/^import\b/.test(line.text)) continue;
    const isTypeOnly = /^import type\b/.test(line.text);
    // A type in a list of values carries its own word; a value in a list of types is lost.
    if (isTypeOnly && !isType) continue;
    const open = line.text.indexOf('{');
    const close = line.text.indexOf('}', open);
    if (open < 0 || close < 0) continue;
    const written = isType && !isTypeOnly ? `type ${name}` : name;
    return { from: module, edits: [withName(document, line, { start: open + 1, end: close }, written)] };
  }
  return undefined;
}

function relativeModule(path: string, place: ImportPlace): string {
  return written(relativePath(folderOf(place.path), path), place, (module) => module.startsWith('.'));
}

/** With the ending that the file's own imports of this family have. */
function written(path: string, place: ImportPlace, isFamily: (module: string) => boolean): string {
  const ending = /(\.d)?\.([cm]?)([jt])sx?$/.exec(path);
  if (ending === null) return path;
  const stem = path.slice(0, -ending[0].length);
  const own = place.lines.map(({ module }) => module).filter(isFamily);
  const isWritten = (pattern: RegExp) => own.filter((module) => pattern.test(module)).length * 2 > own.length;
  const kind = ending[2] ?? '';
  if (isWritten(/\.[cm]?tsx?$/)) return path;
  if (isWritten(/\.[cm]?jsx?$/))
    return `${stem}.${kind}js${path.endsWith('x') && ending[3] === 'j' ? 'x' : ''}`;
  // Without a bundler, Node finds a module of its own kind by its whole name only.
  if (own.length === 0 && (kind !== '' || isNodeModule(place))) return `${stem}.${kind}js`;
  return stem.endsWith('/index') ? stem.slice(0, -'/index'.length) || '.' : stem;
}

/** Whether other files of the same kind are modules that name their endings: `.mjs`, `.mts`. */
function isNodeModule({ path }: ImportPlace): boolean {
  return /\.m[jt]s$/.test(path);
}

/** Where imports such as `@/lib/x` lead is told by those that the file has. */
function aliased(path: string, place: ImportPlace): string | undefined {
  const { lines, paths } = place;
  const relative = lines.filter(({ module }) => module.startsWith('.')).length;
  const aliases = lines.flatMap((line) => aliasOf(line, paths));
  const fitting = aliases.find(({ base }) => path.startsWith(base));
  if (fitting === undefined || aliases.length <= relative) return undefined;
  return written(`${fitting.prefix}${path.slice(fitting.base.length)}`, place, (module) =>
    module.startsWith(fitting.prefix),
  );
}

function aliasOf({ module }: ImportLine, paths: readonly string[]): { prefix: string; base: string }[] {
  const [, prefix, rest] = /^([@~#]\/|[~#](?=\w)|[@~][\w-]+\/|src\/)(.+)$/.exec(module) ?? [];
  if (prefix === undefined || rest === undefined) return [];
  const stem = rest.replace(/\.[cm]?[jt]sx?$/, '');
  const found = paths.find((path) => {
    const own = path.replace(/\.[cm]?[jt]sx?$/, '').replace(/\/index$/, '');
    return own === stem || own.endsWith(`/${stem}`);
  });
  if (found === undefined) return [];
  const whole = found.replace(/\.[cm]?[jt]sx?$/, '').replace(/\/index$/, '');
  return [{ prefix, base: whole.slice(0, whole.length - stem.length) }];
}

function familyOf(module: string): string {
  return module.slice(0, module.indexOf('/') + 1);
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
