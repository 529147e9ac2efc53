import { withSignal } from '../../base/cancellation.ts';
import type { Embedder, TextToEmbed } from '../retrievers/embeddings.ts';

type Vectors = readonly (readonly number[] | undefined)[];

/** Asks another thread for vectors, since models are asked there; every question is settled at most once. */
export class ChannelEmbedder implements Embedder {
  readonly #ask: (id: number, texts: readonly TextToEmbed[]) => void;
  readonly #waiting = new Map<number, (vectors: Vectors) => void>();
  #lastId = 0;

  constructor(ask: (id: number, texts: readonly TextToEmbed[]) => void) {
    this.#ask = ask;
  }

  async embed(texts: readonly TextToEmbed[], signal: AbortSignal): Promise<Vectors> {
    this.#lastId += 1;
    const id = this.#lastId;
    const answered = new Promise<Vectors>((resolve) => this.#waiting.set(id, resolve));
    this.#ask(id, texts);
    return withSignal(answered, signal).finally(() => this.#waiting.delete(id));
  }

  /** The answer to a question; one that nobody waits for is ignored. */
  settle(id: number, vectors: Vectors): void {
    this.#waiting.get(id)?.(vectors);
  }
}
