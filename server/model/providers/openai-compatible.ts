import * as z from 'zod';

import { type Draft, type Exchange, type Provider, UnreadableMessage } from '../exchange.ts';
import { fillHoleMessages, holeMarkers } from '../fill-hole.ts';
import { fimFamily } from '../fim-family.ts';
import { renderFimPrompt } from '../fim-template.ts';
import type {
  ChatRequest,
  EndReason,
  FillInMiddleRequest,
  ModelEvent,
  TokenUsage,
} from '../language-model.ts';
import { withCommentedContext } from '../line-comment.ts';
import type { ModelConfig } from '../model-config.ts';
import { neutralRequest } from '../neutral-request.ts';
import { assertListed, isUnloaded, windowInForce } from '../server-facts.ts';
import { pieceProbability } from '../token-probability.ts';

/**
 * Servers that speak the routes of OpenAI: `/chat/completions`, `/completions` (with `suffix`, or with a prompt in
 * the model family's template), `/fim/completions` of Mistral, `/infill` of llama.cpp, `/embeddings`.
 */
export function openaiCompatible(config: ModelConfig): Provider {
  return {
    abilities: async (ask, signal) => ({
      fim: config.fim,
      chat: true,
      embed: true,
      isPassedOn: false,
      ...(await windowInForce(config, ask, signal)),
    }),
    reach: async (ask, signal) => assertListed(config, await ask('/models', undefined, signal)),
    fillInMiddle: (request) => fillInMiddle(request, config),
    chat: (request) => chat(request, config),
    embed: (texts) => ({
      path: '/embeddings',
      body: { model: config.modelId, input: texts, encoding_format: 'float' },
      read: readEmbeddings,
      usage: embeddingUsage,
    }),
    isCold: (ask, signal) => isUnloaded(config, ask, signal),
    load: async (ask, signal) => {
      await ask('/completions', { model: config.modelId, prompt: ' ', max_tokens: 1 }, signal);
    },
  };
}

function fillInMiddle(asked: FillInMiddleRequest, config: ModelConfig): Exchange {
  const request = config.fim === 'template' ? asked : neutralRequest(asked, config);
  switch (config.fim) {
    case 'infill':
      return infill(request, config);
    case 'mistral':
      return bySuffix(request, config, '/fim/completions', {});
    case 'suffix':
      return bySuffix(request, config, '/completions', withUsage);
    case 'template':
      return byTemplate(request, config);
    case 'ollama':
    case 'chat':
      return {
        ...chat({ messages: fillHoleMessages(request), maxTokens: request.maxTokens }, config),
        markers: holeMarkers,
        isWrapped: true,
      };
  }
}

/** The server knows the model's markers; it joins prefix, suffix and the other files by itself. */
function infill(
  { prefix, suffix, context, maxTokens, stop }: FillInMiddleRequest,
  config: ModelConfig,
): Exchange {
  return {
    ...plain,
    // The route stands beside `/v1`, not below it.
    path: `${config.baseUrl.replace(/\/v1$/, '')}/infill`,
    body: {
      // A router of several models looks for it; a server of one does not.
      model: config.modelId,
      input_prefix: prefix,
      input_suffix: suffix,
      input_extra: context.map(({ path, text }) => ({ filename: path, text })),
      n_predict: maxTokens,
      temperature: 0,
      stop: someOf(stop),
      cache_prompt: true,
      stream: true,
    },
    read: readInfill,
  };
}

function bySuffix(
  request: FillInMiddleRequest,
  config: ModelConfig,
  path: string,
  extra: Readonly<Record<string, Draft>>,
): Exchange {
  return {
    ...plain,
    path,
    body: {
      model: config.modelId,
      prompt: withCommentedContext(request),
      suffix: request.suffix,
      max_tokens: request.maxTokens,
      temperature: 0,
      stop: someOf(request.stop),
      stream: true,
      ...extra,
    },
    read: readChoices,
  };
}

function byTemplate(request: FillInMiddleRequest, config: ModelConfig): Exchange {
  if (config.template === undefined) throw new TypeError('a template was not decided');
  const { prompt, stop } = renderFimPrompt(config.template, request);
  return {
    ...plain,
    path: '/completions',
    body: {
      model: config.modelId,
      prompt,
      max_tokens: request.maxTokens,
      temperature: 0,
      stop: stopsFor(config, [...request.stop, ...stop]),
      stream: true,
      ...withUsage,
    },
    read: readChoices,
    markers: fimFamily(config.template).markers,
  };
}

/** An empty list is refused in places. */
function someOf(stops: readonly string[]): readonly string[] | undefined {
  return stops.length === 0 ? undefined : stops;
}

/** OpenAI's routes take four; what the server does not stop at is cut when it arrives. */
function stopsFor({ preset }: ModelConfig, stops: readonly string[]): readonly string[] {
  const takesMany = preset === 'vllm' || preset === 'lmstudio' || preset === 'llama.cpp';
  return takesMany ? stops : stops.slice(0, 4);
}

function chat({ messages, maxTokens }: ChatRequest, config: ModelConfig): Exchange {
  // OpenAI's reasoning models refuse `max_tokens` and any temperature.
  const isOpenAI = config.preset === 'openai' || config.preset === 'azure';
  return {
    ...plain,
    path: '/chat/completions',
    body: {
      model: config.modelId,
      messages: messages.map(({ role, content }) => ({ role, content })),
      ...(isOpenAI ? { max_completion_tokens: maxTokens } : { max_tokens: maxTokens, temperature: 0 }),
      stream: true,
      ...(config.preset === 'mistral' ? {} : withUsage),
    },
    read: readChoices,
  };
}

