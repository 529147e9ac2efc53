import type { FimKind } from './language-model.ts';

/** How a server is spoken to: which adapter reads and writes its messages. */
export type WireKind = 'openai' | 'ollama' | 'anthropic';

/** What is known of one kind of server, so that its users need not say it. */
export interface Preset {
  readonly wire: WireKind;
  /** Undefined where each user has an address of their own. */
  readonly baseUrl: string | undefined;
  /** The environment variable in which people keep this server's key; it goes to `baseUrl`'s origin only. */
  readonly keyEnv: string | undefined;
  /** The header that carries the key; `authorization` carries it as a bearer token. */
  readonly keyHeader: 'authorization' | 'api-key' | 'x-api-key';
  /** How completions are asked for; `by-name` takes a template where the model's family is known, else chat. */
  readonly fim: FimKind | 'by-name';
  /** The name of the server in the price list, where money is asked for. */
  readonly providerId: string | undefined;
}

const local = { keyEnv: undefined, keyHeader: 'authorization', providerId: undefined } as const;

/**
 * The servers we know by name. Addresses and routes are those of each server's documentation: Ollama `docs/api.md`,
 * llama.cpp `tools/server/README.md`, LM Studio and vLLM (OpenAI compatible), Azure OpenAI v1, Mistral
 * `/v1/fim/completions`, DeepSeek `/beta/completions`, OpenRouter, Anthropic Messages, LiteLLM proxy.
 */
export const presets = {
  ollama: { ...local, wire: 'ollama', baseUrl: 'http://127.0.0.1:11434', fim: 'ollama' },
  'llama.cpp': { ...local, wire: 'openai', baseUrl: 'http://127.0.0.1:8080/v1', fim: 'infill' },
  lmstudio: { ...local, wire: 'openai', baseUrl: 'http://127.0.0.1:1234/v1', fim: 'by-name' },
  vllm: { ...local, wire: 'openai', baseUrl: 'http://127.0.0.1:8000/v1', fim: 'by-name' },
  openai: {
    wire: 'openai',
    baseUrl: 'https://api.openai.com/v1',
    keyEnv: 'OPENAI_API_KEY',
    keyHeader: 'authorization',
    fim: 'chat',
    providerId: 'openai',
  },
  azure: {
    wire: 'openai',
    baseUrl: undefined,
    keyEnv: 'AZURE_OPENAI_API_KEY',
    keyHeader: 'api-key',
    fim: 'chat',
    providerId: 'azure',
  },
  mistral: {
    wire: 'openai',
    baseUrl: 'https://api.mistral.ai/v1',
    keyEnv: 'MISTRAL_API_KEY',
    keyHeader: 'authorization',
    fim: 'mistral',
    providerId: 'mistral',
  },
  deepseek: {
    wire: 'openai',
    baseUrl: 'https://api.deepseek.com/beta',
    keyEnv: 'DEEPSEEK_API_KEY',
    keyHeader: 'authorization',
    fim: 'suffix',
    providerId: 'deepseek',
  },
  openrouter: {
    wire: 'openai',
    baseUrl: 'https://openrouter.ai/api/v1',
    keyEnv: 'OPENROUTER_API_KEY',
    keyHeader: 'authorization',
    fim: 'chat',
    providerId: 'openrouter',
  },
  anthropic: {
    wire: 'anthropic',
    baseUrl: 'https://api.anthropic.com/v1',
    keyEnv: 'ANTHROPIC_API_KEY',
    keyHeader: 'x-api-key',
    fim: 'chat',
    providerId: 'anthropic',
  },
  litellm: {
    wire: 'openai',
    baseUrl: 'http://127.0.0.1:4000/v1',
    keyEnv: 'LITELLM_API_KEY',
    keyHeader: 'authorization',
    fim: 'chat',
    providerId: undefined,
  },
} as const satisfies Record<string, Preset>;

export type PresetName = keyof typeof presets;

/** A server of which only the address is known: any that speaks the routes of OpenAI. */
const plainPreset: Preset = { ...local, wire: 'openai', baseUrl: undefined, fim: 'by-name' };

/** The preset of that name, or the plain one. */
export function presetOf(name: PresetName | undefined): Preset {
  return name === undefined ? plainPreset : presets[name];
}

/** All names, in the order in which docs and messages list them. */
export const presetNames = [
  'ollama',
  'llama.cpp',
  'lmstudio',
  'vllm',
  'openai',
  'azure',
  'mistral',
  'deepseek',
  'openrouter',
  'anthropic',
  'litellm',
] as const satisfies readonly PresetName[];
