import { describe, expect, test } from 'vitest';

import type { ModelEvent } from '../../server/model/language-model.ts';
import type { ModelSettings } from '../../server/model/model-settings.ts';
import {
  anthropicOf,
  chatOf,
  completionsOf,
  infillOf,
  type Reply,
} from '../support/scripted-model-server.ts';
import {
  answers,
  canary,
  chat,
  closedByClient,
  complete,
  completion,
  failureOf,
  kindOf,
  type ModelBench,
  modelBench,
  never,
  piece,
  saysAndHolds,
  textOf,
  typed,
} from './model-bench.ts';

const sse = { 'content-type': 'text/event-stream' };

async function completing(reply: Reply, settings: Partial<ModelSettings> = { fim: 'suffix' }) {
  const bench = await modelBench();
  bench.server.onAny(reply);
  return complete(bench.model(settings));
}

/** Reads until the end of the text was told; the rest waits in the iterator. */
async function untilEnd(bench: ModelBench) {
  const events = bench
    .model({ fim: 'suffix' })
    .fillInMiddle(completion(), typed, never)
    [Symbol.asyncIterator]();
  const seen: ModelEvent[] = [];
  while (seen.at(-1)?.kind !== 'end') {
    const { value, done } = await events.next();
    if (done === true) break;
    seen.push(value);
  }
  return { seen, events };
}

test('the text comes in order, then the end, then the tokens', async () => {
  const usage = { prompt_tokens: 9, completion_tokens: 3, prompt_tokens_details: { cached_tokens: 4 } };
  const events = await completing(completionsOf('abcdef', { usage }));
  expect(events.filter(({ kind }) => kind !== 'thinking')).toEqual([
    { kind: 'text', text: 'ab' },
    { kind: 'text', text: 'cd' },
    { kind: 'text', text: 'ef' },
    { kind: 'end', reason: 'complete' },
    { kind: 'usage', usage: { promptTokens: 9, cachedTokens: 4, completionTokens: 3 } },
  ]);
});

test.each([
  ['stop', 'complete'],
  ['length', 'length'],
])('a finish of %s is the end %s', async (finish, reason) => {
  expect(await completing(completionsOf('a', { finish }))).toContainEqual({ kind: 'end', reason });
});

test('Anthropic counts cached tokens apart, and they are added to the prompt', async () => {
  const bench = await modelBench();
  const usage = {
    input_tokens: 7,
    cache_read_input_tokens: 5,
    cache_creation_input_tokens: 2,
    output_tokens: 3,
  };
  bench.server.on('/v1/messages', anthropicOf('So it is', { usage, finish: 'max_tokens' }));
  const events = await chat(bench.model({ preset: 'anthropic' }));
  expect(textOf(events)).toBe('So it is');
  expect(events.slice(-2)).toEqual([
    { kind: 'end', reason: 'length' },
    { kind: 'usage', usage: { promptTokens: 14, cachedTokens: 5, completionTokens: 3 } },
  ]);
});

test('llama.cpp says how many tokens it read and wrote, not how many it had kept', async () => {
  const events = await completing(infillOf('a + b', { finish: 'limit' }), {
    preset: 'llama.cpp',
    window: 99,
  });
  expect(events.slice(-2)).toEqual([
    { kind: 'end', reason: 'length' },
    { kind: 'usage', usage: { promptTokens: 7, cachedTokens: undefined, completionTokens: 3 } },
  ]);
});

test('events that are cut anywhere are whole again', async () => {
  const bytes = Buffer.from(
    `data: ${JSON.stringify(piece('é→😀'))}\n\ndata: ${JSON.stringify(piece('!', 'stop'))}\n\n`,
  );
  for (let cut = 1; cut < bytes.length; cut += 3) {
    const events = await completing(async (_request, response) => {
      response.status(200, sse);
      await response.write(bytes.subarray(0, cut));
      await response.end(bytes.subarray(cut));
    });
    expect(textOf(events), `cut at ${cut}`).toBe('é→😀!');
  }
});

test.each([
  ['with CRLF', `data: ${JSON.stringify(piece('ab', 'stop'))}\r\n\r\n`],
  ['without a space behind the colon', `data:${JSON.stringify(piece('ab', 'stop'))}\n\n`],
  [
    'between comments',
    `: hi\n\n: OPENROUTER PROCESSING\ndata: ${JSON.stringify(piece('ab', 'stop'))}\n\n:\n\n`,
  ],
  ['with ids and names', `id: 7\nevent: x\nretry: 1\ndata: ${JSON.stringify(piece('ab', 'stop'))}\n\n`],
])('an event %s is read', async (_, text) => {
  expect(textOf(await completing(answers(200, text, sse)))).toBe('ab');
});

