import { describe, expect, test } from 'vitest';

import { ownWords } from '../../server/base/sourced-text.ts';
import type { ModelSettings } from '../../server/model/model-settings.ts';
import {
  answers,
  asked,
  closedByClient,
  failureOf,
  kindOf,
  modelBench,
  never,
  received,
} from './model-bench.ts';

const texts = ['first', 'second'].map(ownWords);

async function embedding(body: string, settings: Partial<ModelSettings> = {}) {
  const bench = await modelBench();
  bench.server.onAny(answers(200, body, { 'content-type': 'application/json' }));
  const vectors = await bench.model(settings).embed(texts, asked, never);
  return { vectors, request: received(bench.server), bench };
}

function listOf(...vectors: readonly (readonly [number, string])[]): string {
  return `{"data": [${vectors.map(([index, numbers]) => `{"index": ${index}, "embedding": ${numbers}}`)}]}`;
}

test('vectors come in the order of the texts, whatever the order of the answer', async () => {
  const { vectors, request } = await embedding(listOf([1, '[3, 4]'], [0, '[1, 2]']));
  expect(vectors).toEqual([
    [1, 2],
    [3, 4],
  ]);
  expect(request).toMatchObject({
    path: '/v1/embeddings',
    body: { model: 'm', input: ['first', 'second'], encoding_format: 'float' },
  });
});

test('Ollama has a route of its own', async () => {
  const { vectors, request } = await embedding('{"embeddings": [[1, 2], [3, 4]]}', { preset: 'ollama' });
  expect(vectors).toHaveLength(2);
  expect(request).toMatchObject({ path: '/api/embed', body: { model: 'm', input: ['first', 'second'] } });
});

describe('vectors are refused', () => {
  test.each([
    ['of different lengths', listOf([0, '[1, 2]'], [1, '[3]'])],
    ['that are too few', listOf([0, '[1, 2]'])],
    ['that are too many', listOf([0, '[1]'], [1, '[2]'], [2, '[3]'])],
    ['with null for NaN', listOf([0, '[1, 2]'], [1, '[3, null]'])],
    ['with infinite numbers', listOf([0, '[1, 2]'], [1, '[3, 1e999]'])],
    ['for one text twice', listOf([0, '[1, 2]'], [0, '[3, 4]'])],
    ['without numbers', listOf([0, '[]'], [1, '[]'])],
    ['that are no list', '{"data": "none"}'],
    ['in base64', listOf([0, '"AAAA"'], [1, '"AAAA"'])],
    ['in broken JSON', '{"data": ['],
  ])('%s', async (_, body) => {
    expect(await kindOf(embedding(body))).toBe('garbled');
  });
});

test('a server without embeddings is not asked', async () => {
  const bench = await modelBench();
  const failure = await failureOf(bench.model({ preset: 'anthropic' }).embed(texts, asked, never));
  expect(failure.kind).toBe('cannot');
  expect(bench.server.acceptedConnections()).toBe(0);
});

test('an answer that does not come is given up after 30 seconds', async () => {
  const bench = await modelBench();
  bench.server.onAny((_request, response) => response.hold());
  const failure = failureOf(bench.model().embed(texts, asked, never));
  await bench.server.untilRequests(1);
  bench.clock.advance(30_000);
  await failure;
  await closedByClient(bench);
});

test.each([
  ['of OpenAI', '"usage": {"prompt_tokens": 7}', {}],
  ['of Ollama', '"prompt_eval_count": 7', { preset: 'ollama' } as const],
])('the tokens %s are counted', async (_, said, settings) => {
  const vectors =
    '"data": [{"index": 0, "embedding": [1]}, {"index": 1, "embedding": [2]}], "embeddings": [[1], [2]]';
  const { bench } = await embedding(`{${vectors}, ${said}}`, settings);
  await bench.spending.outcomes(1);
  expect(bench.spending.records.at(-1)).toMatchObject({ usage: { promptTokens: 7, completionTokens: 0 } });
});
