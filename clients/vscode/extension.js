const vscode = require('vscode');
const { LanguageClient } = require('vscode-languageclient/node');

let client;

/** Starts the server for every file: innerloop learns from the repository itself, so all languages are welcome. */
exports.activate = async () => {
  const [command, ...args] = vscode.workspace.getConfiguration('innerloopClient').get('command');
  const documentSelector = [{ scheme: 'file' }, { scheme: 'untitled' }];
  client = new LanguageClient('innerloop', 'innerloop', { command, args }, { documentSelector });
  await client.start();
};

exports.deactivate = () => client?.stop();
