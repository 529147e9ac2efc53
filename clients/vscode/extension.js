const vscode = require('vscode');
const { LanguageClient } = require('vscode-languageclient/node');

let client;

/** Starts the server for every file: innerloop learns from the repository itself, so all languages are welcome. */
exports.activate = async (context) => {
  const [command, ...args] = vscode.workspace.getConfiguration('innerloopClient').get('command');
  client = new LanguageClient(
    'innerloop',
    'innerloop',
    { command, args },
    {
      documentSelector: [{ scheme: 'file' }, { scheme: 'untitled' }, { scheme: 'innerloop-preview' }],
      middleware: { workspace: { handleApplyEdit } },
    },
  );
  context.subscriptions.push(
    vscode.languages.registerDocumentLinkProvider({ pattern: '**/*.chat.md' }, { provideDocumentLinks }),
  );
  await client.start();
};

exports.deactivate = () => client?.stop();

/** By chat, its version behind the last piece of an answer. */
const versions = new Map();

/**
 * Writes a piece of an answer into the chat that the person sees. Pieces between which nothing else has changed the
 * document are one step of undo; VS Code's own edits of a workspace are one each.
 */
async function handleApplyEdit(params, next) {
  const { textDocument, edits } = params.edit.documentChanges?.[0] ?? {};
  if (params.label !== 'innerloop: answer' || textDocument === undefined) return next(params);
  const editor = vscode.window.visibleTextEditors.find(
    ({ document }) =>
      document.uri.toString() === client.protocol2CodeConverter.asUri(textDocument.uri).toString(),
  );
  if (editor === undefined) return next(params);
  const { document } = editor;
  if (document.version !== textDocument.version) return { applied: false };
  const isFirst = versions.get(textDocument.uri) !== document.version;
  const applied = await editor.edit(
    (builder) => {
      for (const { range, newText } of edits)
        builder.replace(client.protocol2CodeConverter.asRange(range), newText);
    },
    { undoStopBefore: isFirst, undoStopAfter: false },
  );
  if (applied) versions.set(textDocument.uri, document.version);
  return { applied };
}

/** Makes the places that an answer names links: `src/main.ts:10-20`. */
function provideDocumentLinks(document) {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (folder === undefined) return [];
  return [...document.getText().matchAll(/(?<![\w/@])([\w.-]+(?:\/[\w.-]+)*):(\d+)(?:-\d+)?/g)].map(
    (match) => {
      const [text, path, line] = match;
      const range = new vscode.Range(
        document.positionAt(match.index),
        document.positionAt(match.index + text.length),
      );
      const target = vscode.Uri.joinPath(folder.uri, path).with({ fragment: `L${line}` });
      return new vscode.DocumentLink(range, target);
    },
  );
}
