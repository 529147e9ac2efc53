import type { Branch, Exit } from '../../../syntax/source-shape.ts';

/** The branches that an exit stands in, outermost first; a branch of one statement may be that exit. */
export function branchesAround({ range }: Exit, branches: readonly Branch[]): readonly Branch[] {
  return branches.filter((branch) => branch.range.start <= range.start && range.end <= branch.range.end);
}
