import { liesWithin } from '../../../syntax/offset-range.ts';
import type { Branch, Exit, FunctionShape } from '../../../syntax/source-shape.ts';
import { branchesAround } from './branches-around.ts';

/** A way through a function, with the branches around it, outermost first. */
export interface Way {
  /** Undefined for the way that takes no branch. */
  readonly branch: Branch | undefined;
  readonly around: readonly Branch[];
  /** How it leaves; undefined where the text does not tell. */
  readonly exit: Exit | undefined;
}

/** The ways through a function: each branch, and the way past all of them where there is one. */
export function waysThrough({ branches, exits }: FunctionShape): Way[] {
  const ways = branches.map((branch) => ({
    branch,
    around: branches.filter((other) => liesWithin(branch.range, other.range)),
    exit: branch.exit,
  }));
  const last = exits.findLast((exit) => branchesAround(exit, branches).length === 0);
  const hasOtherwise = ways.some(({ branch, around }) => branch.kind === 'otherwise' && around.length === 0);
  const isCovered = last === undefined && hasOtherwise;
  return isCovered ? ways : [...ways, { branch: undefined, around: [], exit: last }];
}
