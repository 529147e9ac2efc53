import { byPlace, type OffsetRange } from './offset-range.ts';
import { onOneLine } from './one-line.ts';
import { placedExits } from './placed-exits.ts';
import { placeOf, type ShapeCapture, type ShapeCaptures } from './shape-captures.ts';
import type { Branch, Exit } from './source-shape.ts';

/** The ways through one function. */
interface WaysThrough {
  readonly branches: readonly Branch[];
  readonly exits: readonly Exit[];
  /** Whether it returns or yields something. */
  readonly givesValue: boolean;
}

/** Finds the ways through the functions of a file; what stands in a function within another one is its own. */
export function waysThrough(text: string, captures: ShapeCaptures): (place: OffsetRange) => WaysThrough {
  const collector = new WaysCollector(text);
  const functions = new Set(captures('function').map(({ range }) => placeOf(range)));
  const exits = placedExits(text, captures).map((exit) => ({
    range: exit.range,
    take: () => collector.addExit(exit),
  }));
  const items: Item[] = [
    // A function that is given back is no exit of its own.
    ...exits.filter(({ range }) => functions.has(placeOf(range))),
    ...captures('function').map(({ range }) => ({ range, take: () => collector.openFunction(range) })),
    ...captures('branch').map((branch) => ({
      range: branch.range,
      take: () => collector.openBranch(branch),
    })),
    ...exits.filter(({ range }) => !functions.has(placeOf(range))),
    ...captures('value').map(({ range }) => ({ range, take: () => collector.addValue(range) })),
  ];
  // The sort keeps the order of those at one place, such as a branch that is one statement and leaves with it.
  for (const { take } of items.sort((one, other) => byPlace(one.range, other.range))) take();
  return (place) => collector.waysOf(place);
}

interface Item {
  readonly range: OffsetRange;
  readonly take: () => void;
}

interface BranchDraft extends Omit<Branch, 'kind' | 'exit'> {
  /** Undefined for one that only passes on what failed elsewhere. */
  readonly kind: Branch['kind'] | undefined;
  /** It is empty and goes on with the next one. */
  readonly isThrough: boolean;
  exit: Exit | undefined;
}

interface WaysDraft {
  readonly branches: BranchDraft[];
  readonly exits: Exit[];
  givesValue: boolean;
}

/** What all that stands in a range belongs to. */
interface Frame {
  readonly range: OffsetRange;
  readonly ways: WaysDraft;
  readonly branch: BranchDraft | undefined;
}

/** Invariant: it is told of things in the order of the text, what is around others first. */
class WaysCollector {
  readonly #text: string;
  readonly #functions = new Map<string, WaysDraft>();
  readonly #around: Frame[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  openFunction(range: OffsetRange): void {
    this.#frameOf(range);
    const ways: WaysDraft = { branches: [], exits: [], givesValue: false };
    this.#functions.set(placeOf(range), ways);
    this.#around.push({ range, ways, branch: undefined });
  }

  openBranch(capture: ShapeCapture): void {
    const { range } = capture;
    const frame = this.#frameOf(range);
    if (frame === undefined) return;
    const branch = this.#branchOf(capture);
    frame.ways.branches.push(branch);
    this.#around.push({ range, ways: frame.ways, branch });
  }

  addExit(exit: Exit): void {
    const frame = this.#frameOf(exit.range);
    frame?.ways.exits.push(exit);
    if (frame?.branch !== undefined) frame.branch.exit ??= exit;
  }

  addValue(range: OffsetRange): void {
    const frame = this.#frameOf(range);
    if (frame !== undefined) frame.ways.givesValue = true;
  }

  waysOf(place: OffsetRange): WaysThrough {
    const { branches, exits, givesValue } = this.#functions.get(placeOf(place)) ?? noWays;
    const isValue = exits.some(({ kind, text }) => kind === 'return' && text !== '');
    return {
      branches: branches.flatMap((branch, index) => listed(branch, branches.slice(index + 1))),
      exits,
      givesValue: givesValue || isValue,
    };
  }

  /** The innermost one around a place; undefined outside of all functions. */
  #frameOf(place: OffsetRange): Frame | undefined {
    for (let frame = this.#around.at(-1); frame !== undefined; frame = this.#around.at(-1)) {
      if (frame.range.start <= place.start && place.end <= frame.range.end) return frame;
      this.#around.pop();
    }
    return undefined;
  }

  #branchOf({ role, range, parts, flags }: ShapeCapture): BranchDraft {
    const kind = branchKinds.find((known) => known === role);
    const part = (name: string) => {
      const { start, end } = (kind === 'otherwise' ? undefined : parts.get(name)) ?? nowhere;
      return onOneLine(this.#text.slice(start, end));
    };
    const isThrough = flags.has('through');
    return {
      kind,
      condition: part('condition'),
      subject: part('subject'),
      exit: undefined,
      range,
      isThrough,
    };
  }
}

function listed({ kind, isThrough, exit, ...branch }: BranchDraft, later: readonly BranchDraft[]): Branch[] {
  const landing = isThrough ? later.find((next) => !next.isThrough) : undefined;
  return kind === undefined ? [] : [{ ...branch, kind, exit: exit ?? landing?.exit }];
}

const branchKinds = ['when', 'otherwise', 'case', 'catch'] as const;

const nowhere: OffsetRange = { start: 0, end: 0 };

const noWays: WaysDraft = { branches: [], exits: [], givesValue: false };
