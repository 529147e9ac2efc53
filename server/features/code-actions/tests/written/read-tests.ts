import { foldedImports, importedNames, isImportLine } from '../merge-imports.ts';
import { normalImport } from '../normal-import.ts';
import { prunedImports } from '../prune-imports.ts';
import type { TestFamily } from '../test-family.ts';
import type { TestBlock, TestPlan } from '../test-plan.ts';

/** What a model's answer brings: cases, and imports that it needs for them. */
export interface WrittenTests {
  readonly blocks: readonly TestBlock[];
  /** Those that neither the plan nor the file has, a whole statement each. */
  readonly imports: readonly string[];
}

/**
 * Takes the code of an answer apart. Models that were asked for cases often answer with the whole file: the frame and
 * the imports around the cases are known, so they are taken off.
 */
export function readTests(code: string, plan: TestPlan, family: TestFamily): WrittenTests {
  const { imports, rest } = withoutHead(code.split(/\r?\n/), plan, family);
  const fresh = withoutOurs({ imports, body: rest.join('\n') }, plan, family);
  const indent = standsInClass(plan) ? plan.style.indent : '';
  return {
    blocks: unitsOf(rest).map((lines) => ({
      imports: [],
      text: lines.map((line) => (line === '' ? '' : indent + line)).join(plan.style.newline),
      cases: [],
    })),
    imports: fresh,
  };
}

/** The imports of names that the body uses and ours do not bring: from where ours come, is decided. */
function withoutOurs(
  { imports, body }: { readonly imports: readonly string[]; readonly body: string },
  plan: TestPlan,
  family: TestFamily,
): readonly string[] {
  const ours = importedNames([...plan.imports, plan.existing?.text ?? ''].join('\n'), family);
  const known = new Set([...plan.imports, ...(plan.existing?.text.split(/\r?\n/) ?? [])].map(normalImport));
  const others = body.replace(/[\w$]+/g, (word) => (ours.has(word) ? '' : word));
  return prunedImports(foldedImports(imports, family), others, family).filter(
    (line) => !known.has(normalImport(line)),
  );
}

interface SplitLines {
  readonly imports: readonly string[];
  readonly rest: readonly string[];
}

/** What stands before the cases is taken off, from the first line to the last that imports or opens the frame. */
function withoutHead(lines: readonly string[], plan: TestPlan, family: TestFamily): SplitLines {
  const imports: string[] = [];
  let opened = 0;
  let begin = 0;
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] ?? '';
    const step = importStep(lines, at, family) ?? frameStep(lines, at, plan);
    if (step !== undefined) {
      imports.push(...step.imports);
      opened += step.opened;
      at = step.next;
      begin = at;
    } else if (isSilent(line)) at += 1;
    else break;
  }
  return { imports, rest: withoutEnds(lines.slice(begin), opened) };
}

interface HeadStep {
  readonly next: number;
  readonly imports: readonly string[];
  /** How many brackets of the frame it opens. */
  readonly opened: number;
}

/** A blank line or a comment, which may belong to what follows. */
function isSilent(line: string): boolean {
  return line.trim() === '' || /^\s*(?:\/\/|\/?\*|#(?!\[))/.test(line);
}

function importStep(lines: readonly string[], at: number, family: TestFamily): HeadStep | undefined {
  const line = lines[at] ?? '';
  if (family === 'go' && /^import\s*\($/.test(line.trim())) {
    const end = lines.findIndex((each, index) => index > at && each.trim() === ')');
    const paths = lines.slice(at + 1, end === -1 ? undefined : end).map((each) => each.trim());
    const imports = paths.filter((path) => path !== '').map((path) => `import ${path}`);
    return { next: end === -1 ? lines.length : end + 1, imports, opened: 0 };
  }
  if (!isImportLine(line, family)) return undefined;
  let statement = line.trim();
  let next = at + 1;
  for (; isOpen(statement) && next < lines.length; next++) statement += ` ${lines[next]?.trim() ?? ''}`;
  return { next, imports: [onOneLine(statement)], opened: 0 };
}

function isOpen(statement: string): boolean {
  const count = (pattern: RegExp) => statement.match(pattern)?.length ?? 0;
  return count(/[{(]/g) > count(/[})]/g);
}

function onOneLine(statement: string): string {
  return statement
    .replace(/,\s*([})])/g, ' $1')
    .replace(/\s+/g, ' ')
    .replace(/^(from \S+ import )\( ?(.*?) ?\)$/, '$1$2');
}

/** What a plan puts around cases: package, namespace, class, module. */
function frameStep(lines: readonly string[], at: number, plan: TestPlan): HeadStep | undefined {
  const line = lines[at] ?? '';
  if (headLine.test(line)) return { next: at + 1, imports: [], opened: 0 };
  if (!standsInClass(plan) || !frameOpening.test(line)) return undefined;
  if (line.includes('{')) return { next: at + 1, imports: [], opened: 1 };
  return lines[at + 1]?.trim() === '{' ? { next: at + 2, imports: [], opened: 1 } : undefined;
}

const headLine =
  /^\s*(?:package\s+[\w.]+;?$|namespace\s+[\w.\\]+;|<\?php|declare\s*\(|#\[cfg\(test\)\]|['"]use strict['"]|# frozen_string)/;

const frameOpening =
  /^\s*(?:namespace\s+[\w.]+|(?:(?:public|final|internal|sealed|abstract|static)\s+)*(?:class|mod)\s+\w+)/;

/** The brackets of a frame that was taken off end it, too. */
function withoutEnds(lines: readonly string[], opened: number): readonly string[] {
  let inner = trimmed(lines);
  for (let left = opened; left > 0 && inner.at(-1)?.trim() === '}'; left--)
    inner = trimmed(inner.slice(0, -1));
  return inner;
}

/** Frameworks whose cases stand one level in, in a class of the file or in a module of the source. */
function standsInClass({ framework, preamble, path }: TestPlan): boolean {
  if (framework === 'cargo test') return preamble.length > 0 || !/(?:^|\/)tests(?:\/[^/]+)?\.rs$/.test(path);
  return framework === 'junit5' || framework === 'phpunit' || framework === 'xunit';
}

/** The pieces at the margin: groups, classes, functions, each with the comments and marks above it. */
function unitsOf(lines: readonly string[]): readonly (readonly string[])[] {
  const filled = lines.filter((line) => line.trim() !== '');
  const common = Math.min(...filled.map((line) => line.length - line.trimStart().length));
  const units: string[][] = [];
  let current: string[] = [];
  for (const line of lines.map((each) => (each.trim() === '' ? '' : each.slice(common)))) {
    const previous = current.at(-1);
    if (previous === '' && line !== '' && !/^[\s})\]]|^end\b/.test(line)) {
      units.push(current);
      current = [];
    }
    if (line !== '' || current.length > 0) current.push(line);
  }
  units.push(current);
  return units.map(trimmed).filter((unit) => unit.length > 0);
}

function trimmed(lines: readonly string[]): readonly string[] {
  const first = lines.findIndex((line) => line.trim() !== '');
  const last = lines.findLastIndex((line) => line.trim() !== '');
  return first === -1 ? [] : lines.slice(first, last + 1);
}
