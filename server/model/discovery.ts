import * as z from 'zod';

import { isSafeText } from '../base/safe-text.ts';

import { detectFimFamily } from './fim-family.ts';
import type { PresetName } from './presets.ts';

/** How servers on this machine are asked what they are; `host/loopback-probe.ts` implements it. */
export interface LoopbackProbe {
  /**
   * GET, or POST where a body is given. Resolves with the JSON of the answer, or undefined for whatever else
   * happened: nobody listens, an error status, no JSON, too slow. Rejects only with the signal's reason.
   */
  ask(
    url: string,
    body: Readonly<Record<string, string | number>> | undefined,
    signal: AbortSignal,
  ): Promise<unknown>;
}

/** A server of models that answered on a usual port of this machine. */
export interface FoundServer {
  /** Undefined for a server of which we know only that it has the routes of OpenAI. */
  readonly preset: PresetName | undefined;
  /** As the settings want it. */
  readonly baseUrl: string;
  /** Those that were looked at: 40 at most. */
  readonly models: readonly FoundModel[];
}

/** A model of such a server; undefined stands for what nobody tells. */
export interface FoundModel {
  readonly id: string;
  /** Whether it was trained to fill a gap. */
  readonly fim: boolean | undefined;
  readonly chat: boolean;
  readonly embed: boolean;
  /** Tokens of prompt and answer together: those in force where it is loaded, else the most it could take. */
  readonly windowTokens: number | undefined;
  /** Parameters, in thousand millions. */
  readonly billions: number | undefined;
  readonly isLoaded: boolean | undefined;
  /** False when the server passes text on to another machine; undefined behind a gateway, which may. */
  readonly runsHere: boolean | undefined;
}

/** Looks at the usual ports of this machine, and tells servers apart by what they answer. */
export async function discoverServers(
  probe: LoopbackProbe,
  signal: AbortSignal,
): Promise<readonly FoundServer[]> {
  const found = await Promise.all(usualPorts.map((port) => serverAt(port, probe, signal)));
  return found.filter((server) => server !== undefined);
}

/** Ollama, llama.cpp and what is started beside it, LM Studio, vLLM, LiteLLM, Jan. */
const usualPorts = [11434, 8080, 8012, 1234, 8000, 4000, 1337] as const;
const maxModels = 40;
/** Ollama reads a model's file to tell about it, so it is asked about a few at a time. */
const batchSize = 4;

type Ask = (path: string, body?: Readonly<Record<string, string | number>>) => Promise<unknown>;

async function serverAt(
  port: number,
  probe: LoopbackProbe,
  signal: AbortSignal,
): Promise<FoundServer | undefined> {
  const root = `http://127.0.0.1:${port}`;
  const ask: Ask = async (path, body) => {
    signal.throwIfAborted();
    return probe.ask(root + path, body, signal);
  };
  const [version, listed] = await Promise.all([ask('/api/version'), ask('/v1/models')]);
  if (versionSchema.safeParse(version).success) return ollamaServer(root, ask);
  const list = listSchema.safeParse(listed).data;
  const models = list === undefined ? undefined : entriesOf(list.data, entrySchema);
  return routesOfOpenAi(`${root}/v1`, models, ask);
}

async function routesOfOpenAi(
  baseUrl: string,
  models: readonly Entry[] | undefined,
  ask: Ask,
): Promise<FoundServer | undefined> {
  const owner = models?.[0]?.owned_by ?? '';
  if (models !== undefined && owner === 'llamacpp')
    return { preset: 'llama.cpp', baseUrl, models: await llamaCppModels(models, ask) };
  if (models !== undefined && owner === 'vllm')
    return { preset: 'vllm', baseUrl, models: models.map((entry) => plainModel(entry, true)) };
  if (readinessSchema.safeParse(await ask('/health/readiness')).success) {
    // A gateway lists its models only to those who have its key, and says not where they run.
    const behind = (models ?? []).map((entry) => ({ ...plainModel(entry, undefined), runsHere: undefined }));
    return { preset: 'litellm', baseUrl, models: behind };
  }
  if (models === undefined) return undefined;
  const ofLmStudio = lmStudioSchema.safeParse(await ask('/api/v0/models')).data;
  if (ofLmStudio !== undefined)
    return { preset: 'lmstudio', baseUrl, models: lmStudioModels(ofLmStudio.data) };
  return { preset: undefined, baseUrl, models: models.map((entry) => plainModel(entry, undefined)) };
}

