import { expect, test } from 'vitest';

import { markdownTable } from '../../server/config/markdown-table.ts';
import { settingsJsonSchema, settingsPage } from '../../server/config/settings-docs.ts';
import { settingKeys, settingsSchema } from '../../server/config/settings-schema.ts';

test.each(settingKeys)('the page says what %s is for', (key) => {
  const description = settingsSchema.shape[key].description ?? '';
  expect(description).toMatch(/\.$/);
  expect(settingsPage()).toContain(description);
});

test.each(settingKeys)('the JSON Schema knows %s in both spellings', (key) => {
  const schema = settingsJsonSchema();
  const [namespace = '', member = ''] = key.split('.');
  const dotted = expect.objectContaining({ description: settingsSchema.shape[key].description });
  expect(schema).toHaveProperty(['properties', key], dotted);
  expect(schema).toHaveProperty(['properties', namespace, 'properties', member], dotted);
});

test('a table keeps its columns aligned and its cells apart', () => {
  expect(
    markdownTable([
      ['a', 'long heading'],
      ['1|2', 'x'],
    ]),
  ).toMatchInlineSnapshot(`
    "| a    | long heading |
    | ---- | ------------ |
    | 1\\|2 | x            |"
  `);
});
