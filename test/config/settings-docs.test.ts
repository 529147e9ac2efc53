import { expect, test } from 'vitest';

import { markdownTable } from '../../server/config/markdown-table.ts';
import { settingsJsonSchema, settingsPage } from '../../server/config/settings-docs.ts';
import { settingKeys, settingsSchema } from '../../server/config/settings-schema.ts';

test.each(settingKeys)('the page says what %s is for', (key) => {
  const description = settingsSchema.shape[key].description ?? '';
  expect(description).toMatch(/\.$/);
  expect(settingsPage()).toContain(description);
});

test('the JSON Schema knows the entries of models', () => {
  const entry = expect.objectContaining({ required: ['model'] });
  expect(settingsJsonSchema()).toHaveProperty(['properties', 'models', 'additionalProperties'], entry);
});

const dotted = settingKeys.filter((key) => key.includes('.'));

test.each(dotted)('the JSON Schema knows %s in both spellings', (key) => {
  const schema = settingsJsonSchema();
  const [namespace = '', member = ''] = key.split('.');
  const described = expect.objectContaining({ description: settingsSchema.shape[key].description });
  expect(schema).toHaveProperty(['properties', key], described);
  expect(schema).toHaveProperty(['properties', namespace, 'properties', member], described);
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
