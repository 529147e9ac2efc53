import { describe, expect, test } from 'vitest';

import { completionsOf, type Reply } from '../support/scripted-model-server.ts';
import { chat, complete, failureOf, kindOf, type ModelBench, modelBench, never } from './model-bench.ts';

const suffix = { fim: 'suffix' } as const;
const silent: Reply = (_request, response) => response.hold();
const refusing = (status: number, headers = {}): Reply => {
  return (_request, response) => response.json(status, {}, headers);
};

/** A server that has failed so often that it is left alone. */
async function failed(): Promise<ModelBench> {
  const bench = await modelBench();
  bench.server.onAny(refusing(500));
  for (let count = 0; count < 5; count++)
    expect(await kindOf(complete(bench.model(suffix)))).toBe('server-error');
  return bench;
}

describe('five failures in a row', () => {
  test('pause the endpoint for 30 seconds, in which nothing reaches it', async () => {
    const bench = await failed();
    const model = bench.model(suffix);
    bench.clock.advance(29_999);
    const failure = await failureOf(complete(model));
    expect(failure.kind).toBe('paused');
    expect(failure.message).toContain('for 1 s');
    expect(model.isPaused).toBe(true);
    expect(bench.server.requests).toHaveLength(5);
  });

  test('let exactly one request probe behind the pause', async () => {
    const bench = await failed();
    bench.clock.advance(30_000);
    bench.server.onAny(silent);
    const abort = new AbortController();
    const probe = complete(bench.model(suffix), abort.signal).catch(() => undefined);
    await bench.server.untilRequests(6);
    expect(await kindOf(complete(bench.model(suffix)))).toBe('paused');
    expect(bench.server.requests).toHaveLength(6);
    abort.abort();
    await probe;
  });

  test('are forgotten when the probe succeeds', async () => {
    const bench = await failed();
    bench.clock.advance(30_000);
    bench.server.onAny(completionsOf('a'));
    await complete(bench.model(suffix));
    bench.server.onAny(refusing(500));
    expect(await kindOf(complete(bench.model(suffix)))).toBe('server-error');
    expect(bench.model(suffix).isPaused).toBe(false);
  });

  test('pause for another 30 seconds when the probe fails', async () => {
    const bench = await failed();
    bench.clock.advance(30_000);
    expect(await kindOf(complete(bench.model(suffix)))).toBe('server-error');
    bench.clock.advance(29_999);
    expect(await kindOf(complete(bench.model(suffix)))).toBe('paused');
    bench.clock.advance(1);
    expect(await kindOf(complete(bench.model(suffix)))).toBe('server-error');
  });

  test('let the next one probe when the probe is cancelled', async () => {
    const bench = await failed();
    bench.clock.advance(30_000);
    bench.server.onAny(silent);
    const abort = new AbortController();
    const probe = complete(bench.model(suffix), abort.signal).catch(() => undefined);
    await bench.server.untilRequests(6);
    abort.abort();
    await probe;
    bench.server.onAny(completionsOf('a'));
    await complete(bench.model(suffix));
  });

  test('do not count a success among them', async () => {
    const bench = await modelBench();
    for (const status of [500, 500, 500, 500, 200, 500, 500, 500, 500]) {
      bench.server.onAny(status === 500 ? refusing(500) : completionsOf('a'));
      await complete(bench.model(suffix)).catch(() => undefined);
    }
    expect(bench.model(suffix).isPaused).toBe(false);
  });

  test('may be those of a server that never answers', async () => {
    const bench = await modelBench();
    bench.server.onAny(silent);
    for (let count = 1; count <= 5; count++) {
      const failure = failureOf(complete(bench.model(suffix)));
      await bench.server.untilRequests(count);
      bench.clock.advance(3_000);
      await failure;
    }
    expect(bench.model(suffix).isPaused).toBe(true);
  });
});

