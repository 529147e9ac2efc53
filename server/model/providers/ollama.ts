import * as z from 'zod';

import type { SourcedText } from '../../base/sourced-text.ts';
import { type AskServer, type Draft, type Exchange, type Provider, UnreadableMessage } from '../exchange.ts';
import { fillHoleMessages, holeMarkers } from '../fill-hole.ts';
import { fimFamily } from '../fim-family.ts';
import { renderFimPrompt } from '../fim-template.ts';
import type {
  ChatRequest,
  FillInMiddleRequest,
  FimKind,
  ModelAbilities,
  ModelEvent,
  TokenUsage,
} from '../language-model.ts';
import { withCommentedContext } from '../line-comment.ts';
import type { ModelConfig } from '../model-config.ts';
import { neutralRequest } from '../neutral-request.ts';
import { localWindow } from '../server-facts.ts';

/**
 * Ollama's own routes (its `docs/api.md`): `/api/generate` with `suffix` where the model's template has a place for
 * it, the same route with a raw prompt in the family's template otherwise, `/api/chat`, `/api/embed`. Its
 * OpenAI-compatible routes ignore `num_ctx` and cut prompts without a word.
 */
export function ollama(config: ModelConfig): Provider {
  return {
    abilities: (ask, signal) => abilities(config, ask, signal),
    reach: async (ask, signal) => {
      await ask('/api/show', { model: config.modelId }, signal);
    },
    fillInMiddle: (request, { fim }) => fillInMiddle(request, fim, config),
    chat: (request) => chat(request, config),
    embed: (texts: readonly SourcedText[]) => ({
      path: '/api/embed',
      body: { model: config.modelId, input: texts },
      read: readEmbeddings,
      usage: embeddingUsage,
    }),
    isCold: async (ask, signal) => {
      const process = await running(config, ask, signal);
      if (typeof process === 'string') return process === 'not running';
      const { context_length: length } = process;
      return (
        config.windowTokens !== undefined && typeof length === 'number' && length !== config.windowTokens
      );
    },
    load: async (ask, signal) => {
      // Without a prompt the route loads the model and says so; other options later would load it again.
      const options = config.windowTokens === undefined ? undefined : windowOption(config);
      const body = { model: config.modelId, options };
      await ask('/api/generate', body, signal);
    },
  };
}

const showSchema = z.object({
  capabilities: z.array(z.string()).nullish(),
  parameters: z.string().nullish(),
  /** Where a model of Ollama's cloud runs. */
  remote_host: z.string().nullish(),
});

const psSchema = z.object({
  models: z.array(
    z.object({
      name: z.string().nullish(),
      model: z.string().nullish(),
      context_length: z.number().int().positive().nullish(),
    }),
  ),
});

async function abilities(config: ModelConfig, ask: AskServer, signal: AbortSignal): Promise<ModelAbilities> {
  const shown = showSchema.safeParse(await ask('/api/show', { model: config.modelId }, signal));
  const capabilities = shown.data?.capabilities ?? ['completion'];
  const process = await running(config, ask, signal);
  const inForce = typeof process === 'object' ? (process.context_length ?? undefined) : undefined;
  const parameter = /^num_ctx\s+(\d+)/m.exec(shown.data?.parameters ?? '')?.[1];
  const told = config.windowTokens ?? inForce ?? (parameter === undefined ? undefined : Number(parameter));
  return {
    fim: fimKindOf(config, capabilities),
    chat: capabilities.includes('completion'),
    embed: capabilities.includes('embedding'),
    windowTokens: told ?? localWindow,
    isWindowAssumed: told === undefined,
    isPassedOn: typeof shown.data?.remote_host === 'string' && shown.data.remote_host !== '',
  };
}

/** What the settings say; else its own way where the model has a place for a suffix; else by family; else chat. */
function fimKindOf(config: ModelConfig, capabilities: readonly string[]): FimKind | undefined {
  if (config.fim !== 'ollama') return config.fim;
  if (capabilities.includes('insert')) return 'ollama';
  if (!capabilities.includes('completion')) return undefined;
  return config.template === undefined ? 'chat' : 'template';
}

/** The model as Ollama runs it; `unknown` where its answer tells nothing. */
async function running(config: ModelConfig, ask: AskServer, signal: AbortSignal) {
  const parsed = psSchema.safeParse(await ask('/api/ps', undefined, signal));
  if (!parsed.success) return 'unknown';
  // Ollama adds the tag `latest` to a name without one.
  const names = [config.modelId, `${config.modelId}:latest`];
  const isIt = (name: string | null | undefined) => names.includes(name ?? '');
  return parsed.data.models.find(({ name, model }) => isIt(name) || isIt(model)) ?? 'not running';
}

