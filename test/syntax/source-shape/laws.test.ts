import fc from 'fast-check';
import { expect, test } from 'vitest';

import { GrammarRegistry } from '../../../server/syntax/grammar-registry.ts';
import type { OffsetRange } from '../../../server/syntax/offset-range.ts';
import type { SourceShape } from '../../../server/syntax/source-shape.ts';
import { sourceShapeOf } from '../../../server/syntax/source-shape-of.ts';
import { withTree } from '../../../server/syntax/syntax-tree.ts';
import { never } from '../support/describe-file.ts';
import { installedGrammars } from '../support/installed-grammars.ts';
import { readSamples } from '../support/read-samples.ts';

// As in the laws of syntax: what makes the parser trap is another test's matter.
fc.configureGlobal({ seed: 4 });

const registry = new GrammarRegistry(installedGrammars());
const samples = await readSamples(registry);

test('a whole file of every language has no faults', () => {
  for (const { grammar, text } of samples) {
    const shape = withTree(grammar, text, never, (tree) => sourceShapeOf(tree, never));
    expect({ language: grammar.language, faults: shape?.faults }).toEqual({
      language: grammar.language,
      faults: [],
    });
  }
});

test('the shape of a file that is cut anywhere lies within it, and is in the order of the text', () => {
  fc.assert(
    fc.property(fc.constantFrom(...samples), fc.nat(), ({ grammar, text }, cut) => {
      const start = text.slice(0, cut % (text.length + 1));
      const shape = withTree(grammar, start, never, (tree) => sourceShapeOf(tree, never));
      expect(shape).toBeDefined();
      if (shape === undefined) return;
      for (const { start: from, end } of rangesOf(shape)) {
        expect(from).toBeGreaterThanOrEqual(0);
        expect(end).toBeGreaterThanOrEqual(from);
        expect(end).toBeLessThanOrEqual(start.length);
      }
      expectOrdered(shape.functions.map(({ range }) => range.start));
      for (const { branches, exits, leadStart, range, body } of shape.functions) {
        expect(leadStart).toBeLessThanOrEqual(range.start);
        expectOrdered(branches.map((branch) => branch.range.start));
        if (body !== undefined) expectWithin(body, range);
        for (const branch of branches) expectWithin(branch.range, range);
        for (const exit of exits) expectWithin(exit.range, range);
        expectOrdered(exits.map((exit) => exit.range.start));
        expect(new Set(exits.map((exit) => JSON.stringify(exit.range))).size).toBe(exits.length);
      }
    }),
    { numRuns: 400 },
  );
});

function rangesOf({ functions, faults }: SourceShape): OffsetRange[] {
  return [
    ...faults.map(({ range }) => range),
    ...functions.flatMap(({ range, body, documentation, branches }) => [
      range,
      ...(body === undefined ? [] : [body]),
      ...(documentation === undefined ? [] : [documentation]),
      ...branches.map((branch) => branch.range),
    ]),
  ];
}

function expectWithin(inner: OffsetRange, outer: OffsetRange): void {
  expect(inner.start).toBeGreaterThanOrEqual(outer.start);
  expect(inner.end).toBeLessThanOrEqual(outer.end);
}

function expectOrdered(starts: readonly number[]): void {
  expect(starts).toEqual([...starts].sort((one, other) => one - other));
}