const plain = { markers: [], isWrapped: false } as const;
const withUsage = { stream_options: { include_usage: true } } as const;

const usageSchema = z.object({
  prompt_tokens: z.number().nullish(),
  completion_tokens: z.number().nullish(),
  prompt_tokens_details: z.object({ cached_tokens: z.number().nullish() }).nullish(),
});

/** As `/chat/completions` gives them, and as `/completions` does. */
const logarithmsSchema = z.object({
  content: z.array(z.object({ logprob: z.number().nullish() })).nullish(),
  token_logprobs: z.array(z.number().nullish()).nullish(),
});

const choicesSchema = z.object({
  choices: z
    .array(
      z.object({
        text: z.string().nullish(),
        delta: textHolder('reasoning_content', 'reasoning').nullish(),
        message: textHolder('reasoning_content', 'reasoning').nullish(),
        finish_reason: z.string().nullish(),
        logprobs: logarithmsSchema.nullish().catch(undefined),
      }),
    )
    .nullish(),
  usage: usageSchema.nullish(),
  error: z.unknown().optional(),
});

function textHolder<Name extends string>(...thoughts: readonly Name[]) {
  return z.object({
    content: z.string().nullish(),
    ...Object.fromEntries(thoughts.map((name) => [name, z.string().nullish()])),
  });
}

/** One chunk of a stream, or the whole answer of a server that does not stream. */
function readChoices(message: unknown): readonly ModelEvent[] {
  const parsed = choicesSchema.safeParse(message);
  if (!parsed.success) throw new UnreadableMessage('it is not in the form of OpenAI');
  const { choices, usage, error } = parsed.data;
  if (error !== undefined && error !== null) throw new UnreadableMessage('it holds an error');
  const events: ModelEvent[] = [];
  for (const { text, delta, message: whole, finish_reason, logprobs } of choices ?? []) {
    const said = text ?? delta?.content ?? whole?.content ?? '';
    const logarithms = logprobs?.content?.map(({ logprob }) => logprob) ?? logprobs?.token_logprobs ?? [];
    events.push(
      said === '' ? { kind: 'thinking' } : { kind: 'text', text: said, ...pieceProbability(logarithms) },
    );
    if (typeof finish_reason === 'string' && finish_reason !== '')
      events.push({ kind: 'end', reason: endReasonOf(finish_reason) });
  }
  if (usage !== undefined && usage !== null) events.push({ kind: 'usage', usage: usageOf(usage) });
  return events;
}

function endReasonOf(finishReason: string): EndReason {
  if (finishReason === 'length') return 'length';
  return finishReason === 'content_filter' ? 'filtered' : 'complete';
}

function usageOf(usage: z.infer<typeof usageSchema>): TokenUsage {
  return {
    promptTokens: usage.prompt_tokens ?? undefined,
    cachedTokens: usage.prompt_tokens_details?.cached_tokens ?? undefined,
    completionTokens: usage.completion_tokens ?? undefined,
  };
}

const infillSchema = z.object({
  content: z.string(),
  stop: z.boolean(),
  stop_type: z.string().nullish(),
  completion_probabilities: z
    .array(z.object({ logprob: z.number().nullish() }))
    .nullish()
    .catch(undefined),
  tokens_predicted: z.number().nullish(),
  tokens_evaluated: z.number().nullish(),
  tokens_cached: z.number().nullish(),
});

function readInfill(message: unknown): readonly ModelEvent[] {
  const parsed = infillSchema.safeParse(message);
  if (!parsed.success) throw new UnreadableMessage('it is not in the form of llama.cpp');
  const { content, stop, stop_type, tokens_predicted, tokens_evaluated } = parsed.data;
  const logarithms = parsed.data.completion_probabilities?.map(({ logprob }) => logprob) ?? [];
  const events: ModelEvent[] =
    content === '' ? [] : [{ kind: 'text', text: content, ...pieceProbability(logarithms) }];
  if (!stop) return events;
  events.push({ kind: 'end', reason: stop_type === 'limit' ? 'length' : 'complete' });
  events.push({
    kind: 'usage',
    usage: {
      promptTokens: tokens_evaluated ?? undefined,
      // `tokens_cached` of llama.cpp counts what the cache holds afterwards, not what was reused.
      cachedTokens: undefined,
      completionTokens: tokens_predicted ?? undefined,
    },
  });
  return events;
}

const embeddingsSchema = z.object({
  data: z.array(z.object({ index: z.number(), embedding: z.array(z.number()) })),
  usage: usageSchema.nullish(),
});

function embeddingUsage(answer: unknown): TokenUsage | undefined {
  const usage = embeddingsSchema.safeParse(answer).data?.usage;
  return typeof usage?.prompt_tokens === 'number' ? { ...usageOf(usage), completionTokens: 0 } : undefined;
}

function readEmbeddings(answer: unknown): readonly (readonly number[])[] {
  const parsed = embeddingsSchema.safeParse(answer);
  if (!parsed.success) throw new UnreadableMessage('it holds no list of vectors');
  const sorted = [...parsed.data.data].sort((a, b) => a.index - b.index);
  if (sorted.some(({ index }, place) => index !== place))
    throw new UnreadableMessage('its vectors are not one per text');
  return sorted.map(({ embedding }) => embedding);
}
