import type { ActionName } from '../features/code-actions/code-action.ts';

/** One method or command that LSP does not have; `extensions.md` documents each. */
export interface Extension {
  readonly kind: 'command' | 'request' | 'notification';
  readonly name: string;
  readonly params: string;
  readonly result: string;
}

/** The command that says the user took a suggestion. */
export const acceptCommand = 'innerloop.acceptSuggestion';

/** The command that says the user took a next edit. */
export const acceptEditCommand = 'innerloop.acceptEdit';

/** The command that carries out what a code action or a code lens stands for. */
export const actionCommand = 'innerloop.action';

/** The commands that stand for an action at a place, by name. */
export const namedActions = {
  'innerloop.generateTests': 'generate-tests',
  'innerloop.fix': 'fix',
  'innerloop.explain': 'explain',
  'innerloop.document': 'document',
  'innerloop.improve': 'improve',
  'innerloop.implement': 'implement',
  'innerloop.commitMessage': 'commit-message',
} as const satisfies Record<string, ActionName>;

/** Everything of our own that a client may call. */
export const extensions: readonly Extension[] = [
  { kind: 'command', name: acceptCommand, params: '[suggestionId: string]', result: 'null' },
  { kind: 'command', name: acceptEditCommand, params: '[editId: string]', result: 'null' },
  { kind: 'command', name: actionCommand, params: '[call: ActionCall]', result: 'null' },
  { kind: 'command', name: 'innerloop.applyChange', params: '[id?: string]', result: 'null' },
  { kind: 'command', name: 'innerloop.discardChange', params: '[id?: string]', result: 'null' },
  { kind: 'command', name: 'innerloop.chat', params: 'PlaceArguments', result: 'null' },
  { kind: 'command', name: 'innerloop.sendChat', params: 'PlaceArguments', result: 'null' },
  ...Object.keys(namedActions).map(
    (name): Extension => ({ kind: 'command', name, params: 'PlaceArguments', result: 'null' }),
  ),
  { kind: 'command', name: 'innerloop.why', params: '[]', result: 'null' },
  { kind: 'command', name: 'innerloop.explainSuggestion', params: '[]', result: 'null' },
  { kind: 'command', name: 'innerloop.toggle', params: '[uri?: string]', result: 'null' },
  { kind: 'command', name: 'innerloop.snooze', params: '[minutes?: number]', result: 'null' },
  { kind: 'command', name: 'innerloop.resume', params: '[uri?: string]', result: 'null' },
  { kind: 'command', name: 'innerloop.recordCase', params: '[]', result: 'null' },
  { kind: 'request', name: 'innerloop/status', params: '{}', result: 'ServerStatus' },
  { kind: 'request', name: 'innerloop/context', params: 'ContextParams', result: 'ContextAnswer' },
  { kind: 'request', name: 'innerloop/search', params: 'SearchParams', result: 'SearchResult[]' },
  { kind: 'request', name: 'innerloop/chat', params: 'ChatParams', result: 'ChatAnswer' },
  { kind: 'request', name: 'innerloop/why', params: 'WhyParams', result: 'WhyAnswer' },
  {
    kind: 'request',
    name: 'textDocument/copilotInlineEdit',
    params: 'InlineEditParams',
    result: 'InlineEditAnswer',
  },
  { kind: 'notification', name: 'textDocument/didShowCompletion', params: 'ItemParams', result: '-' },
  {
    kind: 'notification',
    name: 'textDocument/didPartiallyAcceptCompletion',
    params: 'PartParams',
    result: '-',
  },
  { kind: 'notification', name: 'innerloop/didDismissCompletion', params: 'ItemParams', result: '-' },
  {
    kind: 'notification',
    name: 'textDocument/didShowInlineEdit',
    params: '{ item: InlineEdit }',
    result: '-',
  },
];
