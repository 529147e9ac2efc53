import type { Connection } from 'vscode-languageserver';

import type { ProgressHandle, UserChannel } from './application.ts';
import type { DetachedWork } from './detached-work.ts';

/** Reaches the person through the editor's own windows; shows no progress where the client announced none. */
export class LspUserChannel implements UserChannel {
  readonly #connection: Connection;
  readonly #detached: DetachedWork;
  readonly #showsProgress: boolean;
  readonly #shown = new Set<string>();
  #progressCount = 0;

  constructor(connection: Connection, detached: DetachedWork, showsProgress: boolean) {
    this.#connection = connection;
    this.#detached = detached;
    this.#showsProgress = showsProgress;
  }

  showOnce(severity: 'error' | 'warning' | 'info', text: string): void {
    if (this.#shown.has(text)) return;
    this.#shown.add(text);
    this.#notify('window/showMessage', { type: messageTypes[severity], message: text });
  }

  log(line: string): void {
    this.#notify('window/logMessage', { type: messageTypes.log, message: line });
  }

  beginProgress(title: string): ProgressHandle {
    if (!this.#showsProgress) return silentProgress;
    this.#progressCount += 1;
    const token = `innerloop-${this.#progressCount}`;
    const created = this.#connection.sendRequest('window/workDoneProgress/create', { token });
    // What comes before the client's consent waits for it; without consent nothing is shown.
    const send = (value: object) => {
      const sent = created.then(
        () => this.#connection.sendNotification('$/progress', { token, value }),
        () => undefined,
      );
      this.#detached.own('progress', sent);
    };
    send({ kind: 'begin', title, percentage: 0, cancellable: false });
    return {
      report: (percentage, message) =>
        send({ kind: 'report', percentage: wholePercent(percentage), message }),
      end: (message) => send({ kind: 'end', message }),
    };
  }

  #notify(method: string, params: object): void {
    this.#detached.own(method, this.#connection.sendNotification(method, params));
  }
}

/** `MessageType` of LSP. */
const messageTypes = { error: 1, warning: 2, info: 3, log: 4 } as const;

const silentProgress: ProgressHandle = { report: () => undefined, end: () => undefined };

function wholePercent(percentage: number): number {
  return Math.round(Math.min(100, Math.max(0, percentage)));
}
