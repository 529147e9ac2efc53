import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { discoverServers, type FoundModel } from '../../server/model/discovery.ts';

type Answers = Readonly<Record<string, unknown>>;

/** A machine whose servers answer these routes, `PORT/path`; to a POST, `PORT/path MODEL`. */
async function discover(answers: Answers) {
  const asked: string[] = [];
  const probe = {
    ask: async (url: string, body: Readonly<Record<string, string>> | undefined) => {
      asked.push(url);
      const route = url.replace('http://127.0.0.1:', '');
      return answers[body === undefined ? route : `${route} ${body.model}`];
    },
  };
  const servers = await discoverServers(probe, new AbortController().signal);
  return { servers, asked };
}

/** The models of the only server, a line each. */
async function check(answers: Answers): Promise<string> {
  const { servers } = await discover(answers);
  return servers
    .flatMap(({ preset, baseUrl, models }) => [`${preset} ${baseUrl}`, ...models.map(lineOf)])
    .join('\n');
}

function lineOf({ id, fim, chat, embed, windowTokens, billions, isLoaded, runsHere }: FoundModel): string {
  const abilities = [fim ? 'fim' : '', chat ? 'chat' : '', embed ? 'embed' : ''].filter(Boolean).join(' ');
  return `${id}: ${abilities}; ${windowTokens} tokens; ${billions} B; loaded ${isLoaded}; here ${runsHere}`;
}

function list(...data: readonly object[]) {
  return { object: 'list', data };
}

const ollama = {
  '11434/api/version': { version: '0.9.0' },
  '11434/v1/models': list({ id: 'qwen2.5-coder:1.5b-base', object: 'model', owned_by: 'library' }),
  '11434/api/tags': { models: [{ name: 'qwen2.5-coder:1.5b-base', details: { parameter_size: '1.5B' } }] },
};

test('nothing is found where nobody listens', async () => {
  expect((await discover({})).servers).toEqual([]);
});

test('a web server that is no server of models is not reported', async () => {
  const answers = {
    '8080/v1/models': { data: [{ id: 'the new hatchback' }] },
    '8080/api/version': { build: 7 },
    '8000/v1/models': '<html>',
    '8000/api/v0/models': [],
    '1234/v1/models': { error: 'Unexpected endpoint or method.' },
  };
  expect((await discover(answers)).servers).toEqual([]);
});

test('whatever the answers are, only usual ports of 127.0.0.1 are asked, and nothing is thrown', async () => {
  const routes = [
    'api/version',
    'api/tags',
    'api/ps',
    'v1/models',
    'props',
    'api/v0/models',
    'health/readiness',
  ];
  const answer = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom<unknown>(
      { version: '1' },
      { models: [{ name: 'm', details: 3 }, 4] },
      list({ id: 'x' }, []),
    ),
  );
  const answers = fc.dictionary(fc.constantFrom(...routes.map((route) => `11434/${route}`)), answer);
  await fc.assert(
    fc.asyncProperty(answers, async (given) => {
      const { asked } = await discover(given);
      expect(asked.filter((url) => !/^http:\/\/127\.0\.0\.1:\d{4,5}\/[a-z\d/]+$/.test(url))).toEqual([]);
    }),
  );
});

test('a cancelled search ends with the reason', async () => {
  const controller = new AbortController();
  const probe = {
    ask: async () => {
      controller.abort(new Error('enough'));
      return undefined;
    },
  };
  await expect(discoverServers(probe, controller.signal)).rejects.toThrow('enough');
});

describe('Ollama', () => {
  test('says what its models can do, and which window is in force', async () => {
    const shown = {
      capabilities: ['completion', 'insert'],
      parameters: 'stop "x"\nnum_ctx                        8192\n',
      model_info: { 'qwen2.context_length': 32_768 },
    };
    const answers = { ...ollama, '11434/api/show qwen2.5-coder:1.5b-base': shown };
    expect(await check({ ...answers, '11434/api/ps': { models: [] } })).toBe(
      'ollama http://127.0.0.1:11434\nqwen2.5-coder:1.5b-base: fim chat; 8192 tokens; 1.5 B; loaded false; here true',
    );
    const loaded = { models: [{ name: 'qwen2.5-coder:1.5b-base', context_length: 4096 }] };
    expect(await check({ ...answers, '11434/api/ps': loaded })).toContain('4096 tokens; 1.5 B; loaded true');
    const bare = { ...answers, '11434/api/show qwen2.5-coder:1.5b-base': { model_info: shown.model_info } };
    expect(await check(bare)).toContain('32768 tokens; 1.5 B; loaded undefined');
  });

  test('of an old version is judged by the names of its models', async () => {
    const models = [
      { name: 'qwen2.5-coder:7b' },
      { name: 'nomic-embed-text:latest' },
      { name: 'gemma3:270m' },
    ];
    expect(await check({ ...ollama, '11434/api/tags': { models } })).toBe(
      [
        'ollama http://127.0.0.1:11434',
        'qwen2.5-coder:7b: fim chat; undefined tokens; 7 B; loaded undefined; here true',
        'nomic-embed-text:latest: embed; undefined tokens; undefined B; loaded undefined; here true',
        'gemma3:270m: chat; undefined tokens; 0.27 B; loaded undefined; here true',
      ].join('\n'),
    );
  });

  test('may pass a model on to another machine', async () => {
    const models = [{ name: 'gpt-oss:120b-cloud', remote_host: 'https://ollama.com:443' }];
    expect(await check({ ...ollama, '11434/api/tags': { models } })).toContain('here false');
  });

  test('has at most 40 models looked at', async () => {
    const models = Array.from({ length: 100 }, (_, index) => ({ name: `model-${index}` }));
    const { servers, asked } = await discover({ ...ollama, '11434/api/tags': { models } });
    expect(servers[0]?.models).toHaveLength(40);
    expect(asked.filter((url) => url.endsWith('/api/show'))).toHaveLength(40);
  });

  test('a model without a decent name is left out', async () => {
    const models = [
      { name: '\u001b[2Jmodel' },
      { name: 'a\nb' },
      { name: '' },
      { size: 3 },
      { name: 'good' },
    ];
    const { servers } = await discover({ ...ollama, '11434/api/tags': { models } });
    expect(servers[0]?.models.map(({ id }) => id)).toEqual(['good']);
  });
});

