import { createMessageConnection } from 'vscode-jsonrpc/node';
export const connect = createMessageConnection;
