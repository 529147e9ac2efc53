import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';

import { modelSchema } from '../../server/config/model-schema.ts';
import type { FoundModel, FoundServer } from '../../server/model/discovery.ts';
import { modelConfig } from '../../server/model/model-config.ts';
import { recommendForCompletion } from '../../server/model/recommend-model.ts';

const settingShape = z.strictObject({
  models: z.record(z.string(), modelSchema),
  'routes.completion': z.array(z.string()),
});

const laptop = { memoryBytes: 16 * 2 ** 30, cores: 8 };
const small = { memoryBytes: 8 * 2 ** 30, cores: 4 };
const workstation = { memoryBytes: 64 * 2 ** 30, cores: 32 };

function model(id: string, rest: Partial<FoundModel> = {}): FoundModel {
  return {
    id,
    fim: true,
    chat: true,
    embed: false,
    windowTokens: undefined,
    billions: Number(/(\d+(\.\d+)?)b/.exec(id)?.[1] ?? 1),
    isLoaded: false,
    runsHere: true,
    ...rest,
  };
}

function ollamaWith(...models: readonly FoundModel[]): FoundServer {
  return { preset: 'ollama', baseUrl: 'http://127.0.0.1:11434', models };
}

function check(models: readonly FoundModel[], machine = laptop): string | undefined {
  return recommendForCompletion([ollamaWith(...models)], machine)?.model.id;
}

const coders = [0.5, 1.5, 3, 7, 14].map((size) => model(`qwen2.5-coder:${size}b`));

describe('the size', () => {
  test.each([
    ['2 B on four cores', small, 'qwen2.5-coder:1.5b'],
    ['4 B on eight', laptop, 'qwen2.5-coder:3b'],
    ['8 B on more', workstation, 'qwen2.5-coder:7b'],
    ['a quarter of the memory', { memoryBytes: 4e9, cores: 32 }, 'qwen2.5-coder:1.5b'],
  ])('is at most %s', (_title, machine, id) => {
    expect(check(coders, machine)).toBe(id);
  });

  test('that nobody knows is not risked', () => {
    expect(check([model('mellum', { billions: undefined })])).toBeUndefined();
  });

  test('of a model that is too large leaves nothing to recommend', () => {
    expect(check([model('qwen3-coder:30b')])).toBeUndefined();
  });
});

describe('the choice', () => {
  test('falls on a model for filling gaps before a larger one that chats', () => {
    expect(check([model('llama3.2:3b', { fim: false }), model('qwen2.5-coder:0.5b')])).toBe(
      'qwen2.5-coder:0.5b',
    );
  });

  test('falls on one for code before a larger one for everything', () => {
    expect(check([model('granite3.3:2b'), model('qwen2.5-coder:1.5b')])).toBe('qwen2.5-coder:1.5b');
  });

  test('falls on the loaded one of two that are the same size', () => {
    const [idle, loaded] = [
      model('starcoder2:3b'),
      model('qwen2.5-coder:3b', { isLoaded: true, billions: 3.02 }),
    ];
    expect(check([idle, loaded])).toBe('qwen2.5-coder:3b');
    expect(check([loaded, idle])).toBe('qwen2.5-coder:3b');
  });

  test('never falls on a model that runs elsewhere, or may', () => {
    expect(
      check([model('a-coder:1b', { runsHere: false }), model('b-coder:1b', { runsHere: undefined })]),
    ).toBeUndefined();
  });

  test('never falls on a model that only makes vectors', () => {
    expect(check([model('nomic-embed-text', { fim: false, chat: false, embed: true })])).toBeUndefined();
  });
});

