import type { FileTerms } from './chunk-terms.ts';

/** The postings of a term among the files added since the base was built. */
export interface DeltaPostings {
  readonly chunks: readonly number[];
  readonly counts: readonly number[];
}

/**
 * The files that came or changed since the base was built.
 * Invariant: postings lie in the order of chunk numbers; those of removed files stay until half of them are dead.
 */
export class LexicalDelta {
  #files = new Map<string, { readonly terms: FileTerms; readonly firstChunk: number }>();
  #postings = new Map<number, { readonly chunks: number[]; readonly counts: number[] }>();
  /** For each chunk its path and its place in the file. */
  #chunks: { readonly file: FileTerms; readonly index: number }[] = [];
  #isDead: boolean[] = [];
  #deadChunks = 0;

  get files(): readonly FileTerms[] {
    return Array.from(this.#files.values(), (file) => file.terms);
  }

  get chunkCount(): number {
    return this.#chunks.length;
  }

  get hasDead(): boolean {
    return this.#deadChunks > 0;
  }

  has(path: string): boolean {
    return this.#files.has(path);
  }

  file(path: string): FileTerms | undefined {
    return this.#files.get(path)?.terms;
  }

  chunk(number: number) {
    return this.#chunks[number];
  }

  isDead(chunk: number): boolean {
    return this.#isDead[chunk] ?? true;
  }

  postings(key: number): DeltaPostings | undefined {
    return this.#postings.get(key);
  }

  /** The path must not be there. */
  add(terms: FileTerms): void {
    this.#files.set(terms.path, { terms, firstChunk: this.#chunks.length });
    for (const [index, chunk] of terms.chunks.entries()) {
      const number = this.#chunks.length;
      this.#chunks.push({ file: terms, index });
      this.#isDead.push(false);
      for (const [i, key] of chunk.keys.entries()) this.#post(key, number, chunk.counts[i] ?? 0);
    }
  }

  remove(path: string): void {
    const file = this.#files.get(path);
    if (file === undefined) return;
    this.#files.delete(path);
    this.#isDead.fill(true, file.firstChunk, file.firstChunk + file.terms.chunks.length);
    this.#deadChunks += file.terms.chunks.length;
    if (this.#deadChunks * 2 > this.#chunks.length) this.#rebuild();
  }

  #post(key: number, chunk: number, count: number): void {
    const postings = this.#postings.get(key);
    if (postings === undefined) {
      this.#postings.set(key, { chunks: [chunk], counts: [count] });
      return;
    }
    postings.chunks.push(chunk);
    postings.counts.push(count);
  }

  #rebuild(): void {
    const { files } = this;
    this.#files = new Map();
    this.#postings = new Map();
    this.#chunks = [];
    this.#isDead = [];
    this.#deadChunks = 0;
    for (const file of files) this.add(file);
  }
}
