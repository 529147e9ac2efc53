import fc from 'fast-check';
import { expect, test } from 'vitest';

import { type BodyLimits, boundedResponse, TooMuch } from '../../server/model/bounded-response.ts';

/** A response of these chunks, and whether its source was cancelled. */
function scripted(chunks: readonly Uint8Array[], isEndless = false) {
  const rest = [...chunks];
  const state = { isCancelled: false };
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const chunk = rest.shift();
      if (chunk !== undefined) controller.enqueue(chunk);
      else if (!isEndless) controller.close();
    },
    cancel() {
      state.isCancelled = true;
    },
  });
  return { response: new Response(body, { status: 201, headers: { 'x-a': 'b' } }), state };
}

/** What comes out, or of what there was too much. */
async function check(
  chunks: readonly Uint8Array[],
  limits: BodyLimits,
): Promise<Uint8Array | 'bytes' | 'line'> {
  const bounded = boundedResponse(scripted(chunks).response, limits);
  return bounded
    .arrayBuffer()
    .then((buffer) => new Uint8Array(buffer))
    .catch((error: unknown) => {
      if (error instanceof TooMuch) return error.what;
      throw error;
    });
}

const bytes = fc.uint8Array({ max: 12, maxLength: 12 });

test('what stays within the limits comes out as it went in, and nothing else does', async () => {
  const limit = fc.integer({ min: 1, max: 40 });
  await fc.assert(
    fc.asyncProperty(
      fc.array(bytes, { maxLength: 8 }),
      limit,
      limit,
      async (chunks, maxBytes, maxLineBytes) => {
        const whole = Buffer.concat(chunks);
        const lines = whole.toString('latin1').split('\n');
        const isWithin = whole.length <= maxBytes && lines.every(({ length }) => length <= maxLineBytes);
        const outcome = await check(chunks, { maxBytes, maxLineBytes });
        if (isWithin) expect(Buffer.from(outcome)).toEqual(whole);
        else expect(['bytes', 'line']).toContain(outcome);
      },
    ),
    { numRuns: 1_000 },
  );
});

test('status and headers stay', () => {
  const { status, headers } = boundedResponse(scripted([]).response, { maxBytes: 1, maxLineBytes: 1 });
  expect({ status, a: headers.get('x-a') }).toEqual({ status: 201, a: 'b' });
});

test('a source that says too much is cancelled', async () => {
  const { response, state } = scripted([new Uint8Array(5)], true);
  await expect(boundedResponse(response, { maxBytes: 4, maxLineBytes: 4 }).text()).rejects.toThrow(TooMuch);
  await expect.poll(() => state.isCancelled).toBe(true);
});

test('a response without a body stays as it is', () => {
  const response = new Response(null, { status: 204 });
  expect(boundedResponse(response, { maxBytes: 1, maxLineBytes: 1 })).toBe(response);
});
