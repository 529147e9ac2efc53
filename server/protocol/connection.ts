import {
  type CancellationToken,
  type Connection,
  createConnection,
  ResponseError,
} from 'vscode-languageserver';
import { createProtocolConnection } from 'vscode-languageserver-protocol/node';
import { neverAborted } from '../base/cancellation.ts';
import type { Clock } from '../base/clock.ts';
import { cancelled, superseded } from './abort-reasons.ts';
import type { CreateApplication } from './application.ts';
import { initializeResult } from './capabilities.ts';
import { type ClientAbilities, clientAbilities } from './client-abilities.ts';
import { ClientSettings } from './client-settings.ts';
import { DetachedWork } from './detached-work.ts';
import { FailureLog } from './failure-log.ts';
import { folderUris } from './from-lsp.ts';
import type { NotificationHandler, Server } from './handler.ts';
import { notificationHandlers, requestHandlers } from './handlers/all-handlers.ts';
import { isJsonObject, type JsonObject, rpcErrors } from './json-rpc.ts';
import { LspUserChannel } from './lsp-user-channel.ts';
import { RequestGuard } from './request-guard.ts';
import { Session } from './session.ts';
import { StrictFront } from './strict-front.ts';
import type { ServerProcess, Transport } from './transport.ts';
import { WorkDoneProgress } from './work-done-progress.ts';

export interface StartOptions {
  readonly transport: Transport;
  readonly createApplication: CreateApplication;
  /** Of innerloop, as `initialize` tells it to the client. */
  readonly version: string;
  readonly process: ServerProcess;
  readonly clock: Clock;
  /** The client's process as the command line named it; `initialize` may name it too. */
  readonly clientProcessId?: number | undefined;
}

/** How long the application may take to end; then the process ends without it. */
const disposeDeadlineMs = 2_000;
/** How long the exit waits for a client that does not take what was written. */
const flushDeadlineMs = 1_000;
/** How often we look whether the client's process is still there. */
const clientWatchMs = 3_000;
/** The exit code of a process that SIGTERM ended, by the shell's convention. */
const terminatedCode = 143;

/** Serves one client until it says `exit`, closes the stream or dies; then the process ends. */
export function startServer(options: StartOptions): void {
  new ServerConnection(options).start();
}

/** That the server is asked for is enough: it is built then. */
const initialized: NotificationHandler = { method: 'initialized', handle: () => undefined };

/** One client's connection. Invariant: the application is built once, after `initialize` was answered. */
class ServerConnection {
  readonly #options: StartOptions;
  readonly #front: StrictFront;
  readonly #connection: Connection;
  readonly #failures: FailureLog;
  readonly #detached: DetachedWork;
  readonly #guard: RequestGuard;
  readonly #ending = new AbortController();
  #initializeParams: JsonObject = {};
  #server: Server | undefined;
  #disposed: Promise<void> | undefined;
  #isEnding = false;

