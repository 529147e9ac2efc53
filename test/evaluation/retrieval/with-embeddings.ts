import { z } from 'zod';

import type { LexicalIndex } from '../../../server/context/lexical/lexical-index.ts';
import { defaultQueryWeights } from '../../../server/context/lexical/query-terms.ts';
import { fuseRanks } from '../../../server/context/ranking/reciprocal-rank-fusion.ts';
import type { Embedder, EmbeddingSearch } from '../../../server/context/retrievers/embeddings.ts';

/** Where vectors come from in an evaluation. */
export interface EmbeddingEndpoint {
  /** Up to `/v1`. */
  readonly baseUrl: string;
  readonly model: string;
  readonly apiKey: string | undefined;
}

/** The endpoint that the environment names; throws what is missing. */
export function embeddingEndpoint(env: NodeJS.ProcessEnv): EmbeddingEndpoint {
  const { INNERLOOP_EMBEDDINGS_URL: baseUrl, INNERLOOP_EMBEDDINGS_MODEL: model } = env;
  if (!baseUrl || !model)
    throw new Error(
      'INNERLOOP_EMBEDDINGS_URL (such as http://127.0.0.1:8080/v1) and INNERLOOP_EMBEDDINGS_MODEL must be set.',
    );
  return { baseUrl, model, apiKey: env.INNERLOOP_EMBEDDINGS_KEY };
}

const answer = z.object({
  data: z.array(z.object({ index: z.number(), embedding: z.array(z.number()) })),
});

/** Asks any OpenAI-compatible `/embeddings`; these are public repositories, so no policy is asked. */
export function endpointEmbedder({ baseUrl, model, apiKey }: EmbeddingEndpoint): Embedder {
  return {
    async embed(texts, signal) {
      const response = await fetch(`${baseUrl}/embeddings`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
        },
        body: JSON.stringify({ model, input: texts.map(({ text }) => text) }),
        signal,
      });
      if (!response.ok) throw new Error(`the endpoint answers ${response.status}`);
      const { data } = answer.parse(await response.json());
      const vectors = new Map(data.map(({ index, embedding }) => [index, embedding]));
      return texts.map((_, at) => vectors.get(at));
    },
  };
}

/** An index at a commit, and how its files' texts are read. */
export interface EmbeddingCorpus {
  readonly lexical: LexicalIndex;
  text(path: string): Promise<string | undefined>;
}

/** The files in the order of the baseline and of their nearest chunk, fused by rank. */
export async function rankedWithEmbeddings(
  search: EmbeddingSearch,
  corpus: EmbeddingCorpus,
  { query, baseline }: { readonly query: string; readonly baseline: readonly string[] },
  signal: AbortSignal,
): Promise<readonly string[]> {
  const source = { ...corpus, uriOf: (path: string) => path, isCandidate: () => true };
  const question = { text: query.slice(0, mostUnits), uri: undefined, weights: defaultQueryWeights };
  const found = await search.find(source, question, signal);
  const nearest = [...new Set(found.map(({ path }) => path))];
  return fuseRanks([{ ids: baseline }, { ids: nearest }]).map(({ id }) => id);
}

/** UTF-16 units of a question that small embedding models read. */
const mostUnits = 4_000;
