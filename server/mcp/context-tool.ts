import { z } from 'zod';

import { UserError } from '../base/error-codes.ts';
import type { ContextBundle } from '../context/context-item.ts';
import { excerptText } from './excerpt-text.ts';
import type { McpEngine } from './ports.ts';

export const contextInput = z.object({
  query: z.string().min(1).max(10_000).optional().describe('a question or task in words'),
  path: z.string().min(1).optional().describe('a file, relative to the workspace, instead of a query'),
  line: z.number().int().min(1).optional().describe('with path: the line, counted from 1'),
  column: z.number().int().min(1).default(1).describe('with path: the column, counted from 1'),
  maxTokens: z.number().int().min(100).max(50_000).default(4_000).describe('the most tokens of the answer'),
});

export type ContextArguments = z.infer<typeof contextInput>;

/** The bundle as text for a model, what is most important first. */
export async function contextText(
  given: ContextArguments,
  engine: McpEngine,
  signal: AbortSignal,
): Promise<string> {
  return bundleText(await bundleFor(given, engine, signal));
}

async function bundleFor(
  { query, path, line, column, maxTokens }: ContextArguments,
  engine: McpEngine,
  signal: AbortSignal,
): Promise<ContextBundle> {
  if (query !== undefined && path === undefined) return engine.contextFor(query, maxTokens, signal);
  if (query !== undefined || path === undefined || line === undefined) throw new UserError('mcp-no-place');
  return engine.contextAt({ path, line, column }, maxTokens, signal);
}

function bundleText({ items, isComplete }: ContextBundle): string {
  const best = [...items].sort((one, other) => other.score - one.score);
  const shown = best.flatMap(({ path, parts, reason }) =>
    parts.map(({ startLine, endLine, text }) => excerptText({ path, startLine, endLine, text, reason })),
  );
  if (shown.length === 0)
    shown.push('Nothing was found. Try other words, or the name of a function or file.');
  if (!isComplete) shown.push('Not every file has been read yet; ask again in a moment for more.');
  return shown.join('\n\n');
}
