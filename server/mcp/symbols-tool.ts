import { z } from 'zod';

import type { McpEngine } from './ports.ts';

export const symbolsInput = z.object({
  query: z.string().min(1).max(200).describe('the name of a definition, or a part of it'),
  limit: z.number().int().min(1).max(100).default(20).describe('the most definitions'),
});

export type SymbolsArguments = z.infer<typeof symbolsInput>;

/** One line a definition: `path:from-to kind name: signature`. */
export async function symbolsText(
  { query, limit }: SymbolsArguments,
  engine: McpEngine,
  signal: AbortSignal,
): Promise<string> {
  const symbols = await engine.symbols(query, limit, signal);
  if (symbols.length === 0) return `No definition has "${query}" in its name.`;
  return symbols
    .map(({ path, startLine, endLine, kind, name, container, signature }) => {
      const whole = container === undefined ? name : `${container}.${name}`;
      return `${path}:${startLine + 1}-${endLine} ${kind} ${whole}: ${signature}`;
    })
    .join('\n');
}
