import { folderOf, sharedCount } from '../../base/relative-paths.ts';
import type { ImportLine } from './import-lines.ts';
import type { ImportPlace, ImportWriter, WrittenImport } from './import-place.ts';
import { withName } from './named-imports.ts';
import { placedImport } from './place-import.ts';

/** Imports of Python: `from package.module import name`, relative where the file's own are. */
export const pythonImport: ImportWriter = async ({ name, path }, place) => {
  const module = moduleFor(path, place);
  if (module === undefined) return undefined;
  const merged = mergedInto(module, name, place);
  if (merged !== undefined) return merged;
  const first = module.startsWith('.') ? '.' : (module.split('.', 1)[0] ?? '');
  const edit = placedImport(place.document, place.lines, {
    line: `from ${module} import ${name}`,
    module,
    isLike: (other) =>
      first === '.' ? other.module.startsWith('.') : other.module.split('.', 1)[0] === first,
  });
  return { from: module, edits: [edit] };
};

function moduleFor(path: string, place: ImportPlace): string | undefined {
  const target = dotted(path);
  const own = dotted(place.path);
  const [top, base] = packageOf(path, place.known);
  const isSamePackage = top !== '' && top === packageOf(place.path, place.known)[0];
  const isRelative = place.lines.some(({ module }) => module.startsWith('.'));
  if (isRelative && isSamePackage) return relativeModule(own, target, place.path.endsWith('/__init__.py'));
  const module = base === '' ? target : target.slice(base.length + 1);
  return /^[\p{L}_][\p{L}\p{N}_]*(\.[\p{L}_][\p{L}\p{N}_]*)*$/u.test(module) ? module : undefined;
}

/** `a/b/c.py` as `a.b.c`; a package is named by its folder. */
function dotted(path: string): string {
  return path
    .replace(/\.pyi?$/, '')
    .replace(/(^|\/)__init__$/, '')
    .replaceAll('/', '.');
}

/** The outermost package of a file, and the folder (dotted) that it is imported from. */
function packageOf(path: string, known: ReadonlySet<string>): readonly [top: string, base: string] {
  let top = '';
  for (let folder = folderOf(path); folder !== ''; folder = folderOf(folder)) {
    if (!known.has(`${folder}/__init__.py`)) break;
    top = folder;
  }
  if (top !== '') return [top.replaceAll('/', '.'), folderOf(top).replaceAll('/', '.')];
  // A package without that file is a namespace, and `src` holds packages by convention.
  return ['', /^(src|lib)\//.test(path) ? path.slice(0, 3) : ''];
}

/** `own` and `target` are dotted; one dot is the package of `own`. */
function relativeModule(own: string, target: string, isPackage: boolean): string {
  const from = isPackage ? own.split('.') : own.split('.').slice(0, -1);
  const to = target.split('.');
  const common = sharedCount(from, to);
  return '.'.repeat(from.length - common + 1) + to.slice(common).join('.');
}

function mergedInto(module: string, name: string, place: ImportPlace): WrittenImport | undefined {
  const line = place.lines.find(
    (each) => each.isAtHead && each.module === module && /^from\b/.test(each.text),
  );
  if (line === undefined) return undefined;
  return { from: module, edits: [withName(place.document, line, nameList(line), name)] };
}

function nameList({ text }: ImportLine): { start: number; end: number } {
  const open = text.indexOf('(');
  if (open >= 0) return { start: open + 1, end: Math.max(open + 1, text.lastIndexOf(')')) };
  const start = (/\bimport\s+/.exec(text)?.index ?? 0) + (/\bimport\s+/.exec(text)?.[0].length ?? 0);
  const comment = text.indexOf('#', start);
  return { start, end: comment < 0 ? text.length : comment };
}
