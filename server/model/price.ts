import type { TokenUsage } from './language-model.ts';

/** US dollars per million tokens, as the settings give them. */
export interface TokenPrice {
  readonly input: number;
  readonly output: number;
  /** For tokens of the prompt that the server had kept; as `input` when it is left out. */
  readonly cachedInput?: number | undefined;
}

/** What decides the price of a model. */
export interface PricedModel {
  readonly modelId: string;
  /** The name of its server in the price list; undefined where whoever runs the server decides what it costs. */
  readonly providerId: string | undefined;
  /** What the settings say; it goes before everything else. */
  readonly price: TokenPrice | undefined;
  readonly isLoopback: boolean;
}

/**
 * What a request cost, in US dollars; undefined when that is not known. Without a price of its own, a model on this
 * machine costs nothing, so a gateway that runs here and asks others needs a price in the settings. The list of
 * prices comes with a package and is loaded on first need; nothing is fetched.
 */
export async function costOf(usage: TokenUsage, model: PricedModel): Promise<number | undefined> {
  const counts = countsOf(usage);
  if (model.price !== undefined) return counts === undefined ? undefined : settingsCost(counts, model.price);
  if (model.isLoopback) return 0;
  if (counts === undefined || model.providerId === undefined) return undefined;
  return listedCost(counts, model.modelId, model.providerId);
}

/** Tokens of one request; the cached ones are part of the prompt. */
interface TokenCounts {
  readonly prompt: number;
  readonly cached: number;
  readonly completion: number;
}

/** Undefined for counts that are missing or contradict each other. */
function countsOf({ promptTokens, cachedTokens, completionTokens }: TokenUsage): TokenCounts | undefined {
  const cached = cachedTokens ?? 0;
  if (!isCount(promptTokens) || !isCount(completionTokens) || !isCount(cached)) return undefined;
  return cached > promptTokens ? undefined : { prompt: promptTokens, cached, completion: completionTokens };
}

function isCount(value: number | undefined): value is number {
  return value !== undefined && Number.isFinite(value) && value >= 0;
}

function settingsCost({ prompt, cached, completion }: TokenCounts, price: TokenPrice): number {
  const { input, output, cachedInput = input } = price;
  return ((prompt - cached) * input + cached * cachedInput + completion * output) / 1_000_000;
}

async function listedCost(
  { prompt, cached, completion }: TokenCounts,
  modelId: string,
  providerId: string,
): Promise<number | undefined> {
  try {
    const { calcPrice } = await import('@pydantic/genai-prices');
    const usage = { input_tokens: prompt, cache_read_tokens: cached, output_tokens: completion };
    return calcPrice(usage, modelId, { providerId })?.total_price;
  } catch {
    // The list is not installed, or it cannot price these counts: then the price is not known, and that is no failure.
    return undefined;
  }
}
