import type { GiveUp } from './grammar.ts';
import { byPlace } from './offset-range.ts';
import type { SyntaxFault } from './source-shape.ts';
import type { SyntaxTree } from './syntax-tree.ts';

/** What the parser could not read, in the order of the text; what lies within another one is left out. */
export function syntaxFaultsOf(tree: SyntaxTree, giveUp: GiveUp): SyntaxFault[] {
  if (!tree.hasFaults) return [];
  const all = tree.matches('faults', giveUp).flatMap(({ captures }) =>
    captures.map(({ name, node }): SyntaxFault => {
      const kind = name === 'missing' ? 'missing' : 'error';
      return { kind, range: { start: node.startIndex, end: node.endIndex } };
    }),
  );
  const outermost: SyntaxFault[] = [];
  for (const fault of all.sort((one, other) => byPlace(one.range, other.range))) {
    const before = outermost.at(-1);
    if (before === undefined || fault.range.end > before.range.end || before.range.end <= fault.range.start)
      outermost.push(fault);
  }
  return outermost;
}
