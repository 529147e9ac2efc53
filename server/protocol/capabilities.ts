import type { InitializeResult } from 'vscode-languageserver';

import type { PositionEncoding } from '../base/position-encoding.ts';
import { extensions } from './extensions.ts';
import { isJsonObject, type JsonObject } from './json-rpc.ts';

/** What the client can do, as far as we ask; whatever it did not announce is false. */
export interface ClientAbilities {
  readonly positionEncoding: PositionEncoding;
  /** Answers `workspace/configuration`. */
  readonly configuration: boolean;
  readonly registersConfigurationChanges: boolean;
  readonly registersFileWatchers: boolean;
  readonly workDoneProgress: boolean;
  readonly completion: {
    readonly labelDetails: boolean;
    readonly markdown: boolean;
    /** Asks for the documentation of an item by `completionItem/resolve`; others get it at once. */
    readonly resolvesDocumentation: boolean;
    /** Takes `InsertTextMode.asIs`, so that it does not indent a text that is indented already. */
    readonly insertAsIs: boolean;
    /** Inserts the first line only of an edit with several (Neovim 0.12), so that the others must be told apart. */
    readonly cutsEditsToOneLine: boolean;
  };
}

/** Reads the client's capabilities; tolerates any type in any place. `clientName` tells of what none announces. */
export function clientAbilities(capabilities: JsonObject, clientName: string | undefined): ClientAbilities {
  const general = at(capabilities, 'general');
  const workspace = at(capabilities, 'workspace');
  const completionItem = at(at(at(capabilities, 'textDocument'), 'completion'), 'completionItem');
  return {
    positionEncoding: chooseEncoding(general.positionEncodings),
    configuration: workspace.configuration === true,
    registersConfigurationChanges: at(workspace, 'didChangeConfiguration').dynamicRegistration === true,
    registersFileWatchers: at(workspace, 'didChangeWatchedFiles').dynamicRegistration === true,
    workDoneProgress: at(capabilities, 'window').workDoneProgress === true,
    completion: {
      labelDetails: completionItem.labelDetailsSupport === true,
      markdown: lists(completionItem.documentationFormat, 'markdown'),
      resolvesDocumentation: lists(at(completionItem, 'resolveSupport').properties, 'documentation'),
      insertAsIs: lists(at(completionItem, 'insertTextModeSupport').valueSet, insertTextModeAsIs),
      cutsEditsToOneLine: clientName === 'Neovim',
    },
  };
}

/** `InsertTextMode.asIs` of LSP. */
export const insertTextModeAsIs = 1;

/**
 * What we announce. `inlineCompletionProvider` stands there for every client: some that know the method announce
 * it as `null`, and the others ignore it.
 */
export function initializeResult(encoding: PositionEncoding, version: string): InitializeResult {
  return {
    capabilities: {
      positionEncoding: encoding,
      textDocumentSync: { openClose: true, change: incrementalSync, save: { includeText: false } },
      inlineCompletionProvider: true,
      completionProvider: {
        resolveProvider: true,
        triggerCharacters: [...triggerCharacters],
        completionItem: { labelDetailsSupport: true },
      },
      executeCommandProvider: {
        commands: extensions.filter(({ kind }) => kind === 'command').map(({ name }) => name),
      },
      workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    },
    serverInfo: { name: 'innerloop', version },
  };
}

/** `TextDocumentSyncKind.Incremental` of LSP. */
const incrementalSync = 2;

/** Characters after which a line often goes on as it did elsewhere; words trigger in every editor by themselves. */
const triggerCharacters = ['.', ' ', '(', '[', '{', ',', '=', ':', '<', '"', "'", '/'] as const;

/** The first encoding of the client's list that we know: the list is in its order of preference. */
function chooseEncoding(offered: unknown): PositionEncoding {
  if (!Array.isArray(offered)) return 'utf-16';
  for (const name of offered) if (name === 'utf-8' || name === 'utf-16' || name === 'utf-32') return name;
  return 'utf-16';
}

function at(object: JsonObject, key: string): JsonObject {
  const value = object[key];
  return isJsonObject(value) ? value : {};
}

function lists(list: unknown, value: string | number): boolean {
  return Array.isArray(list) && list.includes(value);
}
