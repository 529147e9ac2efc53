/** A two-way stream of bytes between us and the client; `host/transports.ts` makes them. */
export interface ByteTransport {
  readonly kind: 'bytes';
  onData(listener: (chunk: Uint8Array) => void): void;
  /** The client closed its side, or writing to it fails; called once. */
  onClose(listener: () => void): void;
  write(bytes: Uint8Array): void;
  /** Bytes written here that the client has not taken yet. */
  unsentBytes(): number;
  /** The client has taken everything that was written. */
  onDrain(listener: () => void): void;
  /** Stops `onData` until `resume`, so that the client's writes wait. */
  pause(): void;
  resume(): void;
  /** Resolves when everything written was taken, or never will be. */
  flushed(): Promise<void>;
}

/** The same, where the channel carries whole messages (Node's IPC). */
export interface MessageTransport {
  readonly kind: 'messages';
  onMessage(listener: (message: unknown) => void): void;
  onClose(listener: () => void): void;
  send(message: unknown): void;
  /** Resolves when everything sent was taken, or never will be. */
  flushed(): Promise<void>;
}

export type Transport = ByteTransport | MessageTransport;

/** What the protocol asks of the process it runs in. */
export interface ServerProcess {
  /** Ends the process at once. */
  exit(code: number): void;
  /** Whether a process with this id can be seen from here. */
  isAlive(processId: number): boolean;
  /** Someone asks us to end (SIGTERM and its like). */
  onTerminate(listener: () => void): void;
}
