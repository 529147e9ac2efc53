import { McpServer } from '@modelcontextprotocol/server';

export const server: unknown = McpServer;
