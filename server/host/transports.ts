import { connect, type Socket } from 'node:net';

import { UserError } from '../base/error-codes.ts';
import type { ByteTransport, MessageTransport, Transport } from '../protocol/transport.ts';

/** How the editor and we are joined; the last two of LSP's four ways name what the editor listens on. */
export type TransportChoice =
  | { readonly kind: 'stdio' }
  | { readonly kind: 'node-ipc' }
  | { readonly kind: 'socket'; readonly port: number }
  | { readonly kind: 'pipe'; readonly name: string };

/** Opens the way to the editor. We connect and never listen; rejects with a UserError when nobody does. */
export async function openTransport(choice: TransportChoice): Promise<Transport> {
  switch (choice.kind) {
    case 'stdio':
      return stdioTransport();
    case 'node-ipc':
      return ipcTransport();
    case 'socket':
      return socketTransport(connect({ host: '127.0.0.1', port: choice.port }), `port ${choice.port}`);
    case 'pipe':
      return socketTransport(connect({ path: choice.name }), choice.name);
  }
}

/** The transport on any two streams; standard input and output are two, a socket is both at once. */
export function streamTransport(input: NodeJS.ReadableStream, output: NodeJS.WritableStream): ByteTransport {
  return {
    kind: 'bytes',
    onData: (listener) => {
      input.on('data', listener);
    },
    onClose: (listener) => {
      const once = onlyOnce(listener);
      // A stream that errs (EPIPE, ECONNRESET) has lost its client as much as one that ends.
      for (const event of ['end', 'close', 'error']) input.on(event, once);
      for (const event of ['close', 'error']) output.on(event, once);
    },
    write: (bytes) => {
      if (output.writable) output.write(bytes);
    },
    unsentBytes: () => ('writableLength' in output ? Number(output.writableLength) : 0),
    onDrain: (listener) => {
      output.on('drain', listener);
    },
    pause: () => {
      input.pause();
    },
    resume: () => {
      input.resume();
    },
    // The callback comes after those of all writes before, and also when the stream is gone.
    flushed: () => new Promise((resolve) => output.write('', () => resolve())),
  };
}

function stdioTransport(): ByteTransport {
  return streamTransport(process.stdin, process.stdout);
}

function socketTransport(socket: Socket, where: string): Promise<ByteTransport> {
  return new Promise((resolve, reject) => {
    socket.once('connect', () => resolve(streamTransport(socket, socket)));
    socket.once('error', (error) => reject(new UserError('editor-unreachable', { where }, { cause: error })));
  });
}

function ipcTransport(): MessageTransport {
  if (process.send === undefined) throw new UserError('no-ipc-channel');
  let sending = Promise.resolve();
  return {
    kind: 'messages',
    onMessage: (listener) => {
      process.on('message', listener);
    },
    onClose: (listener) => {
      process.on('disconnect', onlyOnce(listener));
    },
    send: (message) => {
      // The parent may have gone between two messages; `disconnect` tells that.
      if (!process.connected) return;
      sending = new Promise((resolve) => process.send?.(message, undefined, undefined, () => resolve()));
    },
    flushed: () => sending,
  };
}

function onlyOnce(listener: () => void): () => void {
  let isDone = false;
  return () => {
    if (isDone) return;
    isDone = true;
    listener();
  };
}