/** Names come from others and are printed, so one that could rewrite the screen is no name. */
const modelId = z
  .string()
  .min(1)
  .max(200)
  .refine((id) => isSafeText(id) && !/[\t\r\n]/.test(id));
const tokens = z.number().int().positive();

const versionSchema = z.object({ version: z.string() });
const readinessSchema = z.object({ litellm_version: z.string() });
const listSchema = z.object({ object: z.literal('list'), data: z.array(z.unknown()) });
const entrySchema = z.object({
  id: modelId,
  owned_by: z.string().nullish().catch(undefined),
  max_model_len: tokens.nullish().catch(undefined),
  meta: z
    .object({ n_params: z.number().positive().nullish(), n_ctx_train: tokens.nullish() })
    .nullish()
    .catch(undefined),
  status: z.object({ value: z.string() }).nullish().catch(undefined),
});
type Entry = z.infer<typeof entrySchema>;

/** The entries that are what they should be; one of another shape spoils no other. */
function entriesOf<Shape>(list: readonly unknown[], schema: z.ZodType<Shape>): readonly Shape[] {
  return list
    .map((entry) => schema.safeParse(entry).data)
    .filter((entry) => entry !== undefined)
    .slice(0, maxModels);
}

function plainModel(entry: Entry, isLoaded: boolean | undefined): FoundModel {
  const embed = isEmbedder(entry.id);
  return {
    id: entry.id,
    fim: !embed && detectFimFamily(entry.id) !== undefined,
    chat: !embed,
    embed,
    windowTokens: entry.max_model_len ?? entry.meta?.n_ctx_train ?? undefined,
    billions: billionsOf(entry.meta?.n_params) ?? billionsIn(entry.id),
    isLoaded,
    runsHere: true,
  };
}

function isEmbedder(id: string): boolean {
  return /embed|rerank|\b(bge|gte|e5|minilm)\b/i.test(id);
}

const propsSchema = z.object({
  model_path: z.string().nullish().catch(undefined),
  default_generation_settings: z.object({ n_ctx: tokens.nullish().catch(undefined) }).nullish(),
});

/** It is one model, unless the server was started as a router; an alias may hide its family, but not its path. */
async function llamaCppModels(entries: readonly Entry[], ask: Ask): Promise<readonly FoundModel[]> {
  const props = propsSchema.safeParse(await ask('/props')).data;
  // A model without markers for gaps is answered with an error; nothing is asked of the others but a token.
  const nothing = { input_prefix: '', input_suffix: '', n_predict: 1 };
  const fillsGaps = entries.length === 1 && (await ask('/infill', nothing)) !== undefined;
  return entries.map((entry) => {
    const isLoaded = entry.status == null || entry.status.value === 'loaded';
    const model = plainModel(entry, isLoaded);
    const path = entries.length === 1 ? (props?.model_path ?? '') : '';
    const inForce = entries.length === 1 ? props?.default_generation_settings?.n_ctx : undefined;
    const isNamedSo = model.fim === true || (!model.embed && detectFimFamily(path) !== undefined);
    return {
      ...model,
      fim: isNamedSo || (entries.length === 1 && fillsGaps),
      windowTokens: inForce ?? model.windowTokens,
      billions: model.billions ?? billionsIn(path),
    };
  });
}

const lmStudioSchema = z.object({ data: z.array(z.unknown()) });
const lmStudioEntrySchema = z.object({
  id: modelId,
  type: z.enum(['llm', 'vlm', 'embeddings']),
  state: z.string().nullish().catch(undefined),
  max_context_length: tokens.nullish().catch(undefined),
  loaded_context_length: tokens.nullish().catch(undefined),
});

