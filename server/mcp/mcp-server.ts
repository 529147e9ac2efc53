import { McpServer, type ServerContext } from '@modelcontextprotocol/server';

import { UserError } from '../base/error-codes.ts';
import { type ContextArguments, contextInput, contextText } from './context-tool.ts';
import type { McpEngine } from './ports.ts';
import { type SearchArguments, searchInput, searchText } from './search-tool.ts';
import { type SymbolsArguments, symbolsInput, symbolsText } from './symbols-tool.ts';

/**
 * The engine as a server of the Model Context Protocol: three tools that read and change nothing. What goes wrong in
 * a way that the caller can mend is the tool's answer, marked as an error.
 */
export function mcpServer(engine: McpEngine, version: string): McpServer {
  const server = new McpServer({ name: 'innerloop', version }, { instructions });
  server.registerTool(
    'search',
    { ...searchWords, annotations, inputSchema: searchInput },
    (given: SearchArguments, { mcpReq }: ServerContext) => answered(searchText(given, engine, mcpReq.signal)),
  );
  server.registerTool(
    'context',
    { ...contextWords, annotations, inputSchema: contextInput },
    (given: ContextArguments, { mcpReq }: ServerContext) =>
      answered(contextText(given, engine, mcpReq.signal)),
  );
  server.registerTool(
    'symbols',
    { ...symbolsWords, annotations, inputSchema: symbolsInput },
    (given: SymbolsArguments, { mcpReq }: ServerContext) =>
      answered(symbolsText(given, engine, mcpReq.signal)),
  );
  return server;
}

const instructions =
  'Knows the code of one workspace. Ask `context` first for a question or a place: it gives what matters most within a budget of tokens, each piece with path, lines and reason. `search` finds places by words, `symbols` definitions by name. Nothing is changed; files that the user excludes are never shown.';

/** MCP's hints for clients: nothing is changed, and nothing outside of the workspace is asked. */
const annotations = {
  readOnlyHint: true,
  destructiveHint: false,
  idempotentHint: true,
  openWorldHint: false,
} as const;

const searchWords = {
  title: 'Search the code',
  description:
    'Places in the workspace that words, names or a sentence lead to, best first, with their text. Keyword search that knows code.',
} as const;

const contextWords = {
  title: 'Context for a question or a place',
  description:
    'What one has to know to answer a question about the code, or to write at a place in a file: the most important pieces within a budget of tokens, with path, lines and reason. Give `query`, or `path` with `line` and `column`.',
} as const;

const symbolsWords = {
  title: 'Find definitions',
  description: 'Functions, classes, types and other definitions whose name is or holds the query.',
} as const;

async function answered(text: Promise<string>) {
  try {
    return { content: [{ type: 'text' as const, text: await text }] };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const words = `${error.message} ${error.remedy}`;
    return { content: [{ type: 'text' as const, text: words }], isError: true };
  }
}
