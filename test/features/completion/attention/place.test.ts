import { expect, test } from 'vitest';

import { firstLineWith, placeOf } from '../../../../server/features/completion/attention/place.ts';
import { cursorDocument, type Fixture, fixture } from '../../../support/fixture.ts';

function placeIn(scene: Fixture) {
  return placeOf(cursorDocument(scene), scene.cursor.offset);
}

test('a place is its line up to the cursor and the two lines above that hold something', () => {
  expect(
    placeIn(fixture`
      import a;

      function f() {

          const b = 1;

          return █b;
      }
    `),
  ).toEqual({
    document: 'file:///fixture/scene.ts',
    line: 6,
    left: '    return ',
    above: 'function f() {\nconst b = 1;',
  });
});

test('what stands more than twenty lines above tells nothing', () => {
  expect(placeIn(fixture`far${'\n'.repeat(20)}a█`).above).toBe('far');
  expect(placeIn(fixture`far${'\n'.repeat(21)}a█`).above).toBe('');
});

test('of long lines the end is kept', () => {
  const { above } = placeIn(fixture`begin${'x'.repeat(500)}end${'\n'}a█`);
  expect(above).toHaveLength(400);
  expect(above).toMatch(/^x+end$/);
  expect(firstLineWith(placeIn(fixture`a█`), `begin${'x'.repeat(500)}end`)).toHaveLength(400);
});
