import type { FoundModel, FoundServer } from './discovery.ts';
import { presetOf } from './presets.ts';

/** What of this machine bounds the size of a model. */
export interface MachineFacts {
  readonly memoryBytes: number;
  readonly cores: number;
}

/** The model to complete with, why, and what to paste into the settings. */
export interface Recommendation {
  readonly server: FoundServer;
  readonly model: FoundModel;
  /** In plain words; completes "…: ". */
  readonly reason: string;
  /** JSONC with the settings `models` and `routes.completion`. */
  readonly setting: string;
}

/**
 * The model for completion on this machine, or undefined when none fits: one that fills gaps before one that only
 * chats, one for code before others, then the largest that is fast enough without a GPU, then one that is loaded.
 * Models that send text to other machines, or may do so, are never recommended.
 */
export function recommendForCompletion(
  servers: readonly FoundServer[],
  machine: MachineFacts,
): Recommendation | undefined {
  const limit = largestBillions(machine);
  const fitting = servers.flatMap((server) =>
    server.models
      .filter((model) => isUsable(model) && model.billions !== undefined && model.billions <= limit)
      .map((model) => ({ server, model })),
  );
  const [best] = fitting.sort((a, b) => compareRanks(rankOf(a.model), rankOf(b.model)));
  if (best === undefined) return undefined;
  return { ...best, reason: reasonFor(best.model, machine), setting: settingFor(best) };
}

/** Without a GPU: 4-bit weights take a quarter of the memory at most, and few cores make a large model slow. */
function largestBillions({ memoryBytes, cores }: MachineFacts): number {
  const byMemory = memoryBytes / 4 / bytesPerBillion;
  if (cores <= 4) return Math.min(2, byMemory);
  return Math.min(cores <= 8 ? 4 : 8, byMemory);
}

const bytesPerBillion = 0.6e9;

function isUsable({ fim, chat, runsHere }: FoundModel): boolean {
  return runsHere === true && (fim === true || chat);
}

/** Higher is better, the first difference counts. */
function rankOf({ id, fim, billions = 0, isLoaded }: FoundModel): readonly number[] {
  // "1.5" and "1.54" are the same size, told by different servers.
  return [Number(fim === true), Number(isForCode(id)), Math.round(billions * 10), Number(isLoaded === true)];
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  return a.map((rank, index) => (b[index] ?? 0) - rank).find((difference) => difference !== 0) ?? 0;
}

function isForCode(id: string): boolean {
  return /cod(e|ing|estral)|mellum/i.test(id);
}

function reasonFor(model: FoundModel, { memoryBytes, cores }: MachineFacts): string {
  const machine = `${cores} cores and ${Math.round(memoryBytes / 2 ** 30)} GB`;
  return `${kindOf(model)}, and the largest such that is fast enough with ${machine}; a GPU allows larger ones`;
}

function kindOf({ id, fim }: FoundModel): string {
  if (fim !== true)
    return 'fills gaps by instruction, slower than a model made for it, of which none here fits';
  return isForCode(id) ? 'made to fill gaps in code' : 'fills gaps, though it is not made for code alone';
}

function settingFor({ server, model }: { readonly server: FoundServer; readonly model: FoundModel }): string {
  const name = shortName(model.id);
  const preset = presetOf(server.preset);
  const entry = {
    ...(server.preset === undefined ? {} : { preset: server.preset }),
    model: model.id,
    ...(server.baseUrl === preset.baseUrl ? {} : { baseUrl: server.baseUrl }),
    // That preset would ask the server to fill gaps, which it refuses for a model that cannot.
    ...(preset.fim === 'infill' && model.fim !== true ? { fim: 'chat' } : {}),
  };
  return [
    '{',
    '  "models": {',
    `    ${JSON.stringify(name)}: ${onOneLine(entry)}`,
    '  },',
    `  "routes.completion": [${JSON.stringify(name)}]`,
    '}',
  ].join('\n');
}

function onOneLine(entry: Readonly<Record<string, string>>): string {
  const fields = Object.entries(entry).map(
    ([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`,
  );
  return `{ ${fields.join(', ')} }`;
}

/** "Qwen/Qwen2.5-Coder-1.5B-Base-GGUF" is "qwen2.5-coder-1.5b" to its user. */
function shortName(id: string): string {
  const name = id.slice(Math.max(id.lastIndexOf('/'), id.lastIndexOf('\\')) + 1).toLowerCase();
  const words = name
    .replace(/\.gguf$/, '')
    .replace(/[^a-z\d.]+/g, '-')
    .replace(/[-.](i?q\d(-[a-z\d]{1,2}){0,2}|f16|bf16|fp16|awq|gptq|mlx|[48]bit)(?=-|$)/g, '')
    .replace(/-(base|instruct|it|latest|gguf)(?=-|$)/g, '')
    .replace(/^[-.]+|[-.]+$/g, '');
  return words === '' ? 'local-model' : words;
}
