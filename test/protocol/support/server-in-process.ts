import { PassThrough } from 'node:stream';

import { streamTransport } from '../../../server/host/transports.ts';
import { startServer } from '../../../server/protocol/connection.ts';
import { LspClient } from '../../support/lsp-client.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { ScriptedApplication } from './scripted-application.ts';

/** A server in this process with a scripted application, a client on its streams, and its process by hand. */
export interface InProcessServer {
  readonly client: LspClient;
  readonly application: ScriptedApplication;
  readonly clock: ManualClock;
  /** Resolves with the exit code when the server ends its process. */
  readonly exited: Promise<number>;
  /** The process ids that the server can see. */
  readonly alive: Set<number>;
  /** What the editor does when it vanishes. */
  closeInput(): void;
  /** Sends the process a SIGTERM. */
  terminate(): void;
}

/** Starts a server; `initialize` is left to the test. */
export function serverInProcess(): InProcessServer {
  const input = new PassThrough();
  const output = new PassThrough();
  const application = new ScriptedApplication();
  const clock = new ManualClock();
  const alive = new Set<number>();
  let terminate: () => void = () => undefined;
  const exited = new Promise<number>((resolve) => {
    startServer({
      transport: streamTransport(input, output),
      createApplication: application.create,
      version: '1.2.3',
      process: {
        exit: resolve,
        isAlive: (processId) => alive.has(processId),
        onTerminate: (listener) => {
          terminate = listener;
        },
      },
      clock,
    });
  });
  return {
    client: new LspClient(input, output),
    application,
    clock,
    exited,
    alive,
    closeInput: () => input.end(),
    terminate: () => terminate(),
  };
}

/** The same, past the handshake. */
export async function initializedServer(capabilities: object = {}): Promise<InProcessServer> {
  const server = serverInProcess();
  await server.client.handshake({ capabilities });
  return server;
}
