import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { cursorDocument, fixture, parseFixture, renderFixture, renderInsertion } from './fixture.ts';

const source = `Shows the notation.
-- src/math.ts --                 a workspace file
export const one = 1;
-- a.ts --
const two = █;
-- @settings --
{ "completion.maxLines": 1 }
-- @expect result --
const two = ├one + one┤;
`;

describe('a fixture', () => {
  test('gives its files without marks, its cursor and its sections', () => {
    const parsed = parseFixture(source);
    expect(parsed.about).toBe('Shows the notation.');
    expect(parsed.files.map(({ path }) => path)).toEqual(['src/math.ts', 'a.ts']);
    expect(cursorDocument(parsed).text.slice(parsed.cursor.offset)).toBe(';\n');
    expect(parsed.sections.get('settings')).toBe('{ "completion.maxLines": 1 }\n');
    expect(parsed.expected.get('result')).toBe('const two = ├one + one┤;\n');
  });

  test('has its cursor at the end of a selection', () => {
    const { cursor } = fixture`
      let ⟦x = 1⟧;
    `;
    expect(cursor).toMatchObject({ selectionStart: 4, offset: 9 });
  });

  test.each([
    ['no cursor', '-- a.ts --\nx\n', /no cursor/],
    ['two cursors in a file', '-- a.ts --\n█x█\n', /two cursors/],
    ['two cursors in two files', '-- a.ts --\n█\n-- b.ts --\n█\n', /two cursors/],
  ])('with %s is refused with the reason', (_, broken, reason) => {
    expect(() => parseFixture(broken)).toThrow(reason);
  });

  test('is byte-stable when its results are rendered again', () => {
    const lines = fc.array(fc.stringMatching(/^[ a-z{};]{0,12}$/), { maxLength: 6 });
    fc.assert(
      fc.property(lines, lines, (body, result) => {
        const text = `About.\n-- a.ts --\n${body.join('\n')}█\n`;
        const once = renderFixture(text, { result: result.join('\n') });
        expect(renderFixture(once, { result: result.join('\n') })).toBe(once);
        expect(once.startsWith(text)).toBe(true);
      }),
    );
  });

  test('shows inserted text between marks', () => {
    const scene = fixture`
      f(█)
    `;
    const { offset } = scene.cursor;
    expect(renderInsertion(cursorDocument(scene), { start: offset, end: offset + 1 }, 'x)')).toBe('f(├x)┤\n');
  });
});
