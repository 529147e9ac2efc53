import { searchChunks } from '../lexical/lexical-search.ts';
import { codeQueryWeights, defaultQueryWeights, queryTerms } from '../lexical/query-terms.ts';
import { ordered } from './chunk-finding.ts';
import { windowText } from './names-near.ts';
import type { Finding, Retriever, RootView, Scene } from './scene.ts';

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

/**
 * Code that means something similar: of the chunks that keyword search finds, those whose vectors lie nearest to that
 * of the question (cosine). Only these are sent, and each once; with nothing to send to, it finds nothing.
 */
export function embeddingsRetriever(embedder: Embedder): Retriever {
  const vectors = new VectorCache();
  return {
    name: 'embeddings',
    async retrieve(scene, signal) {
      const question = scene.query ?? (scene.place === undefined ? '' : windowText(scene.place));
      // Nobody waits for a model at every keystroke.
      if (question.trim() === '' || scene.task === 'completion') return [];
      const candidates = await candidatesOf(scene, question, signal);
      if (candidates.length === 0) return [];
      const texts = [
        { text: question, uri: ownerOf(scene), isListed: false },
        ...candidates.map(({ text, uri }) => ({ text, uri, isListed: true })),
      ];
      const [asked, ...found] = await vectors.of(texts, embedder, signal);
      if (asked === undefined) return [];
      return ordered(
        candidates.flatMap(({ finding }, at) => {
          const vector = found[at];
          return vector === undefined ? [] : [{ ...finding, score: cosine(asked, vector) }];
        }),
        mostFindings,
      );
    },
  };
}

/** The lines around the cursor are the file's, the words of a question are the person's. */
function ownerOf({ query, root, place }: Scene): string | undefined {
  return query === undefined && place !== undefined ? root.uriOf(place.path) : undefined;
}

interface Candidate {
  readonly finding: Finding;
  readonly text: string;
  readonly uri: string;
}

async function candidatesOf(
  { root, place, query }: Scene,
  question: string,
  signal: AbortSignal,
): Promise<readonly Candidate[]> {
  const terms = queryTerms(question, query === undefined ? codeQueryWeights : defaultQueryWeights);
  const candidates: Candidate[] = [];
  for (const { path, startLine, endLine } of searchChunks(root.index.lexical, terms, mostCandidates)) {
    if (path === place?.path || root.index.files.get(path)?.isTracked === false) continue;
    const text = await chunkText(root, { path, startLine, endLine }, signal);
    if (text === undefined) continue;
    const finding = { path, startLine, endLine, score: 0, reason: 'means something similar' };
    candidates.push({ finding, text, uri: root.uriOf(path) });
  }
  return candidates;
}

/** With its path, as embedding models are trained to see code. */
async function chunkText(
  root: RootView,
  {
    path,
    startLine,
    endLine,
  }: { readonly path: string; readonly startLine: number; readonly endLine: number },
  signal: AbortSignal,
): Promise<string | undefined> {
  const text = await root.text(path, signal);
  const lines = text?.split('\n').slice(startLine, endLine).join('\n').slice(0, mostUnits);
  return lines === undefined || lines.trim() === '' ? undefined : `${path}\n${lines}`;
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