function fillInMiddle(request: FillInMiddleRequest, fim: FimKind | undefined, config: ModelConfig): Exchange {
  const neutral = neutralRequest(request, config);
  if (fim === 'ollama') {
    // An empty suffix counts as none, and the prompt would be sent through the template of the chat.
    const suffix = neutral.suffix.length === 0 ? '\n' : neutral.suffix;
    return generate(config, request, { prompt: withCommentedContext(neutral), suffix });
  }
  if (fim === 'template' && config.template !== undefined) {
    const { prompt, stop } = renderFimPrompt(config.template, request);
    const exchange = generate(config, request, { prompt, raw: true }, stop);
    return { ...exchange, markers: fimFamily(config.template).markers };
  }
  const question = { messages: fillHoleMessages(neutral), maxTokens: request.maxTokens };
  return { ...chat(question, config), markers: holeMarkers, isWrapped: true };
}

function generate(
  config: ModelConfig,
  { maxTokens, stop }: FillInMiddleRequest,
  prompt: Readonly<Record<string, Draft>>,
  stopOfTemplate: readonly string[] = [],
): Exchange {
  return {
    path: '/api/generate',
    body: {
      model: config.modelId,
      ...prompt,
      stream: true,
      options: optionsOf(config, maxTokens, [...stop, ...stopOfTemplate]),
    },
    read: readAnswer,
    markers: [],
    isWrapped: false,
  };
}

function chat({ messages, maxTokens }: ChatRequest, config: ModelConfig): Exchange {
  return {
    path: '/api/chat',
    body: {
      model: config.modelId,
      messages: messages.map(({ role, content }) => ({ role, content })),
      stream: true,
      options: optionsOf(config, maxTokens, []),
    },
    read: readAnswer,
    markers: [],
    isWrapped: false,
  };
}

/** `num_ctx` is sent only where the settings name a window: another value than the loaded one loads the model anew. */
function optionsOf(config: ModelConfig, maxTokens: number, stop: readonly string[]): Draft {
  return {
    num_predict: maxTokens,
    temperature: 0,
    ...(stop.length === 0 ? {} : { stop }),
    ...windowOption(config),
  };
}

function windowOption({ windowTokens }: ModelConfig): { readonly num_ctx?: number } {
  return windowTokens === undefined ? {} : { num_ctx: windowTokens };
}

const answerSchema = z.object({
  response: z.string().nullish(),
  message: z.object({ content: z.string().nullish() }).nullish(),
  done: z.boolean().nullish(),
  done_reason: z.string().nullish(),
  prompt_eval_count: z.number().nullish(),
  eval_count: z.number().nullish(),
  error: z.unknown().optional(),
});

function readAnswer(line: unknown): readonly ModelEvent[] {
  const parsed = answerSchema.safeParse(line);
  if (!parsed.success) throw new UnreadableMessage('it is not in the form of Ollama');
  const { response, message, done, done_reason, prompt_eval_count, eval_count, error } = parsed.data;
  if (error !== undefined && error !== null) throw new UnreadableMessage('it holds an error');
  const said = response ?? message?.content ?? '';
  const events: ModelEvent[] = [said === '' ? { kind: 'thinking' } : { kind: 'text', text: said }];
  if (done !== true) return events;
  events.push({ kind: 'end', reason: done_reason === 'length' ? 'length' : 'complete' });
  events.push({
    kind: 'usage',
    usage: {
      promptTokens: prompt_eval_count ?? undefined,
      cachedTokens: undefined,
      completionTokens: eval_count ?? undefined,
    },
  });
  return events;
}

const embedSchema = z.object({
  embeddings: z.array(z.array(z.number())),
  prompt_eval_count: z.number().nullish(),
});

function embeddingUsage(answer: unknown): TokenUsage | undefined {
  const promptTokens = embedSchema.safeParse(answer).data?.prompt_eval_count;
  if (typeof promptTokens !== 'number') return undefined;
  return { promptTokens, cachedTokens: undefined, completionTokens: 0 };
}

function readEmbeddings(answer: unknown): readonly (readonly number[])[] {
  const parsed = embedSchema.safeParse(answer);
  if (!parsed.success) throw new UnreadableMessage('it holds no list of vectors');
  return parsed.data.embeddings;
}
