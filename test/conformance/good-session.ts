import type { RecordedEntry } from '../editors/recorded-session.ts';

type Direction = 'c2s' | 's2c';

/** A short session without faults, in which every kind of message occurs; each call makes a new one. */
export function goodSession(): RecordedEntry[] {
  return steps().map(([dir, msg], index) => ({
    t: index,
    dir,
    header: 'Content-Length: 1',
    msg: { jsonrpc: '2.0', ...msg },
  }));
}

function steps(): [Direction, Record<string, unknown>][] {
  const textDocument = { uri: 'file:///shop/a.js' };
  const position = { line: 0, character: 3 };
  const range = { start: position, end: position };
  const command = { title: 'Accept', command: 'innerloop.accept', arguments: ['1'] };
  const watched = 'workspace/didChangeWatchedFiles';
  const capabilities = {
    window: { workDoneProgress: true, showMessage: {} },
    workspace: { didChangeWatchedFiles: { dynamicRegistration: true } },
  };
  const serverCapabilities = {
    textDocumentSync: { openClose: true, change: 2 },
    inlineCompletionProvider: true,
    completionProvider: { resolveProvider: true },
    executeCommandProvider: { commands: ['innerloop.accept'] },
  };
  return [
    ['c2s', { id: 0, method: 'initialize', params: { processId: 1, rootUri: null, capabilities } }],
    ['s2c', { id: 0, result: { capabilities: serverCapabilities } }],
    ['c2s', { method: 'initialized', params: {} }],
    ['s2c', register('r1', watched, { watchers: [{ globPattern: '**/*' }] })],
    ['c2s', { id: 'r1', result: null }],
    ['s2c', { id: 'p1', method: 'window/workDoneProgress/create', params: { token: 'learn' } }],
    ['c2s', { id: 'p1', result: null }],
    ['s2c', progress({ kind: 'begin', title: 'Learning', percentage: 0 })],
    ['s2c', progress({ kind: 'report', message: '1 of 2 files', percentage: 50 })],
    ['s2c', progress({ kind: 'end' })],
    ['s2c', { method: 'window/showMessage', params: { type: 3, message: 'Learning from 2 files' } }],
    ['c2s', inlineCompletion(1, { textDocument, position, context: { triggerKind: 2 } })],
    ['s2c', { id: 1, result: { items: [{ insertText: 'abc', range, command }] } }],
    ['c2s', { id: 2, method: 'textDocument/completion', params: { textDocument, position } }],
    ['s2c', popup(2, [{ label: 'abc', kind: 1, textEdit: { range, newText: 'abc' }, command }])],
    ['c2s', inlineCompletion(3, { textDocument, position, context: { triggerKind: 1 } })],
    ['c2s', { method: '$/cancelRequest', params: { id: 3 } }],
    ['s2c', { id: 3, error: { code: -32800, message: 'cancelled' } }],
    ['c2s', { id: 4, method: 'workspace/executeCommand', params: { command: 'innerloop.accept' } }],
    ['s2c', { id: 4, result: null }],
    ['c2s', { id: 5, method: 'shutdown' }],
    ['s2c', { id: 5, result: null }],
    ['c2s', { method: 'exit' }],
  ];
}

function register(id: string, method: string, registerOptions: unknown): Record<string, unknown> {
  const registrations = [{ id: method, method, registerOptions }];
  return { id, method: 'client/registerCapability', params: { registrations } };
}

function progress(value: unknown): Record<string, unknown> {
  return { method: '$/progress', params: { token: 'learn', value } };
}

function inlineCompletion(id: number, params: unknown): Record<string, unknown> {
  return { id, method: 'textDocument/inlineCompletion', params };
}

function popup(id: number, items: unknown): Record<string, unknown> {
  return { id, result: { isIncomplete: true, items } };
}