function lmStudioModels(list: readonly unknown[]): readonly FoundModel[] {
  return entriesOf(list, lmStudioEntrySchema).map((entry) => {
    const embed = entry.type === 'embeddings';
    return {
      id: entry.id,
      fim: !embed && detectFimFamily(entry.id) !== undefined,
      chat: !embed,
      embed,
      windowTokens: entry.loaded_context_length ?? entry.max_context_length ?? undefined,
      billions: billionsIn(entry.id),
      isLoaded: entry.state == null ? undefined : entry.state === 'loaded',
      runsHere: true,
    };
  });
}

const tagsSchema = z.object({ models: z.array(z.unknown()) });
const tagSchema = z.object({
  name: modelId,
  remote_host: z.string().nullish().catch(undefined),
  details: z.object({ parameter_size: z.string().nullish() }).nullish().catch(undefined),
});
type Tag = z.infer<typeof tagSchema>;

const runningSchema = z.object({ name: modelId, context_length: tokens.nullish().catch(undefined) });
/** By name, the models in memory and their windows; undefined when the server does not tell. */
type Running = ReadonlyMap<string, number | undefined> | undefined;

async function ollamaServer(root: string, ask: Ask): Promise<FoundServer | undefined> {
  const [tags, ps] = await Promise.all([ask('/api/tags'), ask('/api/ps')]);
  const list = tagsSchema.safeParse(tags).data;
  if (list === undefined) return undefined;
  const ran = tagsSchema.safeParse(ps).data;
  const running: Running =
    ran &&
    new Map(
      entriesOf(ran.models, runningSchema).map(({ name, context_length }) => [
        name,
        context_length ?? undefined,
      ]),
    );
  const waiting = [...entriesOf(list.models, tagSchema)];
  const models: FoundModel[] = [];
  while (waiting.length > 0) {
    const batch = waiting.splice(0, batchSize);
    models.push(...(await Promise.all(batch.map((tag) => ollamaModel(tag, running, ask)))));
  }
  return { preset: 'ollama', baseUrl: root, models };
}

const showSchema = z.object({
  capabilities: z.array(z.string()).nullish().catch(undefined),
  parameters: z.string().nullish().catch(undefined),
  model_info: z.record(z.string(), z.unknown()).nullish().catch(undefined),
});

async function ollamaModel(tag: Tag, running: Running, ask: Ask): Promise<FoundModel> {
  const { capabilities, parameters, model_info } =
    showSchema.safeParse(await ask('/api/show', { model: tag.name })).data ?? {};
  const embed = capabilities?.includes('embedding') ?? isEmbedder(tag.name);
  const chat = capabilities?.includes('completion') ?? !embed;
  const written = /^num_ctx\s+(\d{1,9})\s*$/m.exec(parameters ?? '')?.[1];
  const trained = Object.entries(model_info ?? {}).find(([key]) => key.endsWith('.context_length'))?.[1];
  return {
    id: tag.name,
    // Where the server has no place for a suffix, we write the prompt of the family ourselves.
    fim: (capabilities?.includes('insert') ?? false) || (chat && detectFimFamily(tag.name) !== undefined),
    chat,
    embed,
    windowTokens:
      running?.get(tag.name) ?? tokens.safeParse(Number(written)).data ?? tokens.safeParse(trained).data,
    billions: billionsIn(tag.details?.parameter_size ?? '') ?? billionsIn(tag.name),
    isLoaded: running?.has(tag.name),
    runsHere: tag.remote_host == null || tag.remote_host === '',
  };
}

function billionsOf(parameters: number | null | undefined): number | undefined {
  return parameters == null ? undefined : parameters / 1e9;
}

/** The size in a name or a label: "1.5B", "494.03M", "8x7b"; not the active part of a mixture ("A3B"). */
function billionsIn(text: string): number | undefined {
  const found = /(?<![a-z\d.])(?:(\d{1,3})x)?(\d{1,4}(?:\.\d{1,4})?)([bm])(?![a-z\d])/i.exec(text);
  if (found === null) return undefined;
  const [, experts = '1', size = '0', unit = 'b'] = found;
  const billions = (Number(experts) * Number(size)) / (unit.toLowerCase() === 'm' ? 1000 : 1);
  return billions > 0 ? billions : undefined;
}
