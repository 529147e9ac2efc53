import type { SettingsLayer } from './config/settings-layer.ts';
import type { TransportChoice } from './host/transports.ts';

/** What `compose.ts` decides for the session of one editor. */
export interface EditorOptions {
  readonly version: string;
  readonly transport: TransportChoice;
  readonly clientProcessId: number | undefined;
  readonly cacheDirectory: string;
  /** Where it is kept what models cost; absolute. */
  readonly stateDirectory: string;
  /** Where chat documents lie; absolute. */
  readonly dataDirectory: string;
  /** Where the person's own actions lie; absolute. */
  readonly ownActionsFolder: string;
  /** Where commands that print keys run: never a workspace. */
  readonly keyRunFolder: string;
  /** The bundled entries of the worker threads. */
  readonly workerUrl: URL;
  readonly contextWorkerUrl: URL;
  /** The settings of the user and of these workspace folders, weakest first. */
  readonly settingsLayers: (roots: readonly string[]) => Promise<readonly SettingsLayer[]>;
}
