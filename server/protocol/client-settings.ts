import type { Connection } from 'vscode-languageserver';

import { previewScheme } from './action-application.ts';
import type { Application } from './application.ts';
import type { ClientAbilities } from './client-abilities.ts';
import type { DetachedWork } from './detached-work.ts';
import { isJsonObject, type JsonObject } from './json-rpc.ts';

interface Parts {
  readonly connection: Connection;
  readonly abilities: ClientAbilities;
  readonly application: Application;
  readonly detached: DetachedWork;
}

/**
 * Follows the client's settings: asks for the `innerloop` section where the client answers that, and takes what
 * `didChangeConfiguration` carries where it does not. Of several answers under way the last asked for counts.
 */
export class ClientSettings {
  readonly #parts: Parts;
  #asked = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Asks for the settings of the start, and to be told of changes. */
  start(): void {
    const { connection, abilities, detached } = this.#parts;
    const registrations = registrationsFor(abilities);
    if (registrations.length > 0)
      detached.own('register', connection.sendRequest('client/registerCapability', { registrations }));
    if (abilities.configuration) this.#ask();
  }

  changed(params: JsonObject): void {
    const { abilities, application } = this.#parts;
    if (abilities.configuration) this.#ask();
    else if (isJsonObject(params.settings) && section in params.settings)
      application.configurationChanged(params.settings[section]);
  }

  #ask(): void {
    const { connection, application, detached } = this.#parts;
    this.#asked += 1;
    const number = this.#asked;
    const answered = connection
      .sendRequest('workspace/configuration', { items: [{ section }] })
      .then((answer: unknown) => {
        if (number === this.#asked && Array.isArray(answer)) application.configurationChanged(answer[0]);
      });
    detached.own('configuration', answered);
  }
}

const section = 'innerloop';

/** Chat documents, and previews of changes wherever they lie. */
const documentsWithLenses = [
  { pattern: '**/*.chat.md' },
  { pattern: '**/innerloop/previews/**' },
  { scheme: previewScheme },
];

function registrationsFor(abilities: ClientAbilities): readonly object[] {
  const registrations: object[] = [];
  if (abilities.registersConfigurationChanges)
    registrations.push({
      id: 'innerloop-configuration',
      method: 'workspace/didChangeConfiguration',
      registerOptions: { section },
    });
  if (abilities.registersFileWatchers)
    registrations.push({
      id: 'innerloop-files',
      method: 'workspace/didChangeWatchedFiles',
      registerOptions: { watchers: [{ globPattern: '**/*' }] },
    });
  if (abilities.registersCodeLenses)
    registrations.push({
      id: 'innerloop-lenses',
      method: 'textDocument/codeLens',
      registerOptions: { documentSelector: documentsWithLenses, resolveProvider: false },
    });
  return registrations;
}
