import { expect, test } from 'vitest';

import { editorLayer, startLayer } from '../../server/config/editor-layers.ts';
import { resolveSettings } from '../../server/config/resolve-settings.ts';
import { defaultSettings } from '../../server/config/settings-defaults.ts';
import type { LayerContent, SettingsLayer } from '../../server/config/settings-layer.ts';

function layer(content: LayerContent): SettingsLayer {
  return { name: 'editor', source: 'the editor', rights: 'full', content };
}

test.each<LayerContent>([
  { kind: 'missing' },
  { kind: 'value', value: undefined },
  { kind: 'value', value: null },
  { kind: 'value', value: {} },
  { kind: 'value', value: [] },
])('the defaults hold under a layer that says nothing: %j', async (content) => {
  const { settings, layers } = await resolveSettings([layer(content)]);
  expect(settings).toEqual(defaultSettings);
  expect(layers).toEqual([
    { name: 'editor', source: 'the editor', state: 'missing', keys: [], problems: [] },
  ]);
});

test('a layer that says something is heard', async () => {
  const loud = layer({ kind: 'text', text: '{"completion.maxLines": 2}' });
  const { settings, layers } = await resolveSettings([layer({ kind: 'missing' }), loud]);
  expect(settings['completion.maxLines']).toBe(2);
  expect(layers.map(({ state }) => state)).toEqual(['missing', 'read']);
});

test('a file that cannot be read is reported', async () => {
  const { layers } = await resolveSettings([layer({ kind: 'unreadable', detail: 'it is a folder' })]);
  expect(layers[0]?.problems[0]?.message).toBe(
    'The settings file the editor cannot be read: it is a folder.',
  );
});

test('what the editor says later counts more than what it said at start', async () => {
  const start = startLayer({ completion: { maxLines: 2 } });
  const later = editorLayer({ innerloop: { completion: { maxLines: 3 } } });
  const { settings, origins } = await resolveSettings([start, later]);
  expect(settings['completion.maxLines']).toBe(3);
  expect(origins.get('completion.maxLines')).toEqual(["the editor's configuration"]);
});
