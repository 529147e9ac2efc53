import type { Connection } from 'vscode-languageserver';
import { cancelled } from './abort-reasons.ts';
import type { DetachedWork } from './detached-work.ts';

/** A progress indicator of the editor. */
export interface ShownWork {
  report(value: { readonly message: string; readonly percentage?: number }): void;
  end(message: string): void;
  /** Aborted when the person presses the indicator's button. */
  readonly cancelled: AbortSignal;
}

export interface WorkToShow {
  readonly title: string;
  /** The client's own, of the request that does the work; undefined has the client make one. */
  readonly token?: string | number | undefined;
  /** Where it is known how far the work has come. */
  readonly percentage?: number;
  readonly cancellable: boolean;
}

/** The progress indicators of one client; none is shown to a client that neither announced them nor sent a token. */
export class WorkDoneProgress {
  readonly #connection: Connection;
  readonly #detached: DetachedWork;
  readonly #isAnnounced: boolean;
  readonly #controllers = new Map<string | number, AbortController>();
  #count = 0;

  constructor(connection: Connection, detached: DetachedWork, isAnnounced: boolean) {
    this.#connection = connection;
    this.#detached = detached;
    this.#isAnnounced = isAnnounced;
  }

  begin({ token, ...begun }: WorkToShow): ShownWork {
    if (token !== undefined) return this.#show(token, undefined, begun);
    if (!this.#isAnnounced) return hiddenWork;
    this.#count += 1;
    const made = `innerloop-${this.#count}`;
    return this.#show(
      made,
      this.#connection.sendRequest('window/workDoneProgress/create', { token: made }),
      begun,
    );
  }

  /** A part of a result, of the request that brought the token. */
  partialResult(token: string | number, value: object): void {
    this.#detached.own('progress', this.#connection.sendNotification('$/progress', { token, value }));
  }

  /** The person pressed the button; a token that nothing is shown under is ignored. */
  cancel(token: unknown): void {
    if (typeof token === 'string' || typeof token === 'number')
      this.#controllers.get(token)?.abort(cancelled);
  }

  /** What comes before the client's consent waits for it; without consent nothing is shown. */
  #show(token: string | number, consent: Promise<unknown> | undefined, begun: object): ShownWork {
    const controller = new AbortController();
    this.#controllers.set(token, controller);
    const send = (value: object) => {
      const notify = () => this.#connection.sendNotification('$/progress', { token, value });
      this.#detached.own(
        'progress',
        consent === undefined ? notify() : consent.then(notify, () => undefined),
      );
    };
    send({ kind: 'begin', ...begun });
    return {
      report: (value) => send({ kind: 'report', ...value }),
      end: (message) => {
        this.#controllers.delete(token);
        send({ kind: 'end', message });
      },
      cancelled: controller.signal,
    };
  }
}

const hiddenWork: ShownWork = {
  report: () => undefined,
  end: () => undefined,
  cancelled: new AbortController().signal,
};
