import { describe, expect, test } from 'vitest';

import type { ModelSettings } from '../../server/model/model-settings.ts';
import { chatOf, completionsOf, infillOf } from '../support/scripted-model-server.ts';
import { chat, complete, completion, modelBench, otherFile, received, textOf } from './model-bench.ts';

/** What arrived when the model was asked to complete. */
async function completing(settings: Partial<ModelSettings>, request = completion()) {
  const bench = await modelBench();
  const { server } = bench;
  for (const path of ['/v1/completions', '/v1/fim/completions', '/proxy/beta/completions'])
    server.on(path, completionsOf('a'));
  server.on('/infill', infillOf('a'));
  server.on('/v1/chat/completions', chatOf('a'));
  const model = bench.model(settings);
  await model.abilities();
  const earlier = server.requests.length;
  expect(textOf(await complete(model, undefined, request))).toBe('a');
  const { method, path, body } = received(server, earlier);
  return { method, path, body };
}

async function chatting(settings: Partial<ModelSettings>) {
  const bench = await modelBench();
  bench.server.on('/v1/chat/completions', chatOf('a'));
  expect(textOf(await chat(bench.model(settings)))).toBe('a');
  return received(bench.server).body;
}

describe('a completion', () => {
  test('with a suffix goes to /completions', async () => {
    expect(await completing({ fim: 'suffix' })).toEqual({
      method: 'POST',
      path: '/v1/completions',
      body: {
        model: 'm',
        prompt: 'return ',
        suffix: ';\n',
        max_tokens: 16,
        temperature: 0,
        stream: true,
        stream_options: { include_usage: true },
      },
    });
  });

  test('with a suffix has other files as comments above', async () => {
    const { body } = await completing({ fim: 'suffix' }, completion({ context: [otherFile] }));
    expect(body).toMatchObject({
      prompt: '// Path: src/b.ts\n// const b = 1;\n// Path: src/a.ts\nreturn ',
    });
  });

  test('in a template stops at no more than four texts, where more may be refused', async () => {
    const { body } = await completing({ model: 'qwen2.5-coder', fim: 'template' });
    expect(body).toMatchObject({
      stop: ['<|endoftext|>', '<|fim_prefix|>', '<|fim_suffix|>', '<|fim_middle|>'],
    });
  });

  test('ends where a marker of the family comes through', async () => {
    const bench = await modelBench();
    bench.server.onAny(completionsOf('a;<|file_sep|>other.ts', { chunks: 5 }));
    expect(textOf(await complete(bench.model({ model: 'qwen2.5-coder', fim: 'template' })))).toBe('a;');
  });

  test('in a template stops at all markers of the family', async () => {
    expect(
      await completing({ preset: 'vllm', window: 4096, model: 'qwen2.5-coder', fim: 'template' }),
    ).toEqual({
      method: 'POST',
      path: '/v1/completions',
      body: {
        model: 'qwen2.5-coder',
        prompt: '<|fim_prefix|>return <|fim_suffix|>;\n<|fim_middle|>',
        max_tokens: 16,
        temperature: 0,
        stop: [
          '<|endoftext|>',
          '<|fim_prefix|>',
          '<|fim_suffix|>',
          '<|fim_middle|>',
          '<|fim_pad|>',
          '<|repo_name|>',
          '<|file_sep|>',
          '<|im_start|>',
          '<|im_end|>',
        ],
        stream: true,
        stream_options: { include_usage: true },
      },
    });
  });

  test('of llama.cpp goes beside /v1, with the other files', async () => {
    const request = completion({ context: [otherFile] });
    expect(await completing({ preset: 'llama.cpp' }, request)).toEqual({
      method: 'POST',
      path: '/infill',
      body: {
        model: 'm',
        input_prefix: 'return ',
        input_suffix: ';\n',
        input_extra: [{ filename: 'src/b.ts', text: 'const b = 1;\n' }],
        n_predict: 16,
        temperature: 0,
        cache_prompt: true,
        stream: true,
      },
    });
  });

  test('of Mistral has a route of its own, which knows no stream_options', async () => {
    expect(await completing({ preset: 'mistral', model: 'codestral-latest' })).toEqual({
      method: 'POST',
      path: '/v1/fim/completions',
      body: {
        model: 'codestral-latest',
        prompt: 'return ',
        suffix: ';\n',
        max_tokens: 16,
        temperature: 0,
        stream: true,
      },
    });
  });

  test('of a chat model asks for what is missing in the file', async () => {
    const { path, body } = await completing({ fim: 'chat' }, completion({ context: [otherFile] }));
    expect(path).toBe('/v1/chat/completions');
    expect(body).toMatchObject({
      max_tokens: 16,
      messages: [
        { role: 'system' },
        {
          role: 'user',
          content:
            'File: src/b.ts\nconst b = 1;\n\n\nFile: src/a.ts\nreturn <FILL_HERE>;\n\n\n' +
            'What belongs in the place of <FILL_HERE>?',
        },
      ],
    });
  });
});

