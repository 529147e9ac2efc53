import { describe, expect, test } from 'vitest';

import { modelConfig } from '../../server/model/model-config.ts';
import { presetNames, presetOf, presets } from '../../server/model/presets.ts';
import { hostedUrl } from './model-bench.ts';

const withAddress = presetNames.filter((name) => presets[name].baseUrl !== undefined);
const withoutAddress = presetNames.filter((name) => presets[name].baseUrl === undefined);

test('the list of names is the list of presets', () => {
  expect([...presetNames]).toEqual(Object.keys(presets));
});

test.each(withAddress)('%s needs no more than a model', (preset) => {
  expect(modelConfig('mine', { preset, model: 'm' })).toMatchObject({
    preset,
    wire: presets[preset].wire,
    baseUrl: presets[preset].baseUrl,
  });
});

test.each(withoutAddress)('%s needs an address', (preset) => {
  expect(() => modelConfig('mine', { preset, model: 'm' })).toThrow('it has no address');
  expect(modelConfig('mine', { preset, model: 'm', baseUrl: hostedUrl }).baseUrl).toBe(hostedUrl);
});

test.each(presetNames)('%s asks for a fill that its server has', (preset) => {
  const { fim } = modelConfig('mine', { preset, model: 'codestral-latest', baseUrl: hostedUrl });
  expect(modelConfig('mine', { preset, model: 'codestral-latest', baseUrl: hostedUrl, fim }).fim).toBe(fim);
});

describe('the variable of a preset', () => {
  test.each(withAddress)('%s is read for its own address only', (preset) => {
    expect(modelConfig('mine', { preset, model: 'm', baseUrl: hostedUrl }).key).toEqual({ kind: 'none' });
  });

  test.each(withAddress)('%s is not read for another port or protocol of its host', (preset) => {
    const url = new URL(presetOf(preset).baseUrl ?? '');
    url.port = '4443';
    expect(modelConfig('mine', { preset, model: 'm', baseUrl: url.href }).key).toEqual({ kind: 'none' });
  });

  test('is replaced by the settings’ own', () => {
    const settings = { preset: 'openai', model: 'm', keyEnv: 'MINE' } as const;
    expect(modelConfig('mine', settings).key).toEqual({
      kind: 'environment',
      name: 'MINE',
      isRequired: true,
    });
  });

  test('is required of servers that ask for money', () => {
    expect(modelConfig('mine', { preset: 'openai', model: 'm' }).key).toMatchObject({ isRequired: true });
    expect(modelConfig('mine', { preset: 'litellm', model: 'm' }).key).toMatchObject({ isRequired: false });
  });
});

test('a command goes before a variable', () => {
  const settings = { preset: 'openai', model: 'm', keyEnv: 'MINE', keyCommand: ['pass', 'show'] } as const;
  expect(modelConfig('mine', settings).key).toEqual({ kind: 'command', command: ['pass', 'show'] });
});

test('Mistral fills the middle with its code models alone', () => {
  expect(modelConfig('mine', { preset: 'mistral', model: 'codestral-latest' }).fim).toBe('mistral');
  expect(modelConfig('mine', { preset: 'mistral', model: 'mistral-large' }).fim).toBe('chat');
});

test('the name of a model decides where the server does not', () => {
  expect(modelConfig('mine', { model: 'qwen2.5-coder', baseUrl: hostedUrl })).toMatchObject({
    fim: 'template',
    template: 'qwen',
  });
  expect(modelConfig('mine', { model: 'gpt', baseUrl: hostedUrl }).fim).toBe('chat');
});
