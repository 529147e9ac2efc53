import { indentOf } from '../../../base/line-indent.ts';
import type { OffsetRange } from '../../../syntax/offset-range.ts';
import type { SourceShape } from '../../../syntax/source-shape.ts';

import { type BlockGroup, type BlockParts, caseName, movedIn } from './block-parts.ts';
import type { TestFamily } from './test-family.ts';
import type { TestStyle } from './test-plan.ts';

/** A test file that gets more cases. */
export interface AppendScene {
  readonly text: string;
  readonly family: TestFamily;
  /** Of `text`; undefined where it can't be read. */
  readonly shape: SourceShape | undefined;
  readonly style: TestStyle;
}

/** A file with more cases in it, and how many those are. */
export interface Appended {
  readonly text: string;
  readonly added: number;
}

/**
 * Puts the cases of a block where they belong: into the group or class of that name, else at the end. Cases that are
 * there by the same name are left out.
 */
export function appendedTests(scene: AppendScene, { groups, cases, isSpaced }: BlockParts): Appended {
  const home = homeOf(scene, groups);
  const scope = home === undefined ? scene.text : scene.text.slice(home.range.start, home.range.end);
  const isNew = (lines: readonly string[]) => {
    const name = caseName(lines);
    return name === undefined || !holdsCase(scope, name);
  };
  // A group that is not there yet has none of its cases, whatever other groups have.
  const missing = home === undefined && groups.length > 0 ? cases : cases.filter(isNew);
  if (missing.length === 0) return { text: scene.text, added: 0 };
  const inner = groups.slice(home?.depth ?? 0);
  const isApart = scene.family === 'python' && home === undefined && groups.length === 0;
  const gap = isApart ? ['', ''] : isSpaced ? [''] : [];
  const lines = grouped(inner, joined(missing, gap), scene.style);
  const text = home === undefined ? atEnd(scene, lines) : inside(scene, { home, lines, isSpaced });
  return { text, added: missing.length };
}

/** Where cases go: a stretch of the text, how many of the block's groups it stands for, and its indentation. */
interface Home {
  readonly range: OffsetRange;
  readonly depth: number;
}

function homeOf(scene: AppendScene, groups: readonly BlockGroup[]): Home | undefined {
  const { shape, family } = scene;
  if (shape === undefined) return undefined;
  let home: Home | undefined;
  groups.forEach((group, index) => {
    const found = index === (home?.depth ?? 0) ? rangeOfGroup(shape, group, home?.range) : undefined;
    if (found !== undefined && isOpen(scene, found)) home = { range: found, depth: index + 1 };
  });
  if (home !== undefined) return home;
  const owner = /^(\w+)\.\w+$/.exec(groups[0]?.name ?? '')?.[1];
  const outer = owner === undefined ? undefined : rangeOfTest(shape, owner, undefined);
  if (outer !== undefined && isOpen(scene, outer)) return { range: outer, depth: 0 };
  const around = groups.length > 0 ? undefined : rangeOfContainer(scene, shape, family);
  return around !== undefined && isOpen(scene, around) ? { range: around, depth: 0 } : undefined;
}

