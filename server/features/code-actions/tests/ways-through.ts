import type { Branch, Exit, FunctionShape } from '../../../syntax/source-shape.ts';

/** A way through a function, with the branches around it, outermost first. */
export interface Way {
  /** Undefined for the way that takes no branch. */
  readonly branch: Branch | undefined;
  readonly around: readonly Branch[];
  /** How it leaves; undefined where the text does not tell. */
  readonly exit: Exit | undefined;
}

/** The ways through a function: each branch, and the way past all of them where there is one. */
export function waysThrough(shape: FunctionShape): Way[] {
  const ways = shape.branches.map((branch) => ({
    branch,
    around: shape.branches.filter((other) => surrounds(other, branch)),
    exit: branch.exit,
  }));
  const last = exitsOutsideBranches(shape).at(-1);
  const hasOtherwise = ways.some(({ branch, around }) => branch.kind === 'otherwise' && around.length === 0);
  const isCovered = last === undefined && hasOtherwise;
  return isCovered ? ways : [...ways, { branch: undefined, around: [], exit: last }];
}

function surrounds(outer: Branch, inner: Branch): boolean {
  const isWider = outer.range.end - outer.range.start > inner.range.end - inner.range.start;
  return isWider && outer.range.start <= inner.range.start && inner.range.end <= outer.range.end;
}

/** Exits have no place of their own, so each branch takes the first one that reads like its own. */
function exitsOutsideBranches({ branches, exits }: FunctionShape): Exit[] {
  const left = [...exits];
  for (const { exit } of branches) {
    const index = left.findIndex(({ kind, text }) => kind === exit?.kind && text === exit.text);
    if (index !== -1) left.splice(index, 1);
  }
  return left;
}
