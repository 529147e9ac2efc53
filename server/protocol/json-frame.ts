import { type Incoming, rpcErrors, sortMessage } from './json-rpc.ts';

const decoder = new TextDecoder('utf-8');
const encoder = new TextEncoder();

/** The message in a frame's body; bytes that are no UTF-8 become U+FFFD, what is no JSON is refused. */
export function parseBody(body: Uint8Array): Incoming {
  try {
    return sortMessage(JSON.parse(decoder.decode(body)));
  } catch {
    return { kind: 'refused', id: null, code: rpcErrors.parseError };
  }
}

/** A message with the header that LSP puts in front of it. */
export function frameOf(message: object): Uint8Array {
  const body = encoder.encode(JSON.stringify(message));
  const header = encoder.encode(`Content-Length: ${body.length}\r\n\r\n`);
  const frame = new Uint8Array(header.length + body.length);
  frame.set(header);
  frame.set(body, header.length);
  return frame;
}
