import * as z from 'zod';

import { type AskServer, UnreadableMessage } from './exchange.ts';
import type { ModelAbilities } from './language-model.ts';
import type { ModelConfig } from './model-config.ts';
import { ModelError } from './model-error.ts';

/** A window and whether anybody has told it. */
type Window = Pick<ModelAbilities, 'windowTokens' | 'isWindowAssumed'>;

/**
 * The settings' window, or the one that an OpenAI-compatible server was really started with, in tokens, from the
 * routes that some have beside OpenAI's: `/props` of llama.cpp, `max_model_len` of vLLM's `/models`,
 * `/api/v0/models` of LM Studio. A careful guess where nobody tells.
 */
export async function windowInForce(
  config: ModelConfig,
  ask: AskServer,
  signal: AbortSignal,
): Promise<Window> {
  const told = config.windowTokens ?? (await toldWindow(config, ask, signal));
  const guess = config.isLoopback ? localWindow : hostedWindow;
  return { windowTokens: told ?? guess, isWindowAssumed: told === undefined };
}

async function toldWindow(
  config: ModelConfig,
  ask: AskServer,
  signal: AbortSignal,
): Promise<number | undefined> {
  const root = rootOf(config);
  const { modelId } = config;
  const readers = {
    'llama.cpp': { path: `${root}/props?model=${encodeURIComponent(modelId)}`, read: windowOfProps },
    vllm: { path: '/models', read: (answer: unknown) => windowOfVllm(answer, modelId) },
    lmstudio: {
      path: `${root}/api/v0/models`,
      read: (answer: unknown) => windowOfLmStudio(answer, modelId),
    },
  } as const;
  const reader = Object.entries(readers).find(([preset]) => preset === config.preset)?.[1];
  if (reader === undefined) return undefined;
  try {
    return reader.read(await ask(reader.path, undefined, signal));
  } catch (error) {
    if (!isMissingRoute(error)) throw error;
    return undefined;
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

const listSchema = z.object({ data: z.array(z.object({ id: z.string() })) });

/** Throws an UnreadableMessage for what is no list of models, a ModelError when the list lacks this one. */
export function assertListed({ name, host, modelId, preset }: ModelConfig, answer: unknown): void {
  const parsed = listSchema.safeParse(answer);
  if (!parsed.success) throw new UnreadableMessage('it is no list of models');
  const ids = parsed.data.data.map(({ id }) => id);
  // A server of one model takes any name for it.
  if (ids.includes(modelId) || (preset === 'llama.cpp' && ids.length === 1)) return;
  const some = ids.length === 0 ? 'none' : ids.slice(0, 5).join(', ');
  const hint = `Check "model": that server lists ${some}.`;
  throw new ModelError('not-found', { holes: { model: name, host, what: `the model "${modelId}"`, hint } });
}

/** The address beside which servers keep their own routes. */
function rootOf({ baseUrl }: ModelConfig): string {
  return baseUrl.replace(/\/v1$/, '');
}
