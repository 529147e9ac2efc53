import { expect, test } from 'vitest';
import type { TokenUsage } from '../../server/model/language-model.ts';
import type { ModelSettings } from '../../server/model/model-settings.ts';
import { ollamaGenerateOf } from '../support/scripted-model-server.ts';
import {
  asked,
  chat,
  collected,
  complete,
  modelBench,
  question,
  received,
  scriptOllama,
  textOf,
} from './model-bench.ts';

interface Case {
  readonly capabilities: readonly string[];
  readonly settings?: Partial<ModelSettings>;
}

/** What Ollama was asked behind the questions about itself. */
async function completing({ capabilities, settings }: Case) {
  const bench = await modelBench();
  scriptOllama(bench, { capabilities, running: { m: settings?.window ?? 8192, 'qwen2.5-coder:1.5b': 8192 } });
  bench.server.on('/api/generate', ollamaGenerateOf('a + b'));
  bench.server.on('/api/chat', (_request, response) =>
    response.ndjson([
      { message: { role: 'assistant', content: '<COMPLETION>a + b</COMPLETION>' }, done: false },
      { message: { role: 'assistant', content: '' }, done: true, done_reason: 'stop' },
    ]),
  );
  expect(textOf(await complete(bench.model({ preset: 'ollama', ...settings })))).toBe('a + b');
  const { method, path, body } = received(bench.server, -1);
  return { method, path, body };
}

test('a model with a place for a suffix is given one', async () => {
  expect(await completing({ capabilities: ['completion', 'insert'] })).toEqual({
    method: 'POST',
    path: '/api/generate',
    body: {
      model: 'm',
      prompt: 'return ',
      suffix: ';\n',
      stream: true,
      options: { num_predict: 16, temperature: 0 },
    },
  });
});

test('a model of a known family is given a raw prompt in its template', async () => {
  const settings = { model: 'qwen2.5-coder:1.5b' };
  const { path, body } = await completing({ capabilities: ['completion'], settings });
  expect(path).toBe('/api/generate');
  expect(body).toMatchObject({
    model: 'qwen2.5-coder:1.5b',
    prompt: '<|fim_prefix|>return <|fim_suffix|>;\n<|fim_middle|>',
    raw: true,
    options: { stop: expect.arrayContaining(['<|fim_prefix|>', '<|endoftext|>']) },
  });
  expect(body).not.toHaveProperty('suffix');
});

test('a model that only chats is asked in a chat', async () => {
  const { path, body } = await completing({ capabilities: ['completion'] });
  expect(path).toBe('/api/chat');
  expect(body).toMatchObject({ model: 'm', stream: true, messages: [{ role: 'system' }, { role: 'user' }] });
});

test('the settings decide before the capabilities', async () => {
  const settings = { fim: 'chat' } as const;
  expect((await completing({ capabilities: ['completion', 'insert'], settings })).path).toBe('/api/chat');
});

test('a window is sent when the settings name one', async () => {
  const { body } = await completing({ capabilities: ['insert'], settings: { window: 2048 } });
  expect(body).toMatchObject({ options: { num_ctx: 2048 } });
});

test('a chat is streamed from /api/chat', async () => {
  const bench = await modelBench();
  scriptOllama(bench, { capabilities: ['completion'] });
  bench.server.on('/api/chat', (_request, response) =>
    response.ndjson([{ message: { content: 'So' }, done: true, done_reason: 'length' }]),
  );
  expect(await chat(bench.model({ preset: 'ollama' }))).toMatchObject([
    { kind: 'text', text: 'So' },
    { kind: 'end', reason: 'length' },
    { kind: 'usage' },
  ]);
  expect(received(bench.server, -1).body).toEqual({
    model: 'm',
    messages: [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'Why?' },
    ],
    stream: true,
    options: { num_predict: 64, temperature: 0 },
  });
});

test('the tokens come with the end', async () => {
  const bench = await modelBench();
  scriptOllama(bench, { capabilities: ['insert'] });
  bench.server.on('/api/generate', ollamaGenerateOf('a + b'));
  const events = await complete(bench.model({ preset: 'ollama' }));
  const usage: TokenUsage = { promptTokens: 7, cachedTokens: undefined, completionTokens: 3 };
  expect(events.at(-1)).toEqual({ kind: 'usage', usage });
});

test.each([
  ['the one in force', { running: { m: 9000 }, parameters: 'num_ctx   3000' }, 9000],
  ['the one in force, under the tag that Ollama adds', { running: { 'm:latest': 9000 } }, 9000],
  ['the one of its parameters', { running: {}, parameters: 'stop "x"\nnum_ctx   3000' }, 3000],
  ['what Ollama starts with', { running: {} }, 4096],
])('the window is %s', async (_, script, windowTokens) => {
  const bench = await modelBench();
  scriptOllama(bench, { capabilities: ['completion'], ...script });
  expect(await bench.model({ preset: 'ollama' }).abilities()).toMatchObject({ windowTokens });
});

test('the window of the settings goes before all others', async () => {
  const bench = await modelBench();
  scriptOllama(bench, { capabilities: ['completion'], running: { m: 9000 } });
  expect(await bench.model({ preset: 'ollama', window: 1000 }).abilities()).toMatchObject({
    windowTokens: 1000,
  });
});

test('a model that only embeds is asked for no text', async () => {
  const bench = await modelBench();
  scriptOllama(bench, { capabilities: ['embedding'] });
  const model = bench.model({ preset: 'ollama' });
  await expect(complete(model)).rejects.toMatchObject({ kind: 'cannot' });
  await expect(collected(model.chat(question(), asked, new AbortController().signal))).rejects.toMatchObject({
    kind: 'cannot',
  });
});

test('what Ollama is asked about itself is asked once for many completions', async () => {
  const bench = await modelBench();
  scriptOllama(bench, { capabilities: ['insert'] });
  bench.server.on('/api/generate', ollamaGenerateOf('a'));
  const model = bench.model({ preset: 'ollama' });
  for (let turn = 0; turn < 3; turn++) await complete(model);
  const paths = bench.server.requests.map(({ path }) => path);
  expect(paths.filter((path) => path === '/api/show')).toHaveLength(1);
});
