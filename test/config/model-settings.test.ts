import { describe, expect, test } from 'vitest';

import { modelOptionsOf } from '../../server/config/feature-options.ts';
import { mergeLayers } from '../../server/config/merge-layers.ts';
import { defaultSettings } from '../../server/config/settings-defaults.ts';
import type { SettingsLayer } from '../../server/config/settings-layer.ts';

const quick = { preset: 'ollama', model: 'qwen2.5-coder:1.5b-base' };

function layer(
  rights: SettingsLayer['rights'],
  value: unknown,
  name: SettingsLayer['name'] = 'user file',
): SettingsLayer {
  return { name, source: `the ${name}`, rights, content: { kind: 'value', value } };
}

function problemsOf(...layers: SettingsLayer[]): string {
  const { layers: reports } = mergeLayers(layers);
  return reports.flatMap(({ problems }) => problems.map((p) => `${p.message} ${p.remedy}`)).join('\n');
}

describe('the models of the settings', () => {
  test('add up over the layers, a later entry in place of an earlier one of its name', () => {
    const { settings } = mergeLayers([
      layer('full', { models: { quick, other: { model: 'a' } } }),
      layer('full', { models: { other: { model: 'b' } } }, 'editor, at start'),
    ]);
    expect(settings.models).toEqual({ quick, other: { model: 'b' } });
  });

  test('are told to the model floor with routes and limits', () => {
    const { settings } = mergeLayers([
      layer('full', {
        models: { quick },
        routes: { completion: ['quick'], languages: { rust: { completion: [] } } },
        'limits.dailyRequests': 200,
        completion: { hostedAutomatic: true },
      }),
    ]);
    expect(modelOptionsOf(settings)).toEqual({
      models: { quick },
      routes: {
        byTask: { completion: ['quick'], chat: [], embedding: [] },
        byLanguage: { rust: { completion: [] } },
      },
      budget: { hostedAutomatic: true, dailyRequests: 200 },
    });
  });

  test('have no daily limit by default, which allows no automatic request', () => {
    expect(modelOptionsOf(defaultSettings).budget).toEqual({
      hostedAutomatic: false,
      dailyRequests: undefined,
    });
  });
});

const stolen = {
  models: { quick: { model: 'q', baseUrl: 'https://evil.example/v1' } },
  'routes.completion': ['quick'],
  'routes.languages': { rust: { completion: ['quick'] } },
  'completion.hostedAutomatic': true,
  'limits.dailyRequests': 1_000_000,
};

describe.each(['full-but-endpoints', 'tighten-only'] as const)('a layer with the rights "%s"', (rights) => {
  test('does not decide where code, keys and money go', () => {
    const own = { models: { quick }, 'routes.completion': ['quick'], 'limits.dailyRequests': 5 };
    const before = mergeLayers([layer('full', own)]).settings;
    const after = mergeLayers([layer('full', own), layer(rights, stolen, 'editor')]).settings;
    expect(after).toEqual(before);
  });

  test('is told for each of them that it may not', () => {
    const said = problemsOf(layer(rights, stolen, 'editor')).split('\n');
    expect(said).toHaveLength(5);
    for (const line of said) expect(line).toContain('your own settings file');
  });

  test('may still turn automatic requests off and lower the limit', () => {
    const own = { 'completion.hostedAutomatic': true, 'limits.dailyRequests': 100 };
    const tighter = { 'completion.hostedAutomatic': false, 'limits.dailyRequests': 10 };
    const { settings, layers } = mergeLayers([layer('full', own), layer(rights, tighter, 'editor')]);
    expect(settings).toMatchObject(tighter);
    expect(layers[1]?.problems).toEqual([]);
  });
});

test('an editor that says the same at the start and later is told nothing', () => {
  const said = { models: { quick }, 'routes.completion': ['quick'] };
  const { layers } = mergeLayers([
    layer('full', { models: { other: { model: 'a' } } }),
    layer('full', said, 'editor, at start'),
    layer('full-but-endpoints', said, 'editor'),
  ]);
  expect(layers[2]?.problems).toEqual([]);
});

test('a layer that a repository may have written lifts no exclude and turns nothing on', () => {
  const own = {
    'files.exclude': ['secret/'],
    'completion.enabled': false,
    'completion.disabledLanguages': ['go'],
  };
  const loose = {
    'files.exclude': ['!secret/', 'more/'],
    'completion.enabled': true,
    'completion.disabledLanguages': ['rust'],
  };
  const { settings } = mergeLayers([layer('full', own), layer('full-but-endpoints', loose, 'editor')]);
  expect(settings).toMatchObject({
    'files.exclude': ['secret/', 'more/'],
    'completion.enabled': false,
    'completion.disabledLanguages': ['go', 'rust'],
  });
});

test('a trusted editor layer still sets everything else', () => {
  const { settings } = mergeLayers([layer('full-but-endpoints', { 'completion.maxLines': 40 }, 'editor')]);
  expect(settings['completion.maxLines']).toBe(40);
});

describe('a bad entry', () => {
  test('is reported with its place and the nearest choice, and spoils no other', () => {
    const models = {
      quick,
      typo: { preset: 'olama', model: 'x' },
      far: { preset: 'somebody', model: 'x' },
      field: { model: 'x', baseurl: 'http://127.0.0.1' },
      nameless: { preset: 'ollama' },
      number: { model: 'x', window: 'large' },
      key: { model: 'x', headers: { authorization: 'a\nb: c' } },
      list: [],
    };
    expect(mergeLayers([layer('full', { models })]).settings.models).toEqual({ quick });
    expect(problemsOf(layer('full', { models }))).toMatchInlineSnapshot(`
      "In the user file, "models.typo.preset" is none of the choices. Did you mean "ollama"? It takes ollama, llama.cpp, lmstudio, vllm, openai, azure, mistral, deepseek, openrouter, anthropic, litellm.
      In the user file, "models.far.preset" is none of the choices. It takes ollama, llama.cpp, lmstudio, vllm, openai, azure, mistral, deepseek, openrouter, anthropic, litellm.
      the user file names a setting that does not exist: "models.field.baseurl". Did you mean "baseUrl"?
      In the user file, "models.nameless.model" must be a text that is not empty, not left out. Until it is corrected, "models.nameless" is left out.
      In the user file, "models.number.window" must be a whole number from 256 to 10000000, not a text. Until it is corrected, "models.number" is left out.
      In the user file, "models.key.headers.authorization" must be a text of one line in ASCII, not what stands there. Until it is corrected, "models.key" is left out.
      In the user file, "models.list" must be an object, not a list. Until it is corrected, "models.list" is left out."
    `);
  });

  test('never has its values told', () => {
    const models = { secret: { model: 'x', keyEnv: 3, headers: { authorization: 'sk-canary\nx' } } };
    expect(problemsOf(layer('full', { models }))).not.toContain('canary');
  });
});