describe('a chat', () => {
  const messages = [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'Why?' },
  ];

  test('goes to /chat/completions', async () => {
    expect(await chatting({})).toEqual({
      model: 'm',
      messages,
      max_tokens: 64,
      temperature: 0,
      stream: true,
      stream_options: { include_usage: true },
    });
  });

  test.each(['openai', 'azure'] as const)(
    'of %s limits tokens as reasoning models want it',
    async (preset) => {
      const bench = await modelBench();
      bench.server.on('/v1/chat/completions', chatOf('a'));
      bench.keys.environment.set('KEY', 'k');
      await chat(bench.model({ preset, keyEnv: 'KEY' }));
      expect(received(bench.server).body).toEqual({
        model: 'm',
        messages,
        max_completion_tokens: 64,
        stream: true,
        stream_options: { include_usage: true },
      });
    },
  );

  test('of Mistral has no stream_options, which it refuses', async () => {
    expect(await chatting({ preset: 'mistral' })).toEqual({
      model: 'm',
      messages,
      max_tokens: 64,
      temperature: 0,
      stream: true,
    });
  });
});

describe('the window in force', () => {
  async function windowTokens(settings: Partial<ModelSettings>, path: string, answer: object) {
    const bench = await modelBench();
    bench.server.on(path, (_request, response) => response.json(200, answer));
    const { windowTokens } = await bench.model(settings).abilities();
    return { windowTokens, asked: bench.server.requests.map((request) => request.path) };
  }

  test('of llama.cpp comes from /props', async () => {
    const props = { default_generation_settings: { n_ctx: 6000 } };
    expect(await windowTokens({ preset: 'llama.cpp' }, '/props', props)).toEqual({
      windowTokens: 6000,
      asked: ['/props?model=m'],
    });
  });

  test('of vLLM comes from its list of models', async () => {
    const models = {
      data: [
        { id: 'other', max_model_len: 1 },
        { id: 'm', max_model_len: 7000 },
      ],
    };
    expect(await windowTokens({ preset: 'vllm' }, '/v1/models', models)).toEqual({
      windowTokens: 7000,
      asked: ['/v1/models'],
    });
  });

  test('of LM Studio comes from its own list of models', async () => {
    const models = { data: [{ id: 'm', state: 'loaded', loaded_context_length: 9000 }] };
    expect(await windowTokens({ preset: 'lmstudio' }, '/api/v0/models', models)).toEqual({
      windowTokens: 9000,
      asked: ['/api/v0/models'],
    });
  });

  test('is the one of the settings where they name one, and nobody is asked', async () => {
    expect(await windowTokens({ preset: 'vllm', window: 1234 }, '/v1/models', {})).toEqual({
      windowTokens: 1234,
      asked: [],
    });
  });

  test('is a careful guess where the server does not tell', async () => {
    expect((await windowTokens({ preset: 'vllm' }, '/v1/models', { data: 'none' })).windowTokens).toBe(4096);
  });
});

test('a server without the route for its window is asked for completions all the same', async () => {
  const bench = await modelBench();
  bench.server.on('/infill', infillOf('a + b'));
  expect(textOf(await complete(bench.model({ preset: 'llama.cpp' })))).toBe('a + b');
});
