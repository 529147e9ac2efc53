import { newlineOf } from '../../../base/line-ends.ts';
import { normalImport } from './normal-import.ts';
import type { TestFamily } from './test-family.ts';
import type { TestStyle } from './test-plan.ts';
import { wrappedImport } from './wrap-import.ts';

/** Those lines of imports whose names a text does not import yet. */
export function missingImports(text: string, lines: readonly string[], form: ImportForm): readonly string[] {
  return lines.filter((line) => withImport(text, line, form) !== text);
}

/** How imports of a file are written. */
export interface ImportForm {
  readonly family: TestFamily;
  readonly style: TestStyle;
}

/** A text with one more import: its names put into one of the same module, else on a line of its own behind the others. */
export function withImport(text: string, line: string, form: ImportForm): string {
  const { family } = form;
  if (hasLine(text, line)) return text;
  const newline = newlineOf(text);
  const merged = mergers[family]?.(text, line);
  if (merged !== undefined) return merged;
  const block = family === 'go' ? goBlock(text, line) : undefined;
  if (block !== undefined) return block;
  const at = placeOfImports(text, family, line);
  const opened =
    at.isFirst && text.slice(at.offset).trim() !== '' && !/^\r?\n/.test(text.slice(at.offset)) ? newline : '';
  const before = at.offset > 0 && text[at.offset - 1] !== '\n' ? newline : '';
  const shown = wrappedImport(line, family, form.style)
    .map((each) => at.indent + each)
    .join(newline);
  return `${text.slice(0, at.offset)}${before}${shown}${newline}${opened}${text.slice(at.offset)}`;
}

/** The names that the imports of a text bring, as far as they can be told. */
export function importedNames(text: string, family: TestFamily): ReadonlySet<string> {
  const statements = [...text.matchAll(importLines[family])].map(([statement]) => statement.trim());
  return new Set(statements.flatMap((statement) => namesIn(statement, family)));
}

function namesIn(statement: string, family: TestFamily): readonly string[] {
  if (family === 'script') {
    const { whole, names } = scriptParts(statement) ?? { whole: undefined, names: [] };
    const local = names.map((name) => name.replace(/^.*(?:\sas\s+|:\s*)/, ''));
    return whole === undefined ? local : [whole, ...local];
  }
  if (family !== 'python') return /\b(\w+);?$/.exec(statement)?.slice(1) ?? [];
  const list = /\bimport\s+\(?([^)]*)/.exec(statement)?.[1] ?? '';
  return list.split(',').map((name) => name.trim().replace(/^.*\sas\s+/, ''));
}

/** Whether an import begins on a line. */
export function isImportLine(line: string, family: TestFamily): boolean {
  return importStarts[family].test(line);
}