describe('Retry-After', () => {
  test('is honoured', async () => {
    const bench = await modelBench();
    bench.server.onAny(refusing(429, { 'retry-after': '60' }));
    await failureOf(complete(bench.model(suffix)));
    bench.clock.advance(59_999);
    expect(await failureOf(complete(bench.model(suffix)))).toMatchObject({ kind: 'paused', retryAfterMs: 1 });
    bench.clock.advance(1);
    expect(await kindOf(complete(bench.model(suffix)))).toBe('rate-limited');
  });

  test('is honoured by completions and chat of the model, and by no other model', async () => {
    const bench = await modelBench();
    bench.server.onAny(refusing(429, { 'retry-after': '60' }));
    await failureOf(complete(bench.model(suffix)));
    expect(await kindOf(complete(bench.model(suffix)))).toBe('paused');
    expect(await kindOf(chat(bench.model()))).toBe('paused');
    expect(bench.server.requests).toHaveLength(1);
    bench.server.onAny(completionsOf('a'));
    await complete(bench.model({ ...suffix, model: 'other' }));
  });

  test('of a day is honoured for ten minutes', async () => {
    const bench = await modelBench();
    bench.server.onAny(refusing(429, { 'retry-after': '86400' }));
    await failureOf(complete(bench.model(suffix)));
    bench.clock.advance(599_999);
    expect(bench.model(suffix).isPaused).toBe(true);
    bench.clock.advance(1);
    expect(bench.model(suffix).isPaused).toBe(false);
  });

  test('that is left out is taken for five seconds', async () => {
    const bench = await modelBench();
    bench.server.onAny(refusing(503));
    await failureOf(complete(bench.model(suffix)));
    bench.clock.advance(4_999);
    expect(bench.model(suffix).isPaused).toBe(true);
    bench.clock.advance(1);
    expect(bench.model(suffix).isPaused).toBe(false);
  });

  test('is honoured although an older request is cancelled meanwhile', async () => {
    const bench = await modelBench();
    bench.server.onAny(silent);
    const abort = new AbortController();
    const older = complete(bench.model(suffix), abort.signal).catch(() => undefined);
    await bench.server.untilRequests(1);
    bench.server.onAny(refusing(429, { 'retry-after': '60' }));
    await failureOf(complete(bench.model(suffix)));
    abort.abort();
    await older;
    expect(await kindOf(complete(bench.model(suffix)))).toBe('paused');
    expect(bench.server.requests).toHaveLength(2);
  });
});

test('Retry-After is honoured although an older request is answered meanwhile', async () => {
  const bench = await modelBench();
  const finish: (() => void)[] = [];
  bench.server.onAny(async (request, response) => {
    await new Promise<void>((resolve) => finish.push(resolve));
    return completionsOf('a')(request, response);
  });
  const older = complete(bench.model(suffix));
  await bench.server.untilRequests(1);
  bench.server.onAny(refusing(429, { 'retry-after': '60' }));
  await failureOf(complete(bench.model(suffix)));
  for (const end of finish) end();
  await older;
  expect(await kindOf(complete(bench.model(suffix)))).toBe('paused');
});

describe('what cannot pass by itself', () => {
  test('pauses the endpoint at once', async () => {
    const bench = await modelBench();
    bench.server.onAny(refusing(401));
    await failureOf(complete(bench.model(suffix)));
    bench.clock.advance(599_999);
    expect(await kindOf(complete(bench.model({ ...suffix, model: 'other' })))).toBe('paused');
    expect(bench.server.requests).toHaveLength(1);
  });

  test('pauses one model alone when that is unknown', async () => {
    const bench = await modelBench();
    bench.server.onAny(refusing(404));
    await failureOf(complete(bench.model(suffix)));
    expect(await kindOf(complete(bench.model(suffix)))).toBe('paused');
    bench.server.onAny(completionsOf('a'));
    await complete(bench.model({ ...suffix, model: 'other' }));
  });

  test('pauses nothing when only the prompt was too long', async () => {
    const bench = await modelBench();
    bench.server.onAny(refusing(413));
    for (let count = 0; count < 10; count++)
      expect(await kindOf(complete(bench.model(suffix)))).toBe('too-long');
  });
});

describe('the probe of an endpoint', () => {
  async function halfOpen(): Promise<ModelBench> {
    const bench = await modelBench();
    bench.server.onAny(refusing(404));
    await failureOf(complete(bench.model({ ...suffix, model: 'unknown' })));
    bench.server.onAny(refusing(503, { 'retry-after': '1' }));
    await failureOf(complete(bench.model(suffix)));
    bench.clock.advance(1_000);
    return bench;
  }

  test('is not spent on a model that is paused itself', async () => {
    const bench = await halfOpen();
    expect(await kindOf(complete(bench.model({ ...suffix, model: 'unknown' })))).toBe('paused');
    bench.server.onAny(completionsOf('a'));
    await complete(bench.model(suffix));
  });

  test('is over when its prompt was too long', async () => {
    const bench = await halfOpen();
    bench.server.onAny(refusing(413));
    expect(await kindOf(complete(bench.model(suffix)))).toBe('too-long');
    bench.server.onAny(completionsOf('a'));
    await complete(bench.model(suffix), never);
  });
});
