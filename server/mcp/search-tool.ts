import { z } from 'zod';
import { excerptText } from './excerpt-text.ts';
import type { McpEngine } from './ports.ts';

export const searchInput = z.object({
  query: z.string().min(1).max(10_000).describe('words, names or a sentence'),
  limit: z.number().int().min(1).max(50).default(10).describe('the most places'),
});

export type SearchArguments = z.infer<typeof searchInput>;

/** The places as text for a model: `path:from-to (reason)`, and what stands there. */
export async function searchText(
  { query, limit }: SearchArguments,
  engine: McpEngine,
  signal: AbortSignal,
): Promise<string> {
  const results = await engine.search(query, limit, signal);
  if (results.length === 0) return 'Nothing was found. Try other words, or the name of a function or file.';
  return results.map(excerptText).join('\n\n');
}