const importStarts: Readonly<Record<TestFamily, RegExp>> = {
  script: /^(?:import\s+(?:[\w*{]|['"])|(?:const|let|var)\s+(?:\{[^}]*\}|[\w$]+)\s*=\s*require\()/,
  python: /^(?:from\s+\S+\s+import\b|import\s+\w)/,
  go: /^import\s+/,
  rust: /^\s*use\s+[\w:{]/,
  java: /^import\s+/,
  ruby: /^require(?:_relative)?[ (]/,
  php: /^(?:use\s+[\w\\]|require_once\b)/,
  'c-sharp': /^(?:global\s+)?using\s+[\w.]+(?:\s*=.*)?;/,
};

/** The lines of imports made one where they are of one module, in their order. */
export function foldedImports(lines: readonly string[], family: TestFamily): readonly string[] {
  const folded: string[] = [];
  for (const line of lines) {
    const at = folded.findIndex((each) => each === line || mergers[family]?.(each, line) !== undefined);
    const known = folded[at];
    if (known === undefined) folded.push(line);
    else if (known !== line) folded[at] = mergers[family]?.(known, line) ?? known;
  }
  return folded;
}

function hasLine(text: string, line: string): boolean {
  const wanted = normalImport(line);
  return text.split(/\r?\n/).some((each) => normalImport(each) === wanted);
}

type Merger = (text: string, line: string) => string | undefined;

/** `import { a } from 'm'` and `const { a } = require('m')`; undefined where the module is not imported so. */
function mergedScript(text: string, line: string): string | undefined {
  const wanted = scriptParts(line);
  if (wanted === undefined) return undefined;
  for (const match of text.matchAll(scriptImport)) {
    const known = scriptParts(match[0]);
    if (known === undefined || known.module !== wanted.module || known.isRequire !== wanted.isRequire)
      continue;
    const hasWhole = wanted.whole === undefined || known.whole === wanted.whole;
    const missing = wanted.names.filter((name) => !known.names.includes(name));
    if (hasWhole && missing.length === 0) return text;
    if (!hasWhole || known.names.length === 0) continue;
    return replaced(text, match, withNames(match[0], missing, /\{([^}]*)\}/));
  }
  return undefined;
}

const scriptImport =
  /^(?:import\s+(?!type\b)[^'"]*?from\s*['"][^'"\n]+['"]|(?:const|let|var)\s+(?:\{[^}]*\}|[\w$]+)\s*=\s*require\(\s*['"][^'"\n]+['"]\s*\))/gm;

interface ScriptParts {
  readonly module: string;
  readonly isRequire: boolean;
  readonly whole: string | undefined;
  readonly names: readonly string[];
}

function scriptParts(line: string): ScriptParts | undefined {
  const found = /(?:from\s*|require\(\s*)['"]([^'"]+)['"]/.exec(line);
  const module = found?.[1];
  if (module === undefined) return undefined;
  const isRequire = /\brequire\(/.test(line);
  const head = line.slice(0, found?.index);
  const clause = (isRequire ? (head.split('=', 1)[0] ?? '') : head).replace(/^\w+\s*/, '').trim();
  const names = /\{([^}]*)\}/.exec(clause)?.[1]?.split(',') ?? [];
  const whole = /^[\w$]+/.exec(clause)?.[0];
  return { module, isRequire, whole, names: names.map((name) => name.trim()).filter((name) => name !== '') };
}

/** `from m import a`, with or without brackets. */
function mergedPython(text: string, line: string): string | undefined {
  const [, module = '', list = ''] = /^from (\S+) import (.+)$/.exec(line) ?? [];
  if (module === '') return undefined;
  const escaped = module.replaceAll('.', '\\.');
  const match = new RegExp(`^from[ \\t]+${escaped}[ \\t]+import[ \\t]+(\\([^)]*\\)|[^\\n(#\\r]*)`, 'm').exec(
    text,
  );
  const names = match?.[1];
  if (match === null || names === undefined) return undefined;
  const known: readonly string[] = names.replace(/#[^\n]*/g, '').match(/[\w*]+/g) ?? [];
  const missing = list.split(', ').filter((name) => !known.includes(name) && !known.includes('*'));
  if (missing.length === 0) return text;
  return replaced(
    text,
    match,
    withNames(match[0], missing, names.startsWith('(') ? /\(([^)]*)\)/ : /import[ \t]+([^\n]*)/),
  );
}

/** Puts names behind those of a list, one a line where they stand so. */
function withNames(statement: string, missing: readonly string[], list: RegExp): string {
  return statement.replace(list, (whole, inner: string) => {
    const indent = /\n([ \t]+)\S/.exec(inner)?.[1];
    const separator = indent === undefined ? ', ' : `,${newlineOf(inner)}${indent}`;
    const kept = inner.trimEnd().replace(/,$/, '');
    const tail = inner.slice(kept.length);
    const start = /^\s*/.exec(kept)?.[0] ?? '';
    const known = kept.trim().split(/,\s*/);
    // Behind a comment a name would belong to it; in front of all it never does.
    if (/\/[/*]|#/.test(inner))
      return whole.replace(inner, () => `${start}${[...missing, kept.trim()].join(separator)}${tail}`);
    const all = [...known, ...missing];
    const names = isSorted(known) ? all.sort(byWord) : all;
    return whole.replace(inner, () => `${start}${names.join(separator)}${tail}`);
  });
}

function isSorted(names: readonly string[]): boolean {
  return names.every((name, index) => index === 0 || byWord(names[index - 1] ?? '', name) <= 0);
}

function byWord(one: string, other: string): number {
  const [a, b] = [one.toLowerCase(), other.toLowerCase()];
  return a < b ? -1 : Number(a > b);
}

function replaced(
  text: string,
  { index, 0: whole }: { readonly index: number; readonly 0: string },
  by: string,
): string {
  return `${text.slice(0, index)}${by}${text.slice(index + whole.length)}`;
}

/** `import "m"` goes into the brackets of the first import that has some. */
function goBlock(text: string, line: string): string | undefined {
  const wanted = line.replace(/^import\s+/, '');
  const path = /"[^"]+"/.exec(wanted)?.[0] ?? wanted;
  const imports = [...text.matchAll(/^import\s*\(([^)]*)\)|^import\s+[^\s(][^(\n]*$/gm)];
  if (imports.some(([whole]) => whole.includes(path))) return text;
  const [first] = imports;
  if (first === undefined) return undefined;
  const isStandard = !path.includes('.');
  const inner = first[1] ?? `\n\t${first[0].replace(/^import\s+/, '')}\n`;
  const groups = inner
    .replace(/^\s*\n/, '')
    .trimEnd()
    .split(/\n[ \t]*\n/);
  const at = groups.findIndex((group) => isStandard === !/"[^"\n]*\./.test(group));
  const entry = `\t${wanted}`;
  const next =
    at === -1
      ? isStandard
        ? [entry, ...groups]
        : [...groups, entry]
      : groups.map((group, index) => (index === at ? sorted([...group.split('\n'), entry]) : group));
  return replaced(text, first, `import (\n${next.join('\n\n')}\n)`);
}

function sorted(lines: readonly string[]): string {
  const byPath = (line: string) => /"[^"]+"/.exec(line)?.[0] ?? line;
  return [...lines].sort((one, other) => (byPath(one) < byPath(other) ? -1 : 1)).join('\n');
}

const mergers: Readonly<Partial<Record<TestFamily, Merger>>> = { script: mergedScript, python: mergedPython };

interface ImportPlace {
  readonly offset: number;
  readonly indent: string;
  /** There is no import yet. */
  readonly isFirst: boolean;
}

/** Behind the last line that imports; else behind what must come first in the language. */
function placeOfImports(text: string, family: TestFamily, line: string): ImportPlace {
  const module = family === 'rust' && line.startsWith('use super::') ? moduleOfTests(text) : 0;
  if (module > 0) return { offset: module, indent: '    ', isFirst: true };
  const all = [...text.matchAll(importLines[family])];
  const [first] = all;
  // Java keeps static imports apart; Python has its `import`s and those of others before its own `from`s.
  const kind = family === 'python' ? /^import\b|^from __future__/ : /\bstatic\b/;
  const alike = all.filter(([each]) => kind.test(each) === kind.test(line));
  if (family === 'python' && alike.length === 0 && first !== undefined && kind.test(line))
    return { offset: first.index, indent: '', isFirst: true };
  const last = alike.at(-1) ?? all.at(-1);
  if (last === undefined)
    return { offset: headers[family]?.exec(text)?.[0].length ?? 0, indent: '', isFirst: true };
  const lineEnd = text.indexOf('\n', last.index + last[0].length);
  return { offset: lineEnd === -1 ? text.length : lineEnd + 1, indent: '', isFirst: false };
}

function moduleOfTests(text: string): number {
  const match = /#\[cfg\((?:test|all\(test\b[^)]*\))\)\]\s*(?:pub\s+)?mod\s+\w+\s*\{[^\n]*\n/.exec(text);
  return match === null ? 0 : match.index + match[0].length;
}

const importLines: Readonly<Record<TestFamily, RegExp>> = {
  script:
    /^(?:import\s+(?!\s)(?:[^'"\n;]|\n(?!import|const|let|var))*?['"][^'"\n]+['"](?:\s+with\s*\{[^}]*\})?|(?:const|let|var)\s+(?:\{[^}]*\}|[\w$]+)\s*=\s*require\([^)\n]*\)[^\n]*)/gm,
  python: /^(?:from[ \t]+\S+[ \t]+import[ \t]+(?:\([^)]*\)|[^\n]*)|import[ \t]+[^\n]*)/gm,
  go: /^import\s*(?:\([^)]*\)|[^\n]*)/gm,
  rust: /^use\s+(?!\s)[^;]*;/gm,
  java: /^import\s+(?!\s)[^;\n]*;/gm,
  ruby: /^require(?:_relative)?[ (][^\n]*/gm,
  php: /^(?:use\s+(?!\s)[^;{(]*(?:\{[^}]*\})?;|require_once[^\n]*)/gm,
  'c-sharp': /^(?:global\s+)?using\s+(?!\s)[^;(\n]*;/gm,
};

/** What stands before the first import: comments, package, namespace, docstring. */
const headers: Readonly<Partial<Record<TestFamily, RegExp>>> = {
  script:
    /^(?:#![^\n]*\n)?(?:\s*(?:\/\/[^\n]*|\/\*(?:(?!\*\/)[\s\S])*\*\/[^\S\n]*)\n)*(?:['"]use strict['"];?[ \t]*\r?\n)?(?:[ \t]*\r?\n)?/,
  python: /^(?:#[^\n]*\n|[^\S\n]*\n)*(?:[rRuU]?("""|''')(?:\\[\s\S]|(?!\1)[^\\])*\1[ \t]*\n)?/,
  go: /^(?:[^\n]*\n)*?package[ \t]+\w[^\n]*\n(?:[ \t]*\r?\n)?/,
  java: /^(?:[^\n]*\n)*?package[ \t]+[\w.]+;[^\n]*\n(?:[ \t]*\r?\n)?/,
  ruby: /^(?:#[^\n]*\n)*(?:[ \t]*\r?\n)?/,
  php: /^<\?php[^\n]*\n(?:(?:[^\n]*\n)*?namespace[ \t]+[\w\\]+;[^\n]*\n)?(?:[ \t]*\r?\n)?/,
};
