/** Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond, 2009, section 3.4. */
export interface Bm25Shape {
  /** How soon repetition stops to count. */
  readonly k1: number;
  /** How much of a long chunk's advantage is taken away: 0 nothing, 1 all. */
  readonly b: number;
}

/** The weight of a term by its rarity, never negative. */
export function inverseDocumentFrequency(documents: number, documentsWithTerm: number): number {
  return Math.log(1 + (documents - documentsWithTerm + 0.5) / (documentsWithTerm + 0.5));
}

/** What `count` occurrences are worth in a document of this length, between 0 and k1 + 1. */
export function saturation(count: number, relativeLength: number, { k1, b }: Bm25Shape): number {
  return (count * (k1 + 1)) / (count + k1 * (1 - b + b * relativeLength));
}
