/** What a body held too much of. */
export class TooMuch extends Error {
  readonly what: 'bytes' | 'line';

  constructor(what: 'bytes' | 'line') {
    super(`too many ${what}`);
    this.what = what;
  }
}

export interface BodyLimits {
  readonly maxBytes: number;
  /** The longest stretch without a line feed, in bytes. */
  readonly maxLineBytes: number;
}

/**
 * The response with a body that errs with TooMuch when it exceeds the limits, so that no parser behind it has to
 * hold what a broken server sends. The source is cancelled then, which closes the socket.
 */
export function boundedResponse(response: Response, limits: BodyLimits): Response {
  if (response.body === null) return response;
  const { status, statusText, headers } = response;
  return new Response(response.body.pipeThrough(counter(limits)), { status, statusText, headers });
}

function counter({ maxBytes, maxLineBytes }: BodyLimits): TransformStream<Uint8Array, Uint8Array> {
  let bytes = 0;
  let lineBytes = 0;
  return new TransformStream({
    transform(chunk, controller) {
      bytes += chunk.length;
      if (bytes > maxBytes) throw new TooMuch('bytes');
      let start = 0;
      for (let end = chunk.indexOf(LF); end !== -1; end = chunk.indexOf(LF, start)) {
        if (lineBytes + end - start > maxLineBytes) throw new TooMuch('line');
        lineBytes = 0;
        start = end + 1;
      }
      lineBytes += chunk.length - start;
      if (lineBytes > maxLineBytes) throw new TooMuch('line');
      controller.enqueue(chunk);
    },
  });
}

const LF = 10;
