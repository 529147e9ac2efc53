import fc from 'fast-check';
import { expect, test } from 'vitest';

import { isCommentLine, pickLineCases, textBefore, truthOf } from '../../server/evaluation/line-cases.ts';
import { seededRandom } from '../../server/evaluation/seeded-random.ts';
import { codeText } from '../embedded/code-text.ts';

const files = fc
  .array(codeText, { minLength: 1, maxLength: 4 })
  .map((texts) => texts.map((text, i) => ({ uri: `file:///${i}.ts`, text })));

test('the text before and the truth together are the file', () => {
  fc.assert(
    fc.property(files, fc.nat(), (list, seed) => {
      for (const lineCase of pickLineCases(list, 10, seededRandom(seed))) {
        const before = textBefore(lineCase);
        const whole = before.slice(0, lineCase.cursor) + truthOf(lineCase) + before.slice(lineCase.cursor);
        expect(whole).toBe(lineCase.file.text);
      }
    }),
  );
});

test('a cursor at a line start stands behind the indentation, another one never splits a word', () => {
  fc.assert(
    fc.property(files, fc.nat(), (list, seed) => {
      for (const lineCase of pickLineCases(list, 10, seededRandom(seed))) {
        const left = lineCase.file.text.slice(lineCase.lineStart, lineCase.cursor);
        if (lineCase.kind === 'line-start') expect(left.trim()).toBe('');
        else expect(`${left}|${truthOf(lineCase)}`).not.toMatch(/\w\|[ \t]*\w/);
        expect(truthOf(lineCase)).not.toBe('');
      }
    }),
  );
});

test('the same seed picks the same cursors', () => {
  const list = [{ uri: 'file:///a.ts', text: 'one(two);\nthree(four);\n'.repeat(20) }];
  expect(pickLineCases(list, 30, seededRandom(5))).toEqual(pickLineCases(list, 30, seededRandom(5)));
  expect(pickLineCases(list, 30, seededRandom(5))).not.toEqual(pickLineCases(list, 30, seededRandom(6)));
});

test('lines of comments are not asked for', () => {
  const list = [{ uri: 'file:///a.ts', text: '// only words here\n'.repeat(20) }];
  expect(pickLineCases(list, 5, seededRandom(1))).toEqual([]);
  expect(isCommentLine('  * part of a comment')).toBe(true);
  expect(isCommentLine('a * b')).toBe(false);
});