test('the reason is in plain words', () => {
  expect(recommendForCompletion([ollamaWith(...coders)], laptop)?.reason).toMatchInlineSnapshot(
    `"made to fill gaps in code, and the largest such that is fast enough with 8 cores and 16 GB; a GPU allows larger ones"`,
  );
  const chatting = ollamaWith(model('llama3.2:3b', { fim: false }));
  expect(recommendForCompletion([chatting], small)).toBeUndefined();
  expect(recommendForCompletion([chatting], laptop)?.reason).toMatchInlineSnapshot(
    `"fills gaps by instruction, slower than a model made for it, of which none here fits, and the largest such that is fast enough with 8 cores and 16 GB; a GPU allows larger ones"`,
  );
});

test.each([
  ['qwen2.5-coder:1.5b-base', 'qwen2.5-coder-1.5b'],
  ['Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF', 'qwen2.5-coder-1.5b'],
  ['C:\\models\\qwen2.5-coder-1.5b.Q4_K_M.gguf', 'qwen2.5-coder-1.5b'],
  ['starcoder2:latest', 'starcoder2'],
  ['codegemma:2b-code-v1.1-q8_0', 'codegemma-2b-code-v1.1'],
  ['模型', 'local-model'],
  ['__proto__', 'proto'],
])('%s is called %s', (id, name) => {
  const { setting } = recommendForCompletion([ollamaWith(model(id, { billions: 1 }))], laptop) ?? {
    setting: '',
  };
  expect(Object.keys(settingShape.parse(JSON.parse(setting)).models)).toEqual([name]);
});

test('the setting is ready to be pasted', () => {
  expect(
    recommendForCompletion([ollamaWith(model('qwen2.5-coder:1.5b-base'))], laptop)?.setting,
  ).toMatchInlineSnapshot(`
    "{
      "models": {
        "qwen2.5-coder-1.5b": { "preset": "ollama", "model": "qwen2.5-coder:1.5b-base" }
      },
      "routes.completion": ["qwen2.5-coder-1.5b"]
    }"
  `);
  const elsewhere = {
    preset: 'llama.cpp',
    baseUrl: 'http://127.0.0.1:8012/v1',
    models: [model('qwen-coder')],
  } as const;
  expect(recommendForCompletion([elsewhere], laptop)?.setting).toMatchInlineSnapshot(`
    "{
      "models": {
        "qwen-coder": { "preset": "llama.cpp", "model": "qwen-coder", "baseUrl": "http://127.0.0.1:8012/v1" }
      },
      "routes.completion": ["qwen-coder"]
    }"
  `);
});

test('every setting is one that the settings take, and it leads to the server that was found', () => {
  const server = fc.constantFrom(
    { preset: 'ollama', baseUrl: 'http://127.0.0.1:11434' } as const,
    { preset: 'llama.cpp', baseUrl: 'http://127.0.0.1:8080/v1' } as const,
    { preset: 'llama.cpp', baseUrl: 'http://127.0.0.1:8012/v1' } as const,
    { preset: 'lmstudio', baseUrl: 'http://127.0.0.1:1234/v1' } as const,
    { preset: 'vllm', baseUrl: 'http://127.0.0.1:8000/v1' } as const,
    { preset: undefined, baseUrl: 'http://127.0.0.1:1337/v1' },
  );
  const id = fc.oneof(fc.constantFrom('qwen2.5-coder:1.5b', 'llama3.2:1b'), fc.string({ minLength: 1 }));
  fc.assert(
    fc.property(server, id, fc.boolean(), (where, name, fim) => {
      const found = { ...where, models: [model(name, { fim, billions: 1 })] };
      const recommendation = recommendForCompletion([found], laptop);
      const setting = settingShape.parse(JSON.parse(recommendation?.setting ?? ''));
      const [[key, entry] = ['', { model: '' }]] = Object.entries(setting.models);
      expect(setting['routes.completion']).toEqual([key]);
      const config = modelConfig(key, entry);
      expect(config).toMatchObject({ modelId: name, baseUrl: where.baseUrl, isLoopback: true });
      if (!fim) expect(config.fim).not.toBe('infill');
    }),
  );
});
