import { describe, expect, test } from 'vitest';

import { chatOf, type Reply } from '../support/scripted-model-server.ts';
import {
  asked,
  chat,
  complete,
  failureOf,
  kindOf,
  modelBench,
  never,
  question,
  textOf,
} from './model-bench.ts';

const sse = { 'content-type': 'text/event-stream' };
const failing: Reply = (_request, response) => response.json(500, {});

/** Answers each request as the next reply says; the last one stays. */
function inTurn(...replies: readonly Reply[]): Reply {
  let turn = 0;
  return (request, response) => {
    const reply = replies[Math.min(turn++, replies.length - 1)];
    return reply?.(request, response);
  };
}

test('a completion is never asked again', async () => {
  const bench = await modelBench();
  bench.server.onAny(failing);
  expect(await kindOf(complete(bench.model({ fim: 'suffix' })))).toBe('server-error');
  expect(bench.server.requests).toHaveLength(1);
});

describe('a chat', () => {
  test('is asked again after half a second, then after a second, then given up', async () => {
    const bench = await modelBench();
    bench.server.onAny(failing);
    const failure = failureOf(chat(bench.model()));
    for (const ms of [500, 1_000]) {
      await bench.clock.nextSleepOf(ms);
      bench.clock.advance(ms);
    }
    expect(await failure).toMatchObject({ kind: 'server-error' });
    expect(bench.server.requests).toHaveLength(3);
  });

  test('is answered by a later try', async () => {
    const bench = await modelBench();
    bench.server.onAny(inTurn(failing, chatOf('So')));
    const events = chat(bench.model());
    await bench.clock.nextSleepOf(500);
    bench.clock.advance(500);
    expect(textOf(await events)).toBe('So');
  });

  test('is asked again when the server asked for little time', async () => {
    const bench = await modelBench();
    const busy: Reply = (_request, response) => response.json(429, {}, { 'retry-after': '10' });
    bench.server.onAny(inTurn(busy, chatOf('So')));
    const events = chat(bench.model());
    await bench.clock.nextSleepOf(10_000);
    expect(bench.server.requests).toHaveLength(1);
    bench.clock.advance(10_000);
    expect(textOf(await events)).toBe('So');
  });

  test('is not asked again when the server asked for more than ten seconds', async () => {
    const bench = await modelBench();
    bench.server.onAny((_request, response) => response.json(429, {}, { 'retry-after': '11' }));
    expect(await kindOf(chat(bench.model()))).toBe('rate-limited');
    expect(bench.server.requests).toHaveLength(1);
  });

  test.each([
    [400, 'bad-request'],
    [401, 'auth'],
    [404, 'not-found'],
    [413, 'too-long'],
  ])('is not asked again after %i', async (status, kind) => {
    const bench = await modelBench();
    bench.server.onAny((_request, response) => response.json(status, {}));
    expect(await kindOf(chat(bench.model()))).toBe(kind);
    expect(bench.server.requests).toHaveLength(1);
  });

  test('is not asked again when text had come', async () => {
    const bench = await modelBench();
    bench.server.onAny(async (_request, response) => {
      response.status(200, sse);
      await response.write('data: {"choices": [{"delta": {"content": "So"}}]}\n\n');
      response.destroy();
    });
    const reader = bench.model().chat(question(), asked, never)[Symbol.asyncIterator]();
    expect(await reader.next()).toMatchObject({ value: { text: 'So' } });
    expect(await kindOf(reader.next())).toBe('broken-off');
    expect(bench.server.requests).toHaveLength(1);
  });

  test('that is cancelled while it waits ends at once and asks nobody again', async () => {
    const bench = await modelBench();
    bench.server.onAny(failing);
    const abort = new AbortController();
    const outcome = expect(chat(bench.model(), abort.signal)).rejects.toBe('superseded');
    await bench.clock.nextSleepOf(500);
    abort.abort('superseded');
    await outcome;
    bench.clock.advance(500);
    expect(bench.server.requests).toHaveLength(1);
  });
});
