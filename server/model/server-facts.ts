import * as z from 'zod';

import type { AskServer } from './exchange.ts';
import type { ModelConfig } from './model-config.ts';
import { ModelError } from './model-error.ts';

/**
 * The window that an OpenAI-compatible server was really started with, in tokens, from the routes that some have
 * beside OpenAI's: `/props` of llama.cpp, `max_model_len` of vLLM's `/models`, `/api/v0/models` of LM Studio.
 * A careful guess where the server does not tell.
 */
export async function windowInForce(
  config: ModelConfig,
  ask: AskServer,
  signal: AbortSignal,
): Promise<number> {
  const root = rootOf(config);
  const readers = {
    'llama.cpp': { path: `${root}/props`, read: windowOfProps },
    vllm: { path: '/models', read: (answer: unknown) => windowOfVllm(answer, config.modelId) },
    lmstudio: {
      path: `${root}/api/v0/models`,
      read: (answer: unknown) => windowOfLmStudio(answer, config.modelId),
    },
  } as const;
  const reader = Object.entries(readers).find(([preset]) => preset === config.preset)?.[1];
  const standard = config.isLoopback ? localWindow : hostedWindow;
  if (reader === undefined) return standard;
  try {
    return reader.read(await ask(reader.path, undefined, signal)) ?? standard;
  } catch (error) {
    if (!isMissingRoute(error)) throw error;
    return standard;
  }
}

/** Older versions lack such routes, so their absence is an answer; that nobody listens is none. */
function isMissingRoute(error: unknown): boolean {
  return (
    error instanceof ModelError && ['not-found', 'bad-request', 'garbled', 'not-a-model'].includes(error.kind)
  );
}

/** What most local servers are started with when nobody says otherwise. */
export const localWindow = 4_096;
const hostedWindow = 16_384;

const propsSchema = z.object({
  default_generation_settings: z.object({ n_ctx: z.number().int().positive() }),
});

function windowOfProps(answer: unknown): number | undefined {
  const parsed = propsSchema.safeParse(answer);
  return parsed.success ? parsed.data.default_generation_settings.n_ctx : undefined;
}

const vllmSchema = z.object({
  data: z.array(z.object({ id: z.string(), max_model_len: z.number().int().positive().nullish() })),
});

function windowOfVllm(answer: unknown, modelId: string): number | undefined {
  const parsed = vllmSchema.safeParse(answer);
  return parsed.success
    ? (parsed.data.data.find(({ id }) => id === modelId)?.max_model_len ?? undefined)
    : undefined;
}

const lmStudioSchema = z.object({
  data: z.array(
    z.object({
      id: z.string(),
      state: z.string().nullish(),
      loaded_context_length: z.number().int().positive().nullish(),
    }),
  ),
});

function windowOfLmStudio(answer: unknown, modelId: string): number | undefined {
  const parsed = lmStudioSchema.safeParse(answer);
  return parsed.success
    ? (parsed.data.data.find(({ id }) => id === modelId)?.loaded_context_length ?? undefined)
    : undefined;
}

/** Whether the server says that the model is not in memory; only LM Studio, among those of OpenAI's routes, tells. */
export async function isUnloaded(config: ModelConfig, ask: AskServer, signal: AbortSignal): Promise<boolean> {
  if (config.preset !== 'lmstudio') return false;
  try {
    const parsed = lmStudioSchema.safeParse(await ask(`${rootOf(config)}/api/v0/models`, undefined, signal));
    const found = parsed.data?.data.find(({ id }) => id === config.modelId);
    return found?.state === 'not-loaded';
  } catch (error) {
    if (!isMissingRoute(error)) throw error;
    return false;
  }
}

/** The address beside which servers keep their own routes. */
function rootOf({ baseUrl }: ModelConfig): string {
  return baseUrl.replace(/\/v1$/, '');
}