  constructor(options: StartOptions) {
    this.#options = options;
    this.#front = new StrictFront(options.transport);
    const { reader, writer } = this.#front;
    this.#connection = createConnection((logger) => createProtocolConnection(reader, writer, logger), {
      shutdownReceived: false,
      // The library calls this first of all, before it looks into the parameters by itself.
      initialize: (params) => this.#takeInitialize(params),
      exit: () => this.#end(this.#front.exitCode()),
    });
    this.#failures = new FailureLog((line) => this.#log(line));
    this.#detached = new DetachedWork((what, error) => {
      if (error !== cancelled && error !== superseded) this.#failures.report(what, error);
    });
    this.#guard = new RequestGuard(() => this.#served(), this.#failures);
  }

  start(): void {
    const { process, clientProcessId } = this.#options;
    process.onTerminate(() => this.#end(terminatedCode));
    if (clientProcessId !== undefined) this.#watchClient(clientProcessId);
    this.#connection.onInitialize(() => {
      this.#registerHandlers();
      return initializeResult(this.#abilities(), this.#options.version);
    });
    this.#connection.onInitialized(() => this.#guard.notify(initialized, {}));
    this.#connection.onShutdown(() => {
      this.#detached.own('shutdown', this.#dispose());
      this.#guard.end();
      this.#ending.abort(cancelled);
    });
    this.#connection.listen();
  }

  #takeInitialize(params: unknown): void {
    if (!isJsonObject(params) || !isJsonObject(params.capabilities))
      throw new ResponseError(rpcErrors.invalidParams, 'capabilities is missing or of the wrong type.');
    this.#initializeParams = params;
    const { processId } = params;
    if (typeof processId === 'number' && processId !== this.#options.clientProcessId)
      this.#watchClient(processId);
  }

  /** Here and not at the start, because the library takes some of these methods for itself at `initialize`. */
  #registerHandlers(): void {
    for (const handler of requestHandlers)
      this.#connection.onRequest(handler.method, (params: JsonObject, token: CancellationToken) =>
        this.#guard.answer(handler, params, token),
      );
    for (const handler of notificationHandlers)
      this.#connection.onNotification(handler.method, (params: JsonObject) =>
        this.#guard.notify(handler, params),
      );
  }

  #abilities(): ClientAbilities {
    const { capabilities } = this.#initializeParams;
    return clientAbilities(isJsonObject(capabilities) ? capabilities : {}, this.#clientName());
  }

  #clientName(): string | undefined {
    const { clientInfo } = this.#initializeParams;
    return isJsonObject(clientInfo) && typeof clientInfo.name === 'string' ? clientInfo.name : undefined;
  }

  /** Builds the application at the first message after `initialize`, so that its answer does not wait for that. */
  #served(): Server {
    this.#server ??= this.#build();
    return this.#server;
  }

  #build(): Server {
    const abilities = this.#abilities();
    const params = this.#initializeParams;
    const shared = { connection: this.#connection, detached: this.#detached };
    const progress = new WorkDoneProgress(this.#connection, this.#detached, abilities.workDoneProgress);
    const user = new LspUserChannel({
      ...{ ...shared, abilities, progress },
      documentAt: (uri) => this.#server?.session.document(uri),
    });
    const application = this.#options.createApplication(
      {
        folderUris: folderUris(params),
        initializationOptions: params.initializationOptions,
        clientName: this.#clientName(),
        sendsConfiguration: abilities.configuration,
        watchesFiles: abilities.registersFileWatchers,
      },
      user,
    );
    const settings = new ClientSettings({ ...shared, abilities, application });
    settings.start();
    return {
      session: new Session(abilities, application),
      application,
      user,
      progress,
      clock: this.#options.clock,
      detached: this.#detached,
      ending: this.#ending.signal,
      configurationChanged: (change) => settings.changed(change),
    };
  }

  #log(line: string): void {
    this.#detached.own(
      'log',
      this.#connection.sendNotification('window/logMessage', { type: 4, message: line }),
    );
  }

  /** A process that cannot be seen from the start lives in another container, and is not watched. */
  #watchClient(processId: number): void {
    const { process } = this.#options;
    if (!process.isAlive(processId)) return;
    const watch = async () => {
      while (process.isAlive(processId)) await this.#sleep(clientWatchMs);
      this.#end(this.#front.exitCode());
    };
    this.#detached.own('client-watch', watch());
  }

  #end(code: number): void {
    if (this.#isEnding) return;
    this.#isEnding = true;
    const ended = this.#dispose()
      .then(() => Promise.race([this.#options.transport.flushed(), this.#sleep(flushDeadlineMs)]))
      .finally(() => this.#options.process.exit(code));
    this.#detached.own('end', ended);
  }

  #dispose(): Promise<void> {
    this.#disposed ??= Promise.race([this.#server?.application.dispose(), this.#sleep(disposeDeadlineMs)]);
    return this.#disposed;
  }

  #sleep(ms: number): Promise<void> {
    return this.#options.clock.sleep(ms, neverAborted);
  }
}
