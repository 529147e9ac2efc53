import { indentOf } from '../../../base/line-indent.ts';
import { movedIn } from './block-parts.ts';
import { foldedImports } from './merge-imports.ts';
import { prunedImports } from './prune-imports.ts';
import type { TestFamily } from './test-family.ts';
import type { TestBlock, TestPlan } from './test-plan.ts';
import { wrappedImport } from './wrap-import.ts';

/** The text of a test file that is not there yet. */
export function newTestFile(plan: TestPlan, family: TestFamily, blocks: readonly TestBlock[]): string {
  const { head, openers } = splitFrame(plan.preamble, family);
  const body = framedBody(plan, { family, openers, blocks });
  const lines = [...plan.imports, ...blocks.flatMap(({ imports }) => imports)];
  const imports = importGroups(prunedImports(foldedImports(lines, family), body.join('\n'), family), family);
  const written = imports.map((group) => group.flatMap((line) => wrappedImport(line, family, plan.style)));
  const sections = [withoutEdges(head), ...written, body].filter((section) => section.length > 0);
  const gap = family === 'python' ? ['', ''] : [''];
  const text = sections.flatMap((section, index) => {
    if (index === 0) return section;
    return [...(index === sections.length - 1 ? gap : ['']), ...section];
  });
  return `${text.join(plan.style.newline)}${plan.style.newline}`;
}

/** The lines of a module of tests that a source gets at its end. */
export function newTestModule(
  plan: TestPlan,
  family: TestFamily,
  blocks: readonly TestBlock[],
): readonly string[] {
  const { openers } = splitFrame(plan.preamble, family);
  const [first = [], ...rest] = framedBlocks(plan, { family, openers, blocks });
  const imports = movedIn(
    foldedImports([...plan.imports, ...blocks.flatMap((block) => block.imports)], family),
    plan.style.indent,
  );
  return [
    ...openers,
    ...imports,
    '',
    ...first,
    ...rest.flatMap((lines) => ['', ...lines]),
    ...closers(openers),
  ];
}

interface Frame {
  readonly family: TestFamily;
  readonly openers: readonly string[];
  readonly blocks: readonly TestBlock[];
}

function framedBody(plan: TestPlan, frame: Frame): readonly string[] {
  const gap = frame.family === 'python' ? ['', ''] : [''];
  const blocks = framedBlocks(plan, frame).flatMap((lines, index) =>
    index === 0 ? lines : [...gap, ...lines],
  );
  return [...frame.openers, ...blocks, ...closers(frame.openers)];
}

/** Blocks stand one level in where a class is around them; what is around the class moves them further. */
function framedBlocks({ style }: TestPlan, { openers, blocks }: Frame): readonly (readonly string[])[] {
  const depth = openers.filter((line) => line.endsWith('{')).length;
  return blocks.map(({ text }) => movedIn(text.split(/\r?\n/), style.indent.repeat(Math.max(0, depth - 1))));
}

function closers(openers: readonly string[]): readonly string[] {
  return openers
    .filter((line) => line.endsWith('{'))
    .map((line) => `${indentOf(line)}}`)
    .reverse();
}

/** What stands before the imports, and what opens the code behind them; C# has its namespace behind its usings. */
function splitFrame(
  preamble: readonly string[],
  family: TestFamily,
): { head: readonly string[]; openers: readonly string[] } {
  const at =
    family === 'c-sharp' ? 0 : preamble.findIndex((line) => /^#\[cfg|^(?:\w+ )*(?:class|mod) /.test(line));
  return at === -1
    ? { head: preamble, openers: [] }
    : { head: preamble.slice(0, at), openers: withoutEdges(preamble.slice(at)) };
}

/** Imports in the groups that users of the language keep apart. */
function importGroups(lines: readonly string[], family: TestFamily): readonly (readonly string[])[] {
  if (family === 'go') return lines.length === 0 ? [] : [goImportBlock(lines)];
  const isLast = lastGroups[family];
  const ordered = sortedFamilies.has(family) ? [...lines].sort() : lines;
  if (isLast === undefined) return [ordered];
  return [ordered.filter((line) => !isLast(line)), ordered.filter((line) => isLast(line))];
}

const sortedFamilies: ReadonlySet<TestFamily> = new Set(['java', 'php', 'c-sharp']);

const lastGroups: Readonly<Partial<Record<TestFamily, (line: string) => boolean>>> = {
  python: (line) => line.startsWith('from '),
  java: (line) => line.startsWith('import static '),
  php: (line) => line.startsWith('require'),
};

function goImportBlock(lines: readonly string[]): readonly string[] {
  const paths = lines.map((line) => line.replace(/^import\s+/, ''));
  if (paths.length === 1) return lines;
  const standard = paths.filter((path) => !path.includes('.')).sort();
  const others = paths.filter((path) => path.includes('.')).sort();
  const gap = standard.length > 0 && others.length > 0 ? [''] : [];
  return ['import (', ...movedIn(standard, '\t'), ...gap, ...movedIn(others, '\t'), ')'];
}

function withoutEdges(lines: readonly string[]): readonly string[] {
  const first = lines.findIndex((line) => line !== '');
  const last = lines.findLastIndex((line) => line !== '');
  return first === -1 ? [] : lines.slice(first, last + 1);
}
