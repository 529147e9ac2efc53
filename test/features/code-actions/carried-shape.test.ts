import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { neverAborted } from '../../../server/base/cancellation.ts';
import { carriedShape } from '../../../server/features/code-actions/offers/carried-shape.ts';
import { installedSyntax } from './support/installed-syntax.ts';

const text =
  "import { a } from './a';\n\n/** One. */\nexport function one(b: number) {\n  return a + b;\n}\n\nclass Two {\n  three() {}\n}\n";

async function shapeOf(of: string) {
  const shape = await installedSyntax.shapeOf(
    { uri: 'file:///a.ts', languageId: 'typescript', text: of },
    neverAborted,
  );
  if (shape === undefined) throw new Error('no grammar');
  return shape;
}

test('lines that come or go between the functions of a file move them as reading it anew does', async () => {
  const starts = ['import', '/** One', 'class'].map((word) => text.indexOf(word));
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...starts), fc.integer({ min: 1, max: 5 }), async (at, lines) => {
      const longer = `${text.slice(0, at)}${'const x = 1;\n'.repeat(lines)}${text.slice(at)}`;
      for (const [before, after] of [
        [text, longer],
        [longer, text],
      ] as const) {
        const carried = carriedShape(await shapeOf(before), before, after);
        const fresh = await shapeOf(after);
        const places = (shape: typeof fresh) =>
          shape.functions.map(({ name, range, body, documentation }) => [name, range, body, documentation]);
        expect(places(carried)).toEqual(places(fresh));
      }
    }),
    { numRuns: 30 },
  );
});

test('ranges stay within the text, whatever has changed', async () => {
  const shape = await shapeOf(text);
  await fc.assert(
    fc.asyncProperty(
      fc.nat(text.length),
      fc.nat(text.length),
      fc.string({ maxLength: 30 }),
      async (one, other, put) => {
        const [start, end] = [Math.min(one, other), Math.max(one, other)];
        const after = text.slice(0, start) + put + text.slice(end);
        for (const { range, body } of carriedShape(shape, text, after).functions) {
          for (const each of [range, body ?? range]) {
            expect(each.start).toBeGreaterThanOrEqual(0);
            expect(each.end).toBeGreaterThanOrEqual(each.start);
            expect(each.end).toBeLessThanOrEqual(after.length);
          }
        }
      },
    ),
  );
});
