import { describe, expect, test } from 'vitest';

import type { RemoteModel } from '../../server/model/remote-model.ts';
import { completionsOf, type Reply } from '../support/scripted-model-server.ts';
import {
  asked,
  chat,
  closedByClient,
  complete,
  completion,
  modelBench,
  never,
  piece,
  saysAndHolds,
  typed,
} from './model-bench.ts';

const silent: Reply = (_request, response) => response.hold();
const halfway = saysAndHolds(piece('a'));
const embed = (model: RemoteModel, signal: AbortSignal) => model.embed([], asked, signal);

describe('an asker that leaves', () => {
  test.each([
    ['a completion before its head', silent, complete],
    ['a completion amid its text', halfway, complete],
    ['a chat before its head', silent, chat],
    ['an embedding before its head', silent, embed],
  ])('gets its own reason from %s, and the socket is closed', async (_, reply, ask) => {
    const bench = await modelBench();
    bench.server.onAny(reply);
    const abort = new AbortController();
    const outcome = expect(ask(bench.model({ fim: 'suffix' }), abort.signal)).rejects.toBe('superseded');
    await bench.server.untilRequests(1);
    abort.abort('superseded');
    await outcome;
    await closedByClient(bench);
    expect(await bench.spending.outcomes(1)).toEqual(['cancelled']);
  });

  test('amid the text that it reads gets its own reason, and the socket is closed', async () => {
    const bench = await modelBench();
    bench.server.onAny(halfway);
    const abort = new AbortController();
    const events = bench.model({ fim: 'suffix' }).fillInMiddle(completion(), typed, abort.signal);
    const reader = events[Symbol.asyncIterator]();
    await reader.next();
    const next = reader.next();
    abort.abort('superseded');
    await expect(next).rejects.toBe('superseded');
    await closedByClient(bench);
    expect(await bench.spending.outcomes(1)).toEqual(['cancelled']);
  });

  test('beforehand sends nothing', async () => {
    const bench = await modelBench();
    const work = complete(bench.model({ fim: 'suffix' }), AbortSignal.abort('late'));
    await expect(work).rejects.toBe('late');
    expect(bench.server.acceptedConnections()).toBe(0);
  });

  test('amid a JSON answer is not told half of it', async () => {
    const bench = await modelBench();
    bench.server.onAny(async (_request, response) => {
      response.status(200, { 'content-type': 'application/json' });
      await response.write('{"choices": [');
      await response.hold();
    });
    const abort = new AbortController();
    const outcome = expect(complete(bench.model({ fim: 'suffix' }), abort.signal)).rejects.toBe('superseded');
    await bench.server.untilRequests(1);
    abort.abort('superseded');
    await outcome;
  });
});

test('a reader that has enough closes the socket, and that is no failure', async () => {
  const bench = await modelBench();
  bench.server.onAny(halfway);
  for await (const event of bench.model({ fim: 'suffix' }).fillInMiddle(completion(), typed, never))
    if (event.kind === 'text') break;
  await closedByClient(bench);
  expect(await bench.spending.outcomes(1)).toEqual(['ok']);
});

test('a reader that stops before any text cancelled', async () => {
  const bench = await modelBench();
  bench.server.onAny(saysAndHolds(piece('')));
  for await (const _event of bench.model({ fim: 'suffix' }).fillInMiddle(completion(), typed, never)) break;
  await closedByClient(bench);
  expect(await bench.spending.outcomes(1)).toEqual(['cancelled']);
});

test('cancelling ever so often pauses nothing', async () => {
  const bench = await modelBench();
  bench.server.onAny(silent);
  const model = bench.model({ fim: 'suffix' });
  for (let count = 1; count <= 10; count++) {
    const abort = new AbortController();
    const outcome = expect(complete(model, abort.signal)).rejects.toBe('superseded');
    await bench.server.untilRequests(count);
    abort.abort('superseded');
    await outcome;
  }
  expect(model.isPaused).toBe(false);
  bench.server.onAny(completionsOf('a'));
  await complete(model);
});

test('a question of one asker goes on when another leaves', async () => {
  const bench = await modelBench();
  const finish: (() => void)[] = [];
  bench.server.onAny(async (_request, response) => {
    await new Promise<void>((resolve) => finish.push(resolve));
    await response.sse([piece('a', 'stop')]);
  });
  const model = bench.model({ fim: 'suffix' });
  const abort = new AbortController();
  const leaving = expect(complete(model, abort.signal)).rejects.toBe('superseded');
  const staying = complete(model);
  await bench.server.untilRequests(2);
  abort.abort('superseded');
  await leaving;
  for (const end of finish) end();
  expect(await staying).toContainEqual({ kind: 'text', text: 'a' });
});