describe('an answer with its end told', () => {
  test('waits 300 ms for the tokens when the socket stays open, and closes it', async () => {
    const bench = await modelBench();
    bench.server.onAny(saysAndHolds(piece('ab'), piece('', 'stop')));
    const { events } = await untilEnd(bench);
    const rest = events.next();
    bench.clock.advance(300);
    expect(await rest).toMatchObject({ done: true });
    await closedByClient(bench);
    expect(await bench.spending.outcomes(1)).toEqual(['ok']);
  });

  test('is waited for a moment after the tokens came, so that the connection can be kept', async () => {
    const bench = await modelBench();
    const usage = { prompt_tokens: 1, completion_tokens: 1 };
    bench.server.onAny(saysAndHolds(piece('ab', 'stop'), { choices: [], usage }));
    const { events } = await untilEnd(bench);
    expect(await events.next()).toMatchObject({ value: { kind: 'usage' } });
    const end = events.next();
    bench.clock.advance(300);
    expect(await end).toMatchObject({ done: true });
    await closedByClient(bench);
  });

  test('has only one end, and no text behind it', async () => {
    const more = [piece('a', 'stop'), piece('b'), piece('', 'stop')];
    const events = await completing((_request, response) => response.sse(more));
    expect(events).toEqual([
      { kind: 'text', text: 'a' },
      { kind: 'end', reason: 'complete' },
    ]);
  });

  test('ignores what goes wrong behind it', async () => {
    const bench = await modelBench();
    bench.server.onAny(answers(200, `data: ${JSON.stringify(piece('a', 'stop'))}\n\ndata: {oops\n\n`, sse));
    expect(textOf(await complete(bench.model({ fim: 'suffix' })))).toBe('a');
    expect(await bench.spending.outcomes(1)).toEqual(['ok']);
  });
});

test('text behind [DONE] is ignored', async () => {
  const events = await completing((_request, response) =>
    response.sse([piece('a', 'stop'), 'data: [DONE]\n\n', piece('b')]),
  );
  expect(textOf(events)).toBe('a');
});

test('a stream that closes without a finish ends for an unknown reason', async () => {
  const events = await completing((_request, response) => response.sse([piece('a'), piece('b')]));
  expect(events.slice(-2)).toEqual([
    { kind: 'text', text: 'b' },
    { kind: 'end', reason: 'unknown' },
  ]);
});

describe('a server that does not stream is read', () => {
  test('with a completion', async () => {
    const whole = {
      choices: [{ text: 'a + b', finish_reason: 'length' }],
      usage: { prompt_tokens: 1, completion_tokens: 2 },
    };
    expect(await completing((_request, response) => response.json(200, whole))).toMatchObject([
      { kind: 'text', text: 'a + b' },
      { kind: 'end', reason: 'length' },
      { kind: 'usage', usage: { promptTokens: 1, completionTokens: 2 } },
    ]);
  });

  test('with a chat', async () => {
    const bench = await modelBench();
    const whole = { choices: [{ message: { role: 'assistant', content: 'So' }, finish_reason: 'stop' }] };
    bench.server.onAny((_request, response) => response.json(200, whole));
    expect(textOf(await chat(bench.model()))).toBe('So');
  });

  test('with a message of Anthropic', async () => {
    const bench = await modelBench();
    const whole = { type: 'message', content: [{ type: 'text', text: 'So' }], stop_reason: 'end_turn' };
    bench.server.onAny((_request, response) => response.json(200, whole));
    expect(textOf(await chat(bench.model({ preset: 'anthropic' })))).toBe('So');
  });
});

test('thoughts are no text', async () => {
  const bench = await modelBench();
  bench.server.onAny((_request, response) =>
    response.sse([
      { choices: [{ delta: { reasoning_content: 'hm' } }] },
      { choices: [{ delta: { content: 'So' }, finish_reason: 'stop' }] },
    ]),
  );
  expect(await chat(bench.model())).toMatchObject([
    { kind: 'thinking' },
    { kind: 'text', text: 'So' },
    { kind: 'end' },
  ]);
});

test('tags around the answer of a chat model are taken off', async () => {
  expect(textOf(await completing(chatOf('\n<COMPLETION>a + b</COMPLETION>\nBye', { chunks: 9 }), {}))).toBe(
    'a + b',
  );
});

describe('an error amid the stream', () => {
  test('of OpenAI is a failure of the server', async () => {
    const error = { message: canary, type: 'server_error' };
    const work = completing((_request, response) => response.sse([piece('a'), { error }]));
    expect(await kindOf(work)).toBe('server-error');
  });

  test('of Anthropic tells that it is overloaded', async () => {
    const bench = await modelBench();
    const data = JSON.stringify({ type: 'error', error: { type: 'overloaded_error', message: canary } });
    bench.server.onAny((_request, response) => response.sse([`event: error\ndata: ${data}\n\n`]));
    const events = bench.model({ preset: 'anthropic', fim: 'chat' }).fillInMiddle(completion(), typed, never);
    expect(await kindOf(events[Symbol.asyncIterator]().next())).toBe('overloaded');
  });

  test('of Ollama makes the answer unreadable', async () => {
    const bench = await modelBench();
    const ndjson = { 'content-type': 'application/x-ndjson' };
    bench.server.on('/api/show', (_request, response) => response.json(200, { capabilities: ['insert'] }));
    bench.server.on('/api/ps', (_request, response) => response.json(200, { models: [{ name: 'm' }] }));
    bench.server.on('/api/generate', answers(200, `{"response":"a"}\n{"error":"${canary}"}\n`, ndjson));
    const failure = await failureOf(complete(bench.model({ preset: 'ollama' })));
    expect(failure.message).toContain('cannot be understood: it holds an error');
  });
});

test('what a content filter withheld is a failure', async () => {
  expect(await kindOf(completing(completionsOf('a', { finish: 'content_filter' })))).toBe('filtered');
});
