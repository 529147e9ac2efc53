import * as z from 'zod';

import { concat } from '../../base/sourced-text.ts';
import { type Exchange, type Provider, UnreadableMessage } from '../exchange.ts';
import { fillHoleMessages, holeMarkers } from '../fill-hole.ts';
import type { ChatRequest, EndReason, ModelEvent, TokenUsage } from '../language-model.ts';
import type { ModelConfig } from '../model-config.ts';

/** Anthropic's Messages route, streamed (its "Messages API" and "Streaming Messages" pages, version 2023-06-01). */
export function anthropic(config: ModelConfig): Provider {
  return {
    abilities: async () => ({
      fim: 'chat',
      chat: true,
      embed: false,
      windowTokens: config.windowTokens ?? smallestWindow,
      isWindowAssumed: config.windowTokens === undefined,
      isPassedOn: false,
    }),
    reach: async (ask, signal) => {
      await ask('/models', undefined, signal);
    },
    fillInMiddle: (request) => ({
      ...chat({ messages: fillHoleMessages(request), maxTokens: request.maxTokens }, config),
      markers: holeMarkers,
      isWrapped: true,
    }),
    chat: (request) => chat(request, config),
    embed: () => undefined,
    isCold: async () => false,
    load: async () => undefined,
  };
}

/** The smallest window among the models that the route serves. */
const smallestWindow = 200_000;

function chat({ messages, maxTokens }: ChatRequest, config: ModelConfig): Exchange {
  const system = messages.filter(({ role }) => role === 'system').map(({ content }) => content);
  return {
    path: '/messages',
    headers: { 'anthropic-version': '2023-06-01' },
    body: {
      model: config.modelId,
      max_tokens: maxTokens,
      ...(system.length === 0 ? {} : { system: concat(...system) }),
      messages: messages
        .filter(({ role }) => role !== 'system')
        .map(({ role, content }) => ({ role, content })),
      stream: true,
    },
    read: reader(),
    markers: [],
    isWrapped: false,
  };
}

const usageSchema = z.object({
  input_tokens: z.number().nullish(),
  cache_read_input_tokens: z.number().nullish(),
  cache_creation_input_tokens: z.number().nullish(),
  output_tokens: z.number().nullish(),
});

const messageSchema = z.object({
  type: z.string(),
  message: z.object({ usage: usageSchema.nullish() }).nullish(),
  delta: z.object({ text: z.string().nullish(), stop_reason: z.string().nullish() }).nullish(),
  /** Of a server that does not stream. */
  content: z.array(z.object({ text: z.string().nullish() })).nullish(),
  stop_reason: z.string().nullish(),
  usage: usageSchema.nullish(),
});

/** Reads one answer; what it costs comes in two messages, at the start and at the end. */
function reader(): Exchange['read'] {
  let prompt: z.infer<typeof usageSchema> | undefined;
  return (message) => {
    const parsed = messageSchema.safeParse(message);
    if (!parsed.success) throw new UnreadableMessage('it is not in the form of Anthropic');
    const { data } = parsed;
    switch (data.type) {
      case 'message_start':
        prompt = data.message?.usage ?? undefined;
        return [];
      case 'content_block_delta': {
        const text = data.delta?.text ?? '';
        return [text === '' ? { kind: 'thinking' } : { kind: 'text', text }];
      }
      case 'message_delta':
        return endOf(data.delta?.stop_reason ?? undefined, { ...prompt, ...data.usage });
      case 'message': {
        const text = (data.content ?? []).map((block) => block.text ?? '').join('');
        return [{ kind: 'text', text }, ...endOf(data.stop_reason ?? 'end_turn', data.usage ?? {})];
      }
      default:
        return [];
    }
  };
}

function endOf(stopReason: string | undefined, usage: z.infer<typeof usageSchema>): readonly ModelEvent[] {
  if (stopReason === undefined) return [];
  return [
    { kind: 'end', reason: endReasons[stopReason] ?? 'complete' },
    { kind: 'usage', usage: usageOf(usage) },
  ];
}

const endReasons: Readonly<Record<string, EndReason>> = { max_tokens: 'length', refusal: 'filtered' };

/** Anthropic counts cached tokens apart from the others; a prompt is all of them. */
function usageOf(usage: z.infer<typeof usageSchema>): TokenUsage {
  const { input_tokens, cache_read_input_tokens, cache_creation_input_tokens, output_tokens } = usage;
  const cached = cache_read_input_tokens ?? 0;
  return {
    promptTokens:
      typeof input_tokens === 'number'
        ? input_tokens + cached + (cache_creation_input_tokens ?? 0)
        : undefined,
    cachedTokens: cache_read_input_tokens ?? undefined,
    completionTokens: output_tokens ?? undefined,
  };
}
