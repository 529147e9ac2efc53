import { expect, test } from 'vitest';

import {
  detectFimFamily,
  type FimFamilyName,
  fimFamily,
  fimFamilyNames,
} from '../../server/model/fim-family.ts';

const spellings: Readonly<Record<FimFamilyName, readonly string[]>> = {
  qwen: [
    'qwen2.5-coder:1.5b-base',
    'Qwen/Qwen2.5-Coder-7B',
    'qwen3-coder:30b',
    'Qwen3-Coder-30B-A3B-Instruct',
    'lmstudio-community/Qwen2.5-Coder-7B-Instruct-GGUF',
    'hf.co/bartowski/Qwen2.5-Coder-7B-GGUF:Q4_K_M',
    'models/qwen2.5-coder-1.5b-q8_0.gguf',
    'C:\\models\\Qwen2.5-Coder-3B.gguf',
  ],
  starcoder2: ['bigcode/starcoder2-3b', 'starcoder2:7b', 'starcoder-2-15b.Q4_K_M.gguf'],
  'stable-code': ['stable-code-3b', 'stabilityai/stable-code-3b', 'stable-code:3b-code-q4_0'],
  codellama: ['codellama:7b-code', 'codellama/CodeLlama-13b-hf', 'code-llama-7b.gguf'],
  deepseek: [
    'deepseek-coder:1.3b-base',
    'deepseek-ai/deepseek-coder-6.7b-base',
    'deepseek-coder-v2:16b-lite-base',
    'DeepSeek-Coder-V2-Lite-Base',
  ],
  codestral: ['codestral:22b', 'codestral-latest', 'mistralai/Codestral-22B-v0.1', 'codestral-2501'],
  codegemma: ['codegemma:2b', 'google/codegemma-7b', 'codegemma:2b-code-v1.1'],
  granite: [
    'granite-code:3b',
    'granite-code:34b-base',
    'ibm-granite/granite-3b-code-base-2k',
    'ibm-granite/granite-34b-code-base-8k',
    'granite3.1-moe',
    'granite3.3:8b',
    'granite-3.3-2b-base',
    'starcoder:3b',
    'bigcode/starcoderbase-1b',
    'codeqwen:7b-code',
  ],
  granite4: ['granite4:micro', 'ibm/granite-4-h-tiny', 'ibm-granite/granite-4.0-350m-base'],
  'seed-coder': ['Seed-Coder-8B-Base', 'ByteDance-Seed/Seed-Coder-8B-Instruct'],
  mellum: ['JetBrains/Mellum-4b-base', 'mellum-4b-dpo-all.Q8_0.gguf', 'Mellum2-12B-A2.5B-Base'],
  codegeex4: ['codegeex4', 'codegeex4:9b', 'THUDM/codegeex4-all-9b'],
  glm: ['GLM-4.5', 'zai-org/GLM-4.5-Air', 'glm-4.6', 'glm-4.7-flash'],
  'falcon-coder': ['tiiuae/Falcon-H1-Tiny-Coder-90M'],
  mercury: ['mercury-coder', 'inception/mercury-coder-small'],
};

test.each(fimFamilyNames)('knows the models of %s by their names', (family) => {
  for (const name of spellings[family]) expect([name, detectFimFamily(name)]).toEqual([name, family]);
});

test.each([
  '',
  'llama3.1',
  'gpt-4o',
  'claude-sonnet-4-5',
  'mistral-small',
  'devstral',
  'deepseek-r1',
  'deepseek-r1:7b-qwen-distill',
  'deepseek-chat',
  'deepseek-v3',
  'qwen2.5:7b',
  'qwen3-embedding:0.6b',
  'granite-embedding:30m',
  'granite3-guardian:2b',
  'granite-vision-3.2-2b',
  'codestral-embed',
  'mamba-codestral-7b-v0.1',
  'codellama:34b-code',
  'codellama:7b-python',
  'deepseek-coder-v2:236b',
  'codegemma:7b-instruct',
  'google/codegemma-7b-it',
  'gemma3:4b',
  'glm-4-9b-chat',
  'falcon3:7b',
  'mercury',
  'qwen2.5-coder/llama3.1.gguf',
])('takes %j for no model that fills in the middle', (name) => {
  expect(detectFimFamily(name)).toBeUndefined();
});

test.each(fimFamilyNames)('%s is given under its own name', (name) => {
  expect(fimFamily(name).name).toBe(name);
});

test.each(fimFamilyNames)('markers of %s are long enough to break and hold no space', (name) => {
  for (const marker of fimFamily(name).markers) expect(marker).toMatch(/^\S{2,}$/);
});
