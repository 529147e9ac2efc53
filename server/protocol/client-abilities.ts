import type { PositionEncoding } from '../base/position-encoding.ts';
import { isJsonObject, type JsonObject } from './json-rpc.ts';

/** What the client can do, as far as we ask; whatever it did not announce is false. */
export interface ClientAbilities {
  readonly positionEncoding: PositionEncoding;
  /** Answers `workspace/configuration`. */
  readonly configuration: boolean;
  readonly registersConfigurationChanges: boolean;
  readonly registersFileWatchers: boolean;
  readonly registersCodeLenses: boolean;
  readonly workDoneProgress: boolean;
  readonly completion: CompletionAbilities;
  readonly codeAction: CodeActionAbilities;
  readonly edits: EditAbilities;
  /** Opens a document when asked by `window/showDocument`. */
  readonly showDocument: boolean;
  /** Asks for the text of documents that lie nowhere by `workspace/textDocumentContent`. */
  readonly virtualDocuments: boolean;
  /** Asks for code lenses again when told to. */
  readonly refreshesCodeLenses: boolean;
  /** Wants `didChangeStatus`. */
  readonly status: boolean;
}

interface CompletionAbilities {
  readonly labelDetails: boolean;
  readonly markdown: boolean;
  /** Asks for the documentation of an item by `completionItem/resolve`; others get it at once. */
  readonly resolvesDocumentation: boolean;
  /** Takes `InsertTextMode.asIs`, so that it does not indent a text that is indented already. */
  readonly insertAsIs: boolean;
  /** Inserts the first line only of an edit with several (Neovim 0.12), so that the others must be told apart. */
  readonly cutsEditsToOneLine: boolean;
}

interface CodeActionAbilities {
  /** Takes code actions; others take commands. */
  readonly literals: boolean;
  readonly isPreferred: boolean;
  /** Asks for the edit of an action by `codeAction/resolve`, with the data that it was given. */
  readonly resolvesEdit: boolean;
  /** Takes the tag of what a language model writes. */
  readonly tagsModelMade: boolean;
}

interface EditAbilities {
  /** Takes `workspace/applyEdit`. */
  readonly apply: boolean;
  /** Checks the version that an edit is for. */
  readonly versioned: boolean;
  readonly createsFiles: boolean;
  readonly annotations: boolean;
}

/** Reads the client's capabilities; tolerates any type in any place. `clientName` tells of what none announces. */
export function clientAbilities(capabilities: JsonObject, clientName: string | undefined): ClientAbilities {
  const general = at(capabilities, 'general');
  const workspace = at(capabilities, 'workspace');
  const textDocument = at(capabilities, 'textDocument');
  const window = at(capabilities, 'window');
  return {
    positionEncoding: chooseEncoding(general.positionEncodings),
    configuration: workspace.configuration === true,
    registersConfigurationChanges: at(workspace, 'didChangeConfiguration').dynamicRegistration === true,
    registersFileWatchers: at(workspace, 'didChangeWatchedFiles').dynamicRegistration === true,
    registersCodeLenses: at(textDocument, 'codeLens').dynamicRegistration === true,
    workDoneProgress: window.workDoneProgress === true,
    completion: completionAbilities(at(at(textDocument, 'completion'), 'completionItem'), clientName),
    codeAction: codeActionAbilities(at(textDocument, 'codeAction')),
    edits: editAbilities(workspace),
    showDocument: at(window, 'showDocument').support === true,
    virtualDocuments: isJsonObject(workspace.textDocumentContent),
    status: at(at(capabilities, 'experimental'), 'innerloop').didChangeStatus === true,
    refreshesCodeLenses: at(workspace, 'codeLens').refreshSupport === true,
  };
}

/** `InsertTextMode.asIs` of LSP. */
export const insertTextModeAsIs = 1;

/** `CodeActionTag.LLMGenerated` of LSP. */
export const codeActionTagModelMade = 1;

function completionAbilities(completionItem: JsonObject, clientName: string | undefined) {
  return {
    labelDetails: completionItem.labelDetailsSupport === true,
    markdown: lists(completionItem.documentationFormat, 'markdown'),
    resolvesDocumentation: lists(at(completionItem, 'resolveSupport').properties, 'documentation'),
    insertAsIs: lists(at(completionItem, 'insertTextModeSupport').valueSet, insertTextModeAsIs),
    cutsEditsToOneLine: clientName === 'Neovim',
  };
}

function codeActionAbilities(codeAction: JsonObject): CodeActionAbilities {
  const resolves = lists(at(codeAction, 'resolveSupport').properties, 'edit');
  return {
    literals: isJsonObject(codeAction.codeActionLiteralSupport),
    isPreferred: codeAction.isPreferredSupport === true,
    resolvesEdit: resolves && codeAction.dataSupport === true,
    tagsModelMade: lists(at(codeAction, 'tagSupport').valueSet, codeActionTagModelMade),
  };
}

function editAbilities(workspace: JsonObject): EditAbilities {
  const workspaceEdit = at(workspace, 'workspaceEdit');
  return {
    apply: workspace.applyEdit === true,
    versioned: workspaceEdit.documentChanges === true,
    createsFiles: lists(workspaceEdit.resourceOperations, 'create'),
    annotations: isJsonObject(workspaceEdit.changeAnnotationSupport),
  };
}

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
