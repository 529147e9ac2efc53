import type { TestFamily } from './test-family.ts';

/** The import lines without the names that a text does not use; linters and Go refuse those. */
export function prunedImports(lines: readonly string[], text: string, family: TestFamily): readonly string[] {
  const prune = pruners[family];
  return prune === undefined ? lines : lines.flatMap((line) => prune(line, text) ?? []);
}

/** The line with what is left of it; undefined where nothing is. */
type Pruner = (line: string, text: string) => string | undefined;

function uses(text: string, name: string): boolean {
  return new RegExp(`(?<![\\w$])${name.replace(/\$/g, '\\$')}(?![\\w$])`).test(text);
}

function prunedScript(line: string, text: string): string | undefined {
  const clause = /^(?:import|const|let|var)\s([\s\S]*?)(?:\bfrom\b|=)/.exec(line)?.[1]?.trim();
  if (clause === undefined) return line;
  const list = /\{([^}]*)\}/.exec(clause)?.[1];
  const names = (list?.split(',') ?? []).map((name) => name.trim());
  const kept = names.filter((name) => name !== '' && uses(text, name.replace(/^.*(?:\sas\s+|:\s*)/, '')));
  const whole = /^(?:\*\s*as\s+)?([\w$]+)/.exec(clause)?.[1];
  const isWholeUsed = whole !== undefined && uses(text, whole);
  if (kept.length === 0) return isWholeUsed ? line.replace(/,?\s*\{[^}]*\}/, '') : undefined;
  const pruned = line.replace(/\{[^}]*\}/, () => `{ ${kept.join(', ')} }`);
  return whole === undefined || isWholeUsed ? pruned : pruned.replace(new RegExp(`${whole},\\s*`), '');
}

function prunedPython(line: string, text: string): string | undefined {
  const module = /^import ([\w.]+)$/.exec(line)?.[1];
  if (module !== undefined) return uses(text, module.split('.')[0] ?? '') ? line : undefined;
  const [, from = '', list = ''] = /^from (\S+) import (.+)$/.exec(line) ?? [];
  if (from === '' || from === '__future__') return line;
  const kept = list.split(', ').filter((name) => uses(text, name));
  return kept.length === 0 ? undefined : `from ${from} import ${kept.join(', ')}`;
}

function prunedGo(line: string, text: string): string | undefined {
  const [, alias, path = ''] = /^import (?:(\w+) )?"([^"]+)"$/.exec(line) ?? [];
  const last =
    path
      .split('/')
      .filter((part) => !/^v\d+$/.test(part))
      .at(-1) ?? '';
  return path === '' || new RegExp(`\\b${alias ?? last}\\.`).test(text) ? line : undefined;
}

/** `import a.b.C;`, `use A\B\C;` and `use function A\b;`: by the last word. */
function prunedByLast(line: string, text: string): string | undefined {
  const name = /\b(\w+);$/.exec(line)?.[1];
  return name === undefined || !/^(?:import|use)\b/.test(line) || uses(text, name) ? line : undefined;
}

const pruners: Readonly<Partial<Record<TestFamily, Pruner>>> = {
  script: prunedScript,
  python: prunedPython,
  go: prunedGo,
  java: prunedByLast,
  php: prunedByLast,
};
