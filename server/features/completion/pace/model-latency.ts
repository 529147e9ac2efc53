/**
 * How long each model takes to its first useful text, as its last answers tell.
 * Invariant: at most `maxSamples` figures of at most `maxModels` models are kept.
 */
export class ModelLatency {
  /** By the settings' name of the model, the one that answered longest ago first. */
  readonly #samples = new Map<string, readonly number[]>();

  /** `ms` passed from the question to the first useful text. */
  add(model: string, ms: number): void {
    if (!Number.isFinite(ms) || ms < 0) return;
    const samples = [...(this.#samples.get(model) ?? []), ms].slice(-maxSamples);
    this.#samples.delete(model);
    this.#samples.set(model, samples);
    if (this.#samples.size <= maxModels) return;
    for (const oldest of this.#samples.keys()) {
      this.#samples.delete(oldest);
      break;
    }
  }

  /** The average of the middle half in ms, so that a cold start or a stalled line says little; undefined without any. */
  of(model: string): number | undefined {
    const samples = this.#samples.get(model);
    if (samples === undefined) return undefined;
    const sorted = [...samples].sort((a, b) => a - b);
    const cut = Math.floor(sorted.length / 4);
    const middle = sorted.slice(cut, sorted.length - cut);
    return middle.reduce((sum, ms) => sum + ms, 0) / middle.length;
  }
}

const maxSamples = 10;
const maxModels = 64;
