import { describe, expect, test } from 'vitest';

import type { ModelSettings } from '../../server/model/model-settings.ts';
import type { Reply } from '../support/scripted-model-server.ts';
import {
  answers,
  canary,
  complete,
  failureOf,
  type ModelBench,
  modelBench,
  scriptOllama,
} from './model-bench.ts';

async function failing(reply: Reply, settings: Partial<ModelSettings> = { fim: 'suffix' }) {
  const bench = await modelBench();
  bench.server.onAny(reply);
  return failureOf(complete(bench.model(settings)));
}

function openAiError(status: number, words: object = {}, headers = {}): Reply {
  const error = { message: canary, type: canary, ...words };
  return (_request, response) => response.json(status, { error }, headers);
}

describe('a status is told by its kind', () => {
  test.each([
    [400, 'bad-request'],
    [401, 'auth'],
    [402, 'quota'],
    [403, 'forbidden'],
    [404, 'not-found'],
    [405, 'bad-request'],
    [407, 'proxy'],
    [413, 'too-long'],
    [422, 'bad-request'],
    [429, 'rate-limited'],
    [500, 'server-error'],
    [501, 'server-error'],
    [502, 'server-error'],
    [503, 'overloaded'],
    [504, 'server-error'],
    [529, 'overloaded'],
  ])('%i is %s, and no word of the server is shown', async (status, kind) => {
    expect((await failing(openAiError(status))).kind).toBe(kind);
  });

  test.each([
    ['a page', '<html><body>CANARY-of-the-server</body></html>', 'text/html'],
    ['plain text', canary, 'text/plain'],
    ['broken JSON', `{"error":"${canary}`, 'application/json'],
    ['nothing', '', 'application/json'],
    ['JSON that is no object', `["${canary}"]`, 'application/json'],
  ])('also when the answer is %s', async (_, body, type) => {
    expect((await failing(answers(502, body, { 'content-type': type }))).kind).toBe('server-error');
  });
});

describe('the words of the server decide', () => {
  test.each([
    [400, { code: 'context_length_exceeded' }, 'too-long'],
    [400, { message: `the request exceeds the available context size ${canary}` }, 'too-long'],
    [400, { message: `prompt is too long: ${canary}` }, 'too-long'],
    [429, { code: 'insufficient_quota' }, 'quota'],
    [400, { message: `Your credit balance is too low ${canary}` }, 'quota'],
    [503, { message: 'Loading model', type: 'unavailable_error' }, 'loading'],
  ])('%i with %j is %s', async (status, words, kind) => {
    expect((await failing(openAiError(status, words))).kind).toBe(kind);
  });
});

describe('how long a server asks to be left alone', () => {
  const inTwoMinutes = new Date(120_000).toUTCString();
  test.each([
    ['in seconds', 429, { 'retry-after': '7' }, 7_000],
    ['as a date', 429, { 'retry-after': inTwoMinutes }, 120_000],
    ['in milliseconds', 429, { 'retry-after-ms': '250', 'retry-after': '7' }, 250],
    ['not at all', 429, {}, undefined],
    ['for a day', 429, { 'retry-after': '86400' }, 86_400_000],
    ['when overloaded', 503, { 'retry-after': '3' }, 3_000],
    ['not at all when overloaded', 503, {}, undefined],
  ])('is known when it says so %s', async (_, status, headers, ms) => {
    expect((await failing(openAiError(status, {}, headers))).retryAfterMs).toBe(ms);
  });
});

