import type { ContextBundle, SearchResult } from '../context/context-item.ts';
import type { FoundSymbol } from '../edits/ports.ts';

/** The engine as other tools may ask it; what may not be shown to a model is left out of every answer. */
export interface McpEngine {
  search(query: string, limit: number, signal: AbortSignal): Promise<readonly SearchResult[]>;
  contextFor(query: string, maxTokens: number, signal: AbortSignal): Promise<ContextBundle>;
  /** Line and column count from 1; throws a UserError for a place that is none. */
  contextAt(place: McpPlace, maxTokens: number, signal: AbortSignal): Promise<ContextBundle>;
  symbols(query: string, limit: number, signal: AbortSignal): Promise<readonly FoundSymbol[]>;
}

export interface McpPlace {
  /** Relative to the workspace, or absolute. */
  readonly path: string;
  readonly line: number;
  readonly column: number;
}
