import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';

import type { Reply } from '../support/scripted-model-server.ts';
import {
  answers,
  canary,
  closedByClient,
  collected,
  complete,
  completion,
  failureOf,
  kindOf,
  modelBench,
  never,
  piece,
  saysAndHolds,
  typed,
} from './model-bench.ts';

const sse = { 'content-type': 'text/event-stream' };
const json = { 'content-type': 'application/json' };

async function failing(reply: Reply) {
  const bench = await modelBench();
  bench.server.onAny(reply);
  const failure = await failureOf(complete(bench.model({ fim: 'suffix' })));
  expect(await bench.spending.outcomes(1)).toEqual([failure.kind]);
  return failure.kind;
}

describe('an answer that is none', () => {
  test.each([
    [
      'a page',
      answers(200, `<html>${canary}</html>`, { 'content-type': 'text/html; charset=utf-8' }),
      'not-a-model',
    ],
    ['bytes of no meaning', answers(200, '\u0000\u0001\ufffd\n\n\n', sse), 'garbled'],
    ['text', answers(200, canary, { 'content-type': 'text/plain' }), 'garbled'],
    ['an event with broken JSON', answers(200, `data: {"choices": ${canary}\n\n`, sse), 'garbled'],
    ['broken JSON', answers(200, `{"choices": "${canary}`, json), 'garbled'],
    [
      'a broken line',
      answers(200, `{"a": ${canary}\n`, { 'content-type': 'application/x-ndjson' }),
      'garbled',
    ],
    ['JSON with wrong types', answers(200, `{"choices": [{"text": 7, "x": "${canary}"}]}`, json), 'garbled'],
    ['events with wrong types', answers(200, `data: {"choices": "${canary}"}\n\n`, sse), 'garbled'],
    ['null', answers(200, 'null', json), 'garbled'],
    ['an error with 200', answers(200, `{"error": {"message": "${canary}"}}`, json), 'server-error'],
    ['an empty stream', answers(200, '', sse), 'garbled'],
    ['an empty body', answers(200, '', json), 'garbled'],
    ['no body at all', answers(204, ''), 'garbled'],
    ['[DONE] alone', answers(200, 'data: [DONE]\n\n', sse), 'garbled'],
  ])('is %s', async (_, reply, kind) => {
    expect(await failing(reply)).toBe(kind);
  });

  test('is compressed otherwise than it says', async () => {
    const headers = { ...sse, 'content-encoding': 'gzip' };
    expect(await failing(answers(200, 'this is no gzip at all', headers))).toBe('garbled');
  });

  test('is compressed and cut off', async () => {
    const whole = gzipSync(`data: ${JSON.stringify(piece('abc'))}\n\n`);
    const reply: Reply = async (_request, response) => {
      response.status(200, { ...sse, 'content-encoding': 'gzip' });
      await response.end(whole.subarray(0, -12));
    };
    expect(['garbled', 'broken-off']).toContain(await failing(reply));
  });
});

describe('an answer that breaks off', () => {
  test('before its first byte', async () => {
    expect(await failing((_request, response) => response.destroy())).toBe('broken-off');
  });

  test('amid its text', async () => {
    const bench = await modelBench();
    bench.server.onAny(async (_request, response) => {
      response.status(200, sse);
      await response.write(`data: ${JSON.stringify(piece('abc'))}\n\n`);
      response.destroy();
    });
    const seen: string[] = [];
    const reading = (async () => {
      for await (const event of bench.model({ fim: 'suffix' }).fillInMiddle(completion(), typed, never))
        seen.push(event.kind);
    })();
    expect(await kindOf(reading)).toBe('broken-off');
    expect(seen).not.toContain('end');
    expect(await bench.spending.outcomes(1)).toEqual(['broken-off']);
  });

  test('amid JSON', async () => {
    const reply: Reply = async (_request, response) => {
      response.status(200, json);
      await response.write('{"choices": [');
      response.destroy();
    };
    expect(await failing(reply)).toBe('broken-off');
  });

  test('amid a length that was promised', async () => {
    const reply: Reply = async (_request, response) => {
      response.status(200, { ...sse, 'content-length': '1000' });
      await response.write(`data: ${JSON.stringify(piece('abc'))}\n\n`);
      response.destroy();
    };
    expect(await failing(reply)).toBe('broken-off');
  });
});

describe('an answer without end', () => {
  test('in one line is given up, and its socket closed', async () => {
    const bench = await modelBench();
    bench.server.onAny(async (_request, response) => {
      response.status(200, sse);
      const megabyte = 'x'.repeat(1024 * 1024);
      for (let count = 0; count < 20 && !response.isClosed; count++) await response.write(megabyte);
      await response.hold();
    });
    expect(await kindOf(complete(bench.model({ fim: 'suffix' })))).toBe('too-much');
    await closedByClient(bench);
  });

  test('in many short events is given up at the limit of tokens, and its socket closed', async () => {
    const bench = await modelBench();
    let written = 0;
    bench.server.onAny(async (_request, response) => {
      response.status(200, sse);
      while (!response.isClosed) {
        await response.write(`data: ${JSON.stringify(piece('xxxx'))}\n\n`);
        written += 1;
      }
    });
    expect(await kindOf(complete(bench.model({ fim: 'suffix' })))).toBe('too-much');
    await closedByClient(bench);
    expect(written).toBeGreaterThan(100);
  });

  test('in comments is given up, and its socket closed', async () => {
    const bench = await modelBench();
    bench.server.onAny(async (_request, response) => {
      response.status(200, sse);
      while (!response.isClosed) await response.write(`:${'x'.repeat(65_536)}\n\n`);
    });
    expect(await kindOf(complete(bench.model({ fim: 'suffix' })))).toBe('too-much');
    await closedByClient(bench);
  });

  test('in the body of a refusal is given up at the deadline, and its socket closed', async () => {
    const bench = await modelBench();
    bench.server.onAny(async (_request, response) => {
      response.status(500, json);
      await response.write('{"error": ');
      await response.hold();
    });
    const work = kindOf(complete(bench.model({ fim: 'suffix' })));
    await bench.server.untilRequests(1);
    bench.clock.advance(3_000);
    expect(await work).toBe('too-slow');
    await closedByClient(bench);
  });
});

test('a page closes the socket of a server that would go on', async () => {
  const bench = await modelBench();
  bench.server.onAny(async (_request, response) => {
    response.status(200, { 'content-type': 'text/html' });
    await response.write('<html>');
    await response.hold();
  });
  expect(await kindOf(complete(bench.model({ fim: 'suffix' })))).toBe('not-a-model');
  await closedByClient(bench);
});

test('an unreadable event closes the socket of a server that would go on', async () => {
  const bench = await modelBench();
  bench.server.onAny(saysAndHolds('data: {oops\n\n'));
  expect(await kindOf(complete(bench.model({ fim: 'suffix' })))).toBe('garbled');
  await closedByClient(bench);
});

test('no answer is written to the console', async () => {
  const written: unknown[] = [];
  const { error, log, warn } = console;
  const keep = (...words: unknown[]) => written.push(words);
  Object.assign(console, { error: keep, log: keep, warn: keep });
  try {
    for (const name of ['message', 'thread.message', 'error']) {
      const bench = await modelBench();
      bench.server.onAny(answers(200, `event: ${name}\ndata: {"${canary}\n\n`, sse));
      expect(
        await kindOf(collected(bench.model({ fim: 'suffix' }).fillInMiddle(completion(), typed, never))),
      ).toBe('garbled');
    }
  } finally {
    Object.assign(console, { error, log, warn });
  }
  expect(written).toEqual([]);
});