describe('remedies', () => {
  test('for a model that Ollama lacks say how to get it', async () => {
    const bench = await modelBench();
    bench.server.on('/api/show', (_request, response) => response.json(404, { error: canary }));
    const failure = await failureOf(complete(bench.model({ preset: 'ollama', model: 'qwen:7b' })));
    expect(failure.kind).toBe('not-found');
    expect(failure.remedy).toBe('Get it with `ollama pull qwen:7b`.');
  });

  test('for a model that Ollama lost meanwhile say the same', async () => {
    const bench = await modelBench();
    scriptOllama(bench, { capabilities: ['insert'] });
    bench.server.on('/api/generate', (_request, response) => response.json(404, { error: canary }));
    expect((await failureOf(complete(bench.model({ preset: 'ollama' })))).remedy).toContain('ollama pull m');
  });

  test('for a refused key name its variable', async () => {
    expect((await refused({ keyEnv: 'MY_KEY' })).remedy).toContain('MY_KEY');
  });

  test('for a missing key say how to set one', async () => {
    expect((await refused({})).remedy).toContain('Set "keyEnv" or "keyCommand"');
  });

  test('for a proxy’s refusal do not speak of a page', async () => {
    expect((await failing(openAiError(407))).message).not.toContain('web page');
  });

  test('for a proxy’s refusal that comes as an answer are whole', async () => {
    const bench = await modelBench();
    const refusing = async () => new Response(canary, { status: 407 });
    const failure = await failureOf(complete(bench.model({ fim: 'suffix' }, refusing)));
    expect(failure.message).toContain('refused or failed: it answered 407.');
  });

  async function refused(settings: Partial<ModelSettings>) {
    const bench = await modelBench();
    bench.keys.environment.set('MY_KEY', canary);
    bench.server.onAny(openAiError(401));
    return failureOf(complete(bench.model({ fim: 'suffix', ...settings })));
  }
});

describe('keys', () => {
  const settings = { fim: 'suffix', keyCommand: ['print-key'] } as const;

  function accepting(bench: ModelBench, key: string): void {
    bench.server.onAny(async (request, response) => {
      if (request.headers.authorization !== `Bearer ${key}`) return openAiError(401)(request, response);
      return response.sse([{ choices: [{ text: 'a', finish_reason: 'stop' }] }]);
    });
  }

  test('that a variable lacks are missed before anything is sent', async () => {
    const bench = await modelBench();
    const failure = await failureOf(complete(bench.model({ fim: 'suffix', keyEnv: 'NOWHERE' })));
    expect(failure.kind).toBe('key-missing');
    expect(failure.message).toContain('NOWHERE');
    expect(bench.server.requests).toEqual([]);
  });

  test('of a command are asked for once', async () => {
    const bench = await modelBench();
    accepting(bench, 'good');
    bench.keys.outputs.push('good');
    const model = bench.model(settings);
    await complete(model);
    await complete(model);
    expect(bench.keys.runs).toBe(1);
  });

  test('that expired are asked for again, and the request goes out again', async () => {
    const bench = await modelBench();
    accepting(bench, 'new');
    bench.keys.outputs.push('old', 'new');
    await complete(bench.model(settings));
    expect(bench.keys.runs).toBe(2);
    expect(bench.server.requests).toHaveLength(2);
  });

  test('that are refused twice are a failure, and the command runs no third time', async () => {
    const bench = await modelBench();
    accepting(bench, 'none');
    bench.keys.outputs.push('old', 'new', 'newer');
    expect((await failureOf(complete(bench.model(settings)))).kind).toBe('auth');
    expect(bench.keys.runs).toBe(2);
    expect(bench.server.requests).toHaveLength(2);
  });

  test('that stay the same are not tried again', async () => {
    const bench = await modelBench();
    accepting(bench, 'none');
    bench.keys.outputs.push('old', 'old');
    expect((await failureOf(complete(bench.model(settings)))).kind).toBe('auth');
    expect(bench.server.requests).toHaveLength(1);
  });

  test('whose command fails later are told as such', async () => {
    const bench = await modelBench();
    accepting(bench, 'none');
    bench.keys.outputs.push('old');
    const failure = await failureOf(complete(bench.model(settings)));
    expect(failure.kind).toBe('key-missing');
    expect(failure.message).toContain('print-key');
  });

  test('whose command outlasts our patience are told as missing', async () => {
    const bench = await modelBench();
    bench.keys.isHanging = true;
    const failure = failureOf(complete(bench.model(settings)));
    await bench.clock.nextSleepOf(3_000);
    bench.clock.advance(3_000);
    expect((await failure).message).toContain('has not ended yet');
    expect(bench.server.acceptedConnections()).toBe(0);
  });

  test('whose command fails at first are told as such', async () => {
    const bench = await modelBench();
    const failure = await failureOf(complete(bench.model(settings)));
    expect(failure.kind).toBe('key-missing');
    expect(failure.message).toContain('print-key');
  });
});
