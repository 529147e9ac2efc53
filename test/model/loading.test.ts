import { describe, expect, test } from 'vitest';

import { chatOf, completionsOf, ollamaGenerateOf, type Reply } from '../support/scripted-model-server.ts';
import {
  chat,
  complete,
  completion,
  kindOf,
  type ModelBench,
  modelBench,
  never,
  scriptOllama,
  textOf,
} from './model-bench.ts';

/** An Ollama that has yet to load `m`, and does so when the test says `finish`. */
async function coldOllama() {
  const bench = await modelBench();
  scriptOllama(bench, { capabilities: ['completion', 'insert'], running: {} });
  const loads: (() => void)[] = [];
  const isLoad = (body: unknown) => JSON.stringify(body) === '{"model":"m"}';
  bench.server.on('/api/generate', async (request, response) => {
    if (!isLoad(request.body)) return ollamaGenerateOf('a')(request, response);
    await new Promise<void>((resolve) => loads.push(resolve));
    scriptOllama(bench, { capabilities: ['completion', 'insert'], running: { m: 32_768 } });
    await response.json(200, { model: 'm', done: true, done_reason: 'load' });
  });
  bench.server.on('/api/chat', (_request, response) =>
    response.ndjson([{ message: { content: 'So' }, done: true, done_reason: 'stop' }]),
  );
  const model = bench.model({ preset: 'ollama' });
  const finish = async () => {
    for (const load of loads) load();
    await expect.poll(() => bench.loading.size).toBe(0);
  };
  const requestsFor = (path: string) => bench.server.requests.filter((request) => request.path === path);
  return { bench, model, finish, requestsFor };
}

/** Resolves when the request that loads has come. */
async function untilLoads({ server }: ModelBench, path = '/api/generate'): Promise<void> {
  for (let count = 1; !server.requests.some((request) => request.path === path); count++)
    await server.untilRequests(count);
}

describe('a model that Ollama has yet to load', () => {
  test('is loaded, and completions are refused at once meanwhile', async () => {
    const { bench, model, finish, requestsFor } = await coldOllama();
    expect(await kindOf(complete(model))).toBe('loading');
    await untilLoads(bench);
    expect(bench.loading).toEqual(new Set(['tested']));
    expect(await kindOf(complete(model))).toBe('loading');
    expect(requestsFor('/api/generate')).toHaveLength(1);
    await finish();
  });

  test('answers once it is loaded', async () => {
    const { bench, model, finish } = await coldOllama();
    expect(await kindOf(complete(model))).toBe('loading');
    await untilLoads(bench);
    await finish();
    expect(textOf(await complete(model))).toBe('a');
  });

  test('goes on loading when the asker leaves', async () => {
    const { bench, model, finish } = await coldOllama();
    const abort = new AbortController();
    expect(await kindOf(complete(model, abort.signal))).toBe('loading');
    await untilLoads(bench);
    abort.abort('superseded');
    expect(bench.loading.size).toBe(1);
    await finish();
    expect(textOf(await complete(model))).toBe('a');
  });

  test('is waited for by a chat', async () => {
    const { bench, model, finish } = await coldOllama();
    const events = chat(model);
    await untilLoads(bench);
    await finish();
    expect(textOf(await events)).toBe('So');
  });

  test('is waited for no longer by a chat that is cancelled', async () => {
    const { bench, model, finish } = await coldOllama();
    const abort = new AbortController();
    const outcome = expect(chat(model, abort.signal)).rejects.toBe('superseded');
    await untilLoads(bench);
    abort.abort('superseded');
    await outcome;
    expect(bench.loading.size).toBe(1);
    await finish();
  });

  test('has the window with which it was loaded', async () => {
    const { bench, model, finish } = await coldOllama();
    expect(await model.abilities()).toMatchObject({ windowTokens: 4_096 });
    await kindOf(complete(model));
    await untilLoads(bench);
    await finish();
    expect(await model.abilities()).toMatchObject({ windowTokens: 32_768 });
  });

  test('is given up after three minutes, and loaded again for the next completion', async () => {
    const { bench, model } = await coldOllama();
    await kindOf(complete(model));
    await untilLoads(bench);
    bench.clock.advance(180_000);
    await expect.poll(() => bench.loading.size).toBe(0);
    expect(await kindOf(complete(model))).toBe('loading');
  });

  test('is looked for again after four minutes, since it may have been unloaded', async () => {
    const { bench, model, finish, requestsFor } = await coldOllama();
    await kindOf(complete(model));
    await untilLoads(bench);
    await finish();
    await complete(model);
    const earlier = requestsFor('/api/ps').length;
    bench.clock.advance(240_000);
    scriptOllama(bench, { capabilities: ['insert'], running: {} });
    expect(await kindOf(complete(model))).toBe('loading');
    expect(requestsFor('/api/ps').length).toBeGreaterThan(earlier);
  });
});

describe('a model of LM Studio', () => {
  const states = (state: string): Reply => {
    return (_request, response) => response.json(200, { data: [{ id: 'm', state }] });
  };
  const isLoad = (body: unknown) => JSON.stringify(body).includes('"prompt":" "');

  test('that is not loaded is loaded, and completions are refused at once meanwhile', async () => {
    const bench = await modelBench();
    bench.server.on('/api/v0/models', states('not-loaded'));
    const loads: (() => void)[] = [];
    bench.server.on('/v1/completions', async (request, response) => {
      if (!isLoad(request.body)) return completionsOf('a')(request, response);
      await new Promise<void>((resolve) => loads.push(resolve));
      await response.json(200, { choices: [{ text: ' ' }] });
    });
    const model = bench.model({ preset: 'lmstudio', fim: 'suffix', window: 4096 });
    expect(await kindOf(complete(model))).toBe('loading');
    await untilLoads(bench, '/v1/completions');
    for (const load of loads) load();
    await expect.poll(() => bench.loading.size).toBe(0);
    expect(textOf(await complete(model))).toBe('a');
  });

  test.each([
    ['that is loaded', states('loaded')],
    ['that the list lacks', (_request, response) => response.json(200, { data: [] })],
  ] satisfies [string, Reply][])('%s is asked at once', async (_, reply) => {
    const bench = await modelBench();
    bench.server.on('/api/v0/models', reply);
    bench.server.on('/v1/chat/completions', chatOf('So'));
    expect(textOf(await chat(bench.model({ preset: 'lmstudio' })))).toBe('So');
    expect(bench.loading.size).toBe(0);
  });

  test('of a version that does not tell is asked at once', async () => {
    const bench = await modelBench();
    bench.server.on('/v1/completions', completionsOf('a'));
    const model = bench.model({ preset: 'lmstudio', fim: 'suffix' });
    expect(textOf(await complete(model, never, completion()))).toBe('a');
  });
});
