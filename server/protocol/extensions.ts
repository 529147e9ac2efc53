/** One method or command that LSP does not have; `extensions.md` documents each. */
export interface Extension {
  readonly kind: 'command' | 'request' | 'notification';
  readonly name: string;
  readonly params: string;
  readonly result: string;
}

/** The command that says the user took a suggestion. */
export const acceptCommand = 'innerloop.acceptSuggestion';

/** Everything of our own that a client may call. */
export const extensions: readonly Extension[] = [
  { kind: 'command', name: acceptCommand, params: '[suggestionId: string]', result: 'null' },
  { kind: 'request', name: 'innerloop/status', params: '{}', result: 'ServerStatus' },
  { kind: 'request', name: 'innerloop/context', params: 'ContextParams', result: 'ContextAnswer' },
  { kind: 'request', name: 'innerloop/search', params: 'SearchParams', result: 'SearchResult[]' },
];
