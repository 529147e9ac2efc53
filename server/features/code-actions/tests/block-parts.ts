/** A group that a block opens around its cases: a `describe`, a class, a function with subtests. */
export interface BlockGroup {
  /** As the runner names it. */
  readonly name: string;
  readonly opening: string;
  /** Undefined where indentation alone closes it. */
  readonly closing: string | undefined;
}

/** A block of tests taken apart, so that single cases can be put elsewhere or left out. */
export interface BlockParts {
  /** Outermost first. */
  readonly groups: readonly BlockGroup[];
  /** The lines of each case, at the margin. */
  readonly cases: readonly (readonly string[])[];
  /** Whether a blank line stands between cases. */
  readonly isSpaced: boolean;
}

/** Takes a block apart by its indentation. */
export function blockParts(text: string): BlockParts {
  const groups: BlockGroup[] = [];
  let lines = atMargin(text.split(/\r?\n/));
  for (let group = groupAround(lines); group !== undefined; group = groupAround(lines)) {
    groups.push(group);
    lines = atMargin(lines.slice(1, group.closing === undefined ? undefined : -1));
  }
  return { groups, ...casesIn(lines) };
}

/** The name of a case, as its first lines tell it; undefined where they do not. */
export function caseName(lines: readonly string[]): string | undefined {
  for (const line of lines) {
    const quoted = quotedCase.exec(line)?.groups?.name;
    if (quoted !== undefined) return quoted;
    const word = namedCase.exec(line)?.[1];
    if (word !== undefined) return word;
  }
  return undefined;
}

/** Lines in by so much; blank ones stay empty. */
export function movedIn(lines: readonly string[], indent: string): readonly string[] {
  return lines.map((line) => (line.trim() === '' ? '' : indent + line));
}

const quotedCase =
  /^x?(?:it|test|specify|t\.Run)(?:\.\w+)*[ (]\s*(?<quote>['"`])(?<name>(?:\\.|(?!\k<quote>)[^\\\n])*)\k<quote>/;

const namedCase = /^(?:(?:public|async|static|pub|final)\s+)*(?:def|fn|func|function|void|Task)\s+(\w+)\s*\(/;

function atMargin(lines: readonly string[]): readonly string[] {
  const filled = lines.filter((line) => line.trim() !== '');
  const common = Math.min(...filled.map((line) => line.length - line.trimStart().length));
  return lines.map((line) => (line.trim() === '' ? '' : line.slice(common)));
}

/** The group that the first line opens, if nothing but its end stands at the margin besides. */
function groupAround(lines: readonly string[]): BlockGroup | undefined {
  const [opening = '', ...rest] = lines;
  const name = groupName(opening);
  // A function of Go is a group only where it runs others.
  if (name === undefined || (opening.startsWith('func ') && !rest[0]?.trimStart().startsWith('t.Run(')))
    return undefined;
  const outer = rest.filter((line) => line !== '' && !/^\s/.test(line));
  if (outer.length === 0) return rest.length === 0 ? undefined : { name, opening, closing: undefined };
  const closing = rest.at(-1);
  return outer.length === 1 && closing === outer[0] ? { name, opening, closing } : undefined;
}

function groupName(line: string): string | undefined {
  const quoted = /^(?:RSpec\.)?(?:describe|context|suite)(?:\.\w+)*[ (]\s*(?:(['"`])(.*?)\1|([\w:]+))/.exec(
    line,
  );
  if (quoted !== null) return quoted[2] ?? quoted[3];
  return (
    /^class\s+(\w+)\b[^{]*:$/.exec(line)?.[1] ?? /^func\s+(Test\w*)\(\w+ \*testing\.T\) \{$/.exec(line)?.[1]
  );
}

function casesIn(lines: readonly string[]): Pick<BlockParts, 'cases' | 'isSpaced'> {
  const cases: string[][] = [];
  let current: string[] = [];
  let isSpaced = false;
  lines.forEach((line, index) => {
    const next = lines[index + 1] ?? '';
    if (line === '' && !/^\s/.test(nextFilled(lines, index))) {
      isSpaced ||= cases.length > 0 || current.length > 0;
      if (current.length > 0) cases.push(current);
      current = [];
      return;
    }
    current.push(line);
    if (/^(?:\}\)?;?|end)$/.test(line) && next !== '') {
      cases.push(current);
      current = [];
    }
  });
  if (current.length > 0) cases.push(current);
  return { cases, isSpaced: isSpaced || cases.length < 2 };
}

function nextFilled(lines: readonly string[], index: number): string {
  return lines.slice(index + 1).find((line) => line !== '') ?? '';
}
