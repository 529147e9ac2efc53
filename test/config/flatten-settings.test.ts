import { expect, test } from 'vitest';

import { flattenSettings } from '../../server/config/flatten-settings.ts';

const known = ['completion.enabled', 'completion.maxLines', 'files.exclude'];

function check(json: string) {
  const { values, unknownKeys } = flattenSettings(JSON.parse(json), known);
  return { values: Object.fromEntries(values), unknownKeys };
}

test.each([
  '{"completion.enabled": false}',
  '{"completion": {"enabled": false}}',
  '{"innerloop": {"completion": {"enabled": false}}}',
  '{"innerloop": {"completion.enabled": false}}',
  '{"innerloop.completion.enabled": false}',
  '{"innerloop.completion": {"enabled": false}}',
  '{"$schema": "https://example.org/schema.json", "completion": {"enabled": false}}',
])('understands the spelling %s', (json) => {
  expect(check(json)).toEqual({ values: { 'completion.enabled': false }, unknownKeys: [] });
});

test('lets the later of two spellings count', () => {
  expect(check('{"completion": {"enabled": false}, "completion.enabled": true}').values).toEqual({
    'completion.enabled': true,
  });
});

test.each([
  ['{"completion": true}', 'completion'],
  ['{"completion": {"enable": true}}', 'completion.enable'],
  ['{"completion": {"enabled.x": true}}', 'completion.enabled.x'],
  ['{"innerloop": {"innerloop": {}}}', 'innerloop.innerloop'],
  ['{"": 1}', ''],
  ['{"__proto__": {"completion": {"enabled": false}}}', '__proto__'],
  ['{"constructor": {"prototype": {"completion.enabled": false}}}', 'constructor'],
  ['{"completion": {"__proto__": {"enabled": false}}}', 'completion.__proto__'],
])('reports what is no setting in %s', (json, key) => {
  expect(check(json)).toEqual({ values: {}, unknownKeys: [key] });
});
