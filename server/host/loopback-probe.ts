import type { LoopbackProbe } from '../model/discovery.ts';

import { modelFetch } from './model-fetch.ts';

/** Asks servers of this machine, and no other, what they are; one that is slower than the deadline is not there. */
export function loopbackProbe(deadlineMs = 800): LoopbackProbe {
  const fetch = modelFetch({ proxy: '', caFile: undefined, certFile: undefined, keyFile: undefined });
  return {
    ask: async (url, body, signal) => {
      signal.throwIfAborted();
      if (!url.startsWith('http://127.0.0.1:')) return undefined;
      const either = AbortSignal.any([signal, AbortSignal.timeout(deadlineMs)]);
      try {
        return await jsonOf(await fetch(url, { ...requestOf(body), signal: either }));
      } catch {
        // Whatever went wrong, no model is to be had there; what did is of no use to anyone.
        signal.throwIfAborted();
        return undefined;
      }
    },
  };
}

function requestOf(body: Readonly<Record<string, string | number>> | undefined): RequestInit {
  if (body === undefined) return { method: 'GET' };
  return {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
}

async function jsonOf({ ok, body }: Response): Promise<unknown> {
  if (body === null) return undefined;
  if (!ok) {
    // Unless it is cancelled, the rest of the answer would keep its socket.
    await body.cancel();
    return undefined;
  }
  const text = await boundedText(body);
  return text === undefined ? undefined : JSON.parse(text);
}

const maxBytes = 4 * 1024 * 1024;

/** Undefined when there is more of it than any list of models needs. Leaving the loop cancels the body. */
async function boundedText(body: ReadableStream<Uint8Array>): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