function rangeOfGroup(
  shape: SourceShape,
  { name }: BlockGroup,
  within: OffsetRange | undefined,
): OffsetRange | undefined {
  return rangeOfTest(shape, name, within) ?? rangeOfTest(shape, name.replace(/^['"]|['"]$/g, ''), within);
}

/** A group of tests, or the class or function of that name. */
function rangeOfTest(
  { outline }: SourceShape,
  name: string,
  within: OffsetRange | undefined,
): OffsetRange | undefined {
  const named = [
    ...outline.tests,
    ...outline.definitions.filter(({ kind }) => kind === 'class' || kind === 'function'),
  ];
  return named.find(
    (each) =>
      each.name === name &&
      (within === undefined || (within.start < each.range.start && each.range.end <= within.end)),
  )?.range;
}

/** The class of a file of tests, or the module of tests in a source. */
function rangeOfContainer(
  { text }: AppendScene,
  { outline }: SourceShape,
  family: TestFamily,
): OffsetRange | undefined {
  if (family === 'rust') {
    return outline.definitions.find(
      ({ kind, range }) =>
        kind === 'module' && /#\[cfg\((?:test|all\(test)/.test(lineAbove(text.slice(0, range.start))),
    )?.range;
  }
  if (family !== 'java' && family !== 'php' && family !== 'c-sharp') return undefined;
  const classes = outline.definitions.filter(({ kind }) => kind === 'class');
  const testsIn = ({ start, end }: OffsetRange) =>
    outline.tests.filter(({ range }) => start <= range.start && range.end <= end).length;
  const [best] = [...classes].sort(
    (one, other) => testsIn(other.range) - testsIn(one.range) || other.range.end - one.range.end,
  );
  return best?.range;
}

/** The last line of a text that says more than `pub`. */
function lineAbove(text: string): string {
  const above = text
    .trimEnd()
    .replace(/\bpub$/, '')
    .trimEnd();
  return above.slice(above.lastIndexOf('\n') + 1);
}

/** Whether there are lines between where a group opens and where it ends. */
function isOpen({ text }: AppendScene, { start, end }: OffsetRange): boolean {
  return text.slice(start, end).includes('\n');
}

function holdsCase(scope: string, name: string): boolean {
  if (/^\w+$/.test(name) && new RegExp(`\\b(?:def|fn|func|function|void|Task)\\s+${name}\\s*\\(`).test(scope))
    return true;
  return ["'", '"', '`'].some((quote) => scope.includes(`${quote}${name}${quote}`));
}

function joined(cases: readonly (readonly string[])[], gap: readonly string[]): readonly string[] {
  return cases.flatMap((lines, index) => (index === 0 ? lines : [...gap, ...lines]));
}

function grouped(
  groups: readonly BlockGroup[],
  lines: readonly string[],
  { indent }: TestStyle,
): readonly string[] {
  return groups.reduceRight<readonly string[]>(
    (inner, { opening, closing }) => [
      opening,
      ...movedIn(inner, indent),
      ...(closing === undefined ? [] : [closing]),
    ],
    lines,
  );
}

interface Insertion {
  readonly home: Home;
  readonly lines: readonly string[];
  readonly isSpaced: boolean;
}

function inside({ text, family, style }: AppendScene, { home, lines, isSpaced }: Insertion): string {
  const { newline } = style;
  const { start, end } = home.range;
  const opening = text.slice(text.lastIndexOf('\n', start) + 1, start);
  const indent = indentOf(opening) + style.indent;
  const shown = movedIn(lines, indent).join(newline);
  if (family === 'python') {
    const last = text.slice(0, end).trimEnd();
    return `${last}${newline}${newline}${shown}${text.slice(last.length)}`;
  }
  const at = text.lastIndexOf('\n', end - 1) + 1;
  const before = text.slice(start, at).trimEnd();
  const isFirst = /[{(]$|\bdo(?:\s*\|[^|]*\|)?$/.test(before);
  return `${text.slice(0, at)}${isFirst || !isSpaced ? '' : newline}${shown}${newline}${text.slice(at)}`;
}

function atEnd({ text, family, style }: AppendScene, lines: readonly string[]): string {
  const { newline } = style;
  const guard = family === 'python' ? /^if __name__ == ['"]__main__['"]:/m.exec(text)?.index : undefined;
  const before = text.slice(0, guard ?? text.length).trimEnd();
  const gap = newline.repeat(family === 'python' ? 3 : 2);
  const shown = lines.join(newline);
  const start = before === '' ? '' : `${before}${gap}`;
  return guard === undefined ? `${start}${shown}${newline}` : `${start}${shown}${gap}${text.slice(guard)}`;
}