describe('llama.cpp', () => {
  const entry = { owned_by: 'llamacpp', meta: { n_params: 1_543_714_304, n_ctx_train: 32_768 } };
  const props = {
    default_generation_settings: { n_ctx: 16_384 },
    model_path: '/models/qwen2.5-coder-1.5b.gguf',
  };

  test('is known by whom its model belongs to, on any port', async () => {
    const answers = {
      '8012/v1/models': list({ id: 'qwen2.5-coder-1.5b.gguf', ...entry }),
      '8012/props': props,
    };
    expect(await check(answers)).toBe(
      'llama.cpp http://127.0.0.1:8012/v1\nqwen2.5-coder-1.5b.gguf: fim chat; 16384 tokens; 1.543714304 B; loaded true; here true',
    );
  });

  test('tells the family by the path of its file, whatever the model is called', async () => {
    const answers = { '8080/v1/models': list({ id: 'gpt-4o', ...entry }), '8080/props': props };
    expect(await check(answers)).toContain('gpt-4o: fim chat');
    expect(await check({ ...answers, '8080/props': undefined })).toContain('gpt-4o: chat; 32768 tokens');
  });

  test('may be a router of several models', async () => {
    const answers = {
      '8080/v1/models': list(
        { id: 'qwen2.5-coder-3b', owned_by: 'llamacpp', status: { value: 'loaded' } },
        { id: 'gemma-3-4b', owned_by: 'llamacpp', status: { value: 'unloaded' } },
      ),
      '8080/props': { role: 'router', model_path: '' },
    };
    expect(await check(answers)).toBe(
      [
        'llama.cpp http://127.0.0.1:8080/v1',
        'qwen2.5-coder-3b: fim chat; undefined tokens; 3 B; loaded true; here true',
        'gemma-3-4b: chat; undefined tokens; 4 B; loaded false; here true',
      ].join('\n'),
    );
  });
});

test('LM Studio tells kinds and windows', async () => {
  const entries = [
    {
      id: 'qwen2.5-coder-7b-instruct',
      type: 'llm',
      state: 'loaded',
      max_context_length: 32_768,
      loaded_context_length: 4096,
    },
    { id: 'qwen2-vl-7b', type: 'vlm', state: 'not-loaded', max_context_length: 32_768 },
    { id: 'text-embedding-nomic', type: 'embeddings', state: 'not-loaded', max_context_length: 2048 },
  ];
  const answers = {
    '1234/v1/models': list(...entries.map(({ id }) => ({ id, owned_by: 'organization_owner' }))),
    '1234/api/v0/models': list(...entries),
    '1234/api/version': { error: 'Unexpected endpoint or method.' },
  };
  expect(await check(answers)).toBe(
    [
      'lmstudio http://127.0.0.1:1234/v1',
      'qwen2.5-coder-7b-instruct: fim chat; 4096 tokens; 7 B; loaded true; here true',
      'qwen2-vl-7b: chat; 32768 tokens; 7 B; loaded false; here true',
      'text-embedding-nomic: embed; 2048 tokens; undefined B; loaded false; here true',
    ].join('\n'),
  );
});

test('vLLM tells the window', async () => {
  const entry = { id: 'Qwen/Qwen3-Coder-30B-A3B', owned_by: 'vllm', max_model_len: 65_536 };
  expect(await check({ '8000/v1/models': list(entry) })).toBe(
    'vllm http://127.0.0.1:8000/v1\nQwen/Qwen3-Coder-30B-A3B: fim chat; 65536 tokens; 30 B; loaded true; here true',
  );
});

test('LiteLLM is a gateway: nobody says where its models run, and it may hide them', async () => {
  const ready = { '4000/health/readiness': { status: 'healthy', litellm_version: '1.70.0' } };
  expect(await check(ready)).toBe('litellm http://127.0.0.1:4000/v1');
  const open = { ...ready, '4000/v1/models': list({ id: 'codestral', owned_by: 'openai' }) };
  expect(await check(open)).toContain(
    'codestral: fim chat; undefined tokens; undefined B; loaded undefined; here undefined',
  );
});

test('any other server with the routes of OpenAI has no preset', async () => {
  const answers = { '1337/v1/models': list({ id: 'mixtral-8x7b', owned_by: 'jan' }) };
  expect(await check(answers)).toBe(
    'undefined http://127.0.0.1:1337/v1\nmixtral-8x7b: chat; undefined tokens; 56 B; loaded undefined; here true',
  );
});

test('servers are told in the order of the ports, several at once', async () => {
  const { servers } = await discover({
    ...ollama,
    '1337/v1/models': list({ id: 'a' }),
    '8080/v1/models': list(),
  });
  expect(servers.map(({ baseUrl }) => baseUrl)).toEqual([
    'http://127.0.0.1:11434',
    'http://127.0.0.1:8080/v1',
    'http://127.0.0.1:1337/v1',
  ]);
});
