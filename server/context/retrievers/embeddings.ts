import type { LexicalIndex } from '../lexical/lexical-index.ts';
import { searchChunks } from '../lexical/lexical-search.ts';
import {
  codeQueryWeights,
  defaultQueryWeights,
  type QueryWeights,
  queryTerms,
} from '../lexical/query-terms.ts';
import { ordered } from './chunk-finding.ts';
import { windowText } from './names-near.ts';
import type { Finding, Retriever } from './scene.ts';

/** A text to be turned into a vector, and the file it is from; a question in words is from none. */
export interface TextToEmbed {
  readonly text: string;
  readonly uri: string | undefined;
  /** Git has listed the file lately, as tracked. */
  readonly isListed: boolean;
}

/** Turns texts into vectors; undefined for a text that may not be sent, or for all where no model answers. */
export interface Embedder {
  embed(
    texts: readonly TextToEmbed[],
    signal: AbortSignal,
  ): Promise<readonly (readonly number[] | undefined)[]>;
}

/** What is looked through for similar meaning. */
export interface EmbeddingSource {
  readonly lexical: LexicalIndex;
  text(path: string): Promise<string | undefined>;
  uriOf(path: string): string;
  /** Whether the file may be an answer at all. */
  isCandidate(path: string): boolean;
}

/** A question, and the file that its text is from. */
export interface EmbeddingQuestion {
  readonly text: string;
  readonly uri: string | undefined;
  readonly weights: QueryWeights;
}

/**
 * Code that means something similar: of the chunks that keyword search finds, those whose vectors lie nearest to that
 * of the question (cosine). Only these are sent, and each once; with nothing to send to, it finds nothing.
 */
export function embeddingsRetriever(embedder: Embedder): Retriever {
  const search = new EmbeddingSearch(embedder);
  return {
    name: 'embeddings',
    async retrieve({ root, task, place, query }, signal) {
      // Nobody waits for a model at every keystroke.
      if (task === 'completion') return [];
      const source: EmbeddingSource = {
        lexical: root.index.lexical,
        text: (path) => root.text(path, signal),
        uriOf: (path) => root.uriOf(path),
        isCandidate: (path) => path !== place?.path && root.index.files.get(path)?.isTracked !== false,
      };
      if (query !== undefined)
        return search.find(source, { text: query, uri: undefined, weights: defaultQueryWeights }, signal);
      if (place === undefined) return [];
      // The lines around the cursor are the file's, the words of a question are the person's.
      const question = { text: windowText(place), uri: root.uriOf(place.path), weights: codeQueryWeights };
      return search.find(source, question, signal);
    },
  };
}

/** Ranks what keyword search finds by vectors, which it remembers. */
export class EmbeddingSearch {
  readonly #embedder: Embedder;
  readonly #vectors = new VectorCache();

  constructor(embedder: Embedder) {
    this.#embedder = embedder;
  }

  async find(
    source: EmbeddingSource,
    question: EmbeddingQuestion,
    signal: AbortSignal,
  ): Promise<readonly Finding[]> {
    if (question.text.trim() === '') return [];
    const candidates = await candidatesOf(source, question);
    if (candidates.length === 0) return [];
    const texts = [
      { text: question.text, uri: question.uri, isListed: false },
      ...candidates.map(({ text, uri }) => ({ text, uri, isListed: true })),
    ];
    const [asked, ...found] = await this.#vectors.of(texts, this.#embedder, signal);
    if (asked === undefined) return [];
    return ordered(
      candidates.flatMap(({ finding }, at) => {
        const vector = found[at];
        return vector === undefined ? [] : [{ ...finding, score: cosine(asked, vector) }];
      }),
      mostFindings,
    );
  }
}

interface Candidate {
  readonly finding: Finding;
  readonly text: string;
  readonly uri: string;
}

async function candidatesOf(
  source: EmbeddingSource,
  { text: question, weights }: EmbeddingQuestion,
): Promise<readonly Candidate[]> {
  const candidates: Candidate[] = [];
  const terms = queryTerms(question, weights);
  for (const { path, startLine, endLine } of searchChunks(source.lexical, terms, mostCandidates)) {
    if (!source.isCandidate(path)) continue;
    const whole = await source.text(path);
    const lines = whole?.split('\n').slice(startLine, endLine).join('\n').slice(0, mostUnits);
    if (lines === undefined || lines.trim() === '') continue;
    const finding = { path, startLine, endLine, score: 0, reason: 'means something similar' };
    // With its path, as embedding models are trained to see code.
    candidates.push({ finding, text: `${path}\n${lines}`, uri: source.uriOf(path) });
  }
  return candidates;
}

/** Vectors by their texts, the oldest forgotten beyond a bound. */
class VectorCache {
  readonly #known = new Map<string, readonly number[]>();

  async of(
    texts: readonly TextToEmbed[],
    embedder: Embedder,
    signal: AbortSignal,
  ): Promise<readonly (readonly number[] | undefined)[]> {
    const missing = texts.filter(({ text }) => !this.#known.has(text));
    const fresh = missing.length === 0 ? [] : await embedder.embed(missing, signal);
    for (const [at, { text }] of missing.entries()) {
      const vector = fresh[at];
      if (vector !== undefined) this.#known.set(text, vector);
    }
    const found = texts.map(({ text }) => this.#known.get(text));
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= mostVectors) break;
      this.#known.delete(oldest);
    }
    return found;
  }
}

function cosine(one: readonly number[], other: readonly number[]): number {
  let product = 0;
  let left = 0;
  let right = 0;
  for (const [at, value] of one.entries()) {
    const against = other[at] ?? 0;
    product += value * against;
    left += value * value;
    right += against * against;
  }
  return left === 0 || right === 0 ? 0 : product / Math.sqrt(left * right);
}

const mostCandidates = 50;
const mostFindings = 20;
/** UTF-16 units of one text: what small embedding models read of it. */
const mostUnits = 4_000;
/** A vector of 768 numbers takes 6 kB. */
const mostVectors = 2_000;
