import { describe, expect, test } from 'vitest';

import type { ModelEvent } from '../../server/model/language-model.ts';
import type { ModelSettings } from '../../server/model/model-settings.ts';
import type { Reply } from '../support/scripted-model-server.ts';
import {
  asked,
  chat,
  closedByClient,
  complete,
  completion,
  failureOf,
  modelBench,
  never,
  piece,
  question,
  saysAndHolds,
  typed,
} from './model-bench.ts';

/** A completion whose first text has come; the server says no more. */
async function halfway(settings: Partial<ModelSettings> = {}) {
  const bench = await modelBench();
  bench.server.onAny(saysAndHolds(piece('a')));
  const events = bench.model({ fim: 'suffix', ...settings }).fillInMiddle(completion(), typed, never);
  const reader = events[Symbol.asyncIterator]();
  expect(await reader.next()).toMatchObject({ value: { kind: 'text', text: 'a' } });
  return { bench, reader };
}

/** A question that the server lets wait from the start. */
async function waiting(reply: Reply, settings: Partial<ModelSettings> = {}) {
  const bench = await modelBench();
  bench.server.onAny(reply);
  const failure = failureOf(complete(bench.model({ fim: 'suffix', ...settings })));
  await bench.server.untilRequests(1);
  return { bench, failure };
}

const silent: Reply = (_request, response) => response.hold();
const headOnly: Reply = (_request, response) => {
  response.status(200, { 'content-type': 'text/event-stream' });
  return response.hold();
};

describe('a completion that does not begin', () => {
  test.each([
    ['a head', silent],
    ['a first token', headOnly],
    ['more than comments', saysAndHolds(': wait\n\n')],
  ])('for want of %s is given up after 3 seconds, and its socket closed', async (_, reply) => {
    const { bench, failure } = await waiting(reply);
    bench.clock.advance(3_000);
    expect(await failure).toMatchObject({ kind: 'too-slow' });
    expect((await failure).message).toContain('within 3 s');
    await closedByClient(bench);
  });

  test('is waited for a little less', async () => {
    const { bench, failure } = await waiting(silent);
    bench.clock.advance(2_999);
    expect(bench.server.openConnections()).toBe(1);
    bench.clock.advance(1);
    await failure;
  });

  test('is waited for as long as the settings say', async () => {
    const { bench, failure } = await waiting(silent, { firstTokenSeconds: 20 });
    bench.clock.advance(19_999);
    expect(bench.server.openConnections()).toBe(1);
    bench.clock.advance(1);
    expect((await failure).message).toContain('within 20 s');
  });

  test.each([
    ['a head', silent],
    ['a first token', headOnly],
  ])('for want of %s is a failure, not a cancellation', async (_, reply) => {
    const { bench, failure } = await waiting(reply);
    bench.clock.advance(3_000);
    await failure;
    expect(await bench.spending.outcomes(1)).toEqual(['too-slow']);
  });
});

test('a completion that stops half-way is given up after 3 seconds, and its socket closed', async () => {
  const { bench, reader } = await halfway();
  const next = failureOf(reader.next());
  bench.clock.advance(3_000);
  expect(await next).toMatchObject({ kind: 'stalled' });
  await closedByClient(bench);
  expect(await bench.spending.outcomes(1)).toEqual(['stalled']);
});

/** A completion that goes on as often as the test says `more`. */
async function dripping(settings: Partial<ModelSettings> = {}) {
  const bench = await modelBench();
  const steps: (() => void)[] = [];
  bench.server.onAny(async (_request, response) => {
    response.status(200, { 'content-type': 'text/event-stream' });
    while (!response.isClosed) {
      await response.write(`data: ${JSON.stringify(piece('a'))}\n\n`);
      await Promise.race([new Promise<void>((resolve) => steps.push(resolve)), response.hold()]);
    }
  });
  const events = bench.model({ fim: 'suffix', ...settings }).fillInMiddle(completion(), typed, never);
  const reader = events[Symbol.asyncIterator]();
  await reader.next();
  const more = async (): Promise<IteratorResult<ModelEvent>> => {
    const next = reader.next();
    steps.shift()?.();
    return next;
  };
  return { bench, reader, more };
}

test('a completion that goes on slowly is not given up before its whole time is over', async () => {
  const { bench, reader, more } = await dripping();
  for (let second = 0; second < 7; second++) {
    bench.clock.advance(1_000);
    expect(await more()).toMatchObject({ value: { kind: 'text' } });
  }
  const next = failureOf(reader.next());
  bench.clock.advance(1_000);
  expect(await next).toMatchObject({ kind: 'too-much' });
  await closedByClient(bench);
});

test('more time for the first token is more time for the whole', async () => {
  const { bench, more } = await dripping({ firstTokenSeconds: 5 });
  for (let second = 0; second < 9; second++) {
    bench.clock.advance(1_000);
    expect(await more()).toMatchObject({ value: { kind: 'text' } });
  }
});

test('a chat has 30 seconds to begin', async () => {
  const bench = await modelBench();
  bench.server.onAny(silent);
  const failure = failureOf(chat(bench.model()));
  await bench.server.untilRequests(1);
  bench.clock.advance(29_999);
  expect(bench.server.openConnections()).toBe(1);
  bench.clock.advance(1);
  expect(await failure).toMatchObject({ kind: 'too-slow' });
  await closedByClient(bench);
});

test('thinking is a sign of work', async () => {
  const bench = await modelBench();
  const thought = { choices: [{ delta: { reasoning_content: 'hm' } }] };
  bench.server.onAny(saysAndHolds(thought));
  const reader = bench.model().chat(question(), asked, never)[Symbol.asyncIterator]();
  expect(await reader.next()).toMatchObject({ value: { kind: 'thinking' } });
  const next = failureOf(reader.next());
  bench.clock.advance(30_000);
  expect(await next).toMatchObject({ kind: 'stalled' });
});

test('what a server is asked about itself may take three seconds', async () => {
  const bench = await modelBench();
  bench.server.onAny(silent);
  const failure = failureOf(bench.model({ preset: 'ollama' }).abilities());
  await bench.server.untilRequests(1);
  bench.clock.advance(3_000);
  expect(await failure).toMatchObject({ kind: 'unreachable' });
  await closedByClient(bench);
});

test('nobody sleeps any more when an answer is complete', async () => {
  const bench = await modelBench();
  bench.server.onAny((_request, response) => response.sse([piece('a', 'stop')]));
  await complete(bench.model({ fim: 'suffix' }));
  expect(bench.clock.sleeping).toBe(0);
});
