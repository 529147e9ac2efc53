import fc from 'fast-check';
import { expect, test } from 'vitest';

import { changedLines } from '../../../server/context/retrievers/changed-lines.ts';

test('shows where a text was changed, and joins what stands close', () => {
  const before = 'a\nb\nc\nd\ne\nf\ng\nh\ni\n';
  expect(changedLines(before, before)).toEqual([]);
  expect(changedLines(before, before.replace('e', 'new'))).toEqual([{ startLine: 4, endLine: 5 }]);
  expect(changedLines(before, 'x\nb\ny\nd\ne\nf\ng\nh\nz\n')).toEqual([
    { startLine: 0, endLine: 3 },
    { startLine: 8, endLine: 9 },
  ]);
  expect(changedLines(before, before.replaceAll('\n', '\r\n'))).toEqual([]);
  expect(changedLines(before, 'a\nb\n')).toEqual([]);
});

const lines = fc.array(fc.constantFrom('a', 'b', 'c', 'd', ''), { maxLength: 20 });

test('covers every line that is new, and begins and ends each stretch with a line that is there more often', () => {
  fc.assert(
    fc.property(lines, lines, (before, now) => {
      const spans = changedLines(before.join('\n'), now.join('\n'));
      const isCovered = (line: number) => spans.some((span) => span.startLine <= line && line < span.endLine);
      for (const [number, line] of now.entries())
        if (line !== '' && !before.includes(line)) expect(isCovered(number)).toBe(true);
      let last = -1;
      for (const { startLine, endLine } of spans) {
        expect(startLine).toBeGreaterThan(last);
        expect(now[startLine]).not.toBe('');
        expect(now[endLine - 1]).not.toBe('');
        last = endLine;
      }
      // As many lines as there are more of each.
      for (const word of ['a', 'b', 'c', 'd']) {
        const more = countOf(now, word) - countOf(before, word);
        const covered = now.filter((line, number) => line === word && isCovered(number)).length;
        expect(covered).toBeGreaterThanOrEqual(more);
      }
      if (now.every((line, number) => line === before[number])) expect(spans).toEqual([]);
    }),
  );
});

function countOf(lines: readonly string[], word: string): number {
  return lines.filter((line) => line === word).length;
}
