import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

import { filters } from '../../../../server/features/completion/filters/all-filters.ts';
import { cursorDocument, parseFixture, renderInsertion } from '../../../support/fixture.ts';
import { fixtureSuite } from '../../../support/fixture-suite.ts';
import { sceneOf } from './filter-scene.ts';

// Each filter has a folder of its own name. What it is given is the section `@reply`, or `@reply-json` where a text
// file cannot hold it; the result stands under `cut` or, where it is the same text, under `kept`.
for (const filter of filters) {
  const folder = join(import.meta.dirname, filter.name);
  describe(filter.name, () => {
    fixtureSuite(folder, async (fixture) => {
      const json = fixture.sections.get('reply-json');
      const reply: string = json ? JSON.parse(json) : (fixture.sections.get('reply') ?? '').slice(0, -1);
      const outcome = filter.apply(reply, sceneOf(fixture));
      if (outcome.kind === 'nothing') return { nothing: outcome.reason };
      const { offset } = fixture.cursor;
      const shown = json
        ? JSON.stringify(outcome.value)
        : renderInsertion(cursorDocument(fixture), { start: offset, end: offset }, outcome.value);
      return { [outcome.value === reply ? 'kept' : 'cut']: shown };
    });

    test('has an example that it changes and one that it leaves alone', () => {
      const texts = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
      const names = texts.flatMap((text) => [...parseFixture(text).expected.keys()]);
      expect(names).toContain('kept');
      expect(names.some((name) => name !== 'kept')).toBe(true);
    });
  });
}

test('no folder is left of a filter that is gone', () => {
  const folders = readdirSync(import.meta.dirname, { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  );
  expect(folders.map(({ name }) => name).sort()).toEqual(filters.map(({ name }) => name).sort());
});
