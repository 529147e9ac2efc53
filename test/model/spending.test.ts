import { describe, expect, test } from 'vitest';

import { UserError } from '../../server/base/error-codes.ts';
import type { ModelSettings } from '../../server/model/model-settings.ts';
import type { SpendingLog } from '../../server/model/ports.ts';
import { chatOf, completionsOf, type Reply } from '../support/scripted-model-server.ts';
import {
  type BenchOptions,
  chat,
  complete,
  completion,
  failureOf,
  hostedFetch,
  hostedUrl,
  kindOf,
  modelBench,
  never,
  received,
  textOf,
} from './model-bench.ts';

const usage = { prompt_tokens: 1_000, completion_tokens: 100, prompt_tokens_details: { cached_tokens: 400 } };
const hosted: Partial<ModelSettings> = { baseUrl: hostedUrl, fim: 'suffix' };
const permitted = { hostedAutomatic: true, dailyRequests: 2 };

/** A model on another machine that answers `a`. */
async function hostedModel(options: BenchOptions = {}, settings: Partial<ModelSettings> = {}) {
  const bench = await modelBench(options);
  bench.server.on('/v1/completions', completionsOf('a', { usage }));
  bench.server.on('/v1/chat/completions', chatOf('a', { usage }));
  return { bench, model: bench.model({ ...hosted, ...settings }, hostedFetch(bench)) };
}

describe('a model on another machine', () => {
  test('is not asked while typing unless that is allowed', async () => {
    const { bench, model } = await hostedModel();
    expect(await kindOf(complete(model))).toBe('hosted-off');
    expect(bench.server.acceptedConnections()).toBe(0);
  });

  test('is not asked while typing without a limit', async () => {
    const { model } = await hostedModel({ budget: { hostedAutomatic: true, dailyRequests: undefined } });
    expect(await kindOf(complete(model))).toBe('hosted-off');
  });

  test('is asked while typing until the limit of the day', async () => {
    const { bench, model } = await hostedModel({ budget: permitted });
    bench.spending.hostedToday = 1;
    expect(textOf(await complete(model))).toBe('a');
    bench.spending.hostedToday = 2;
    const failure = await failureOf(complete(model));
    expect(failure.kind).toBe('daily-limit');
    expect(failure.message).toContain('limit of 2 requests');
    expect(bench.server.requests).toHaveLength(1);
  });

  test('is asked whenever the user asks by hand', async () => {
    const { bench, model } = await hostedModel();
    bench.spending.hostedToday = 1_000;
    expect(textOf(await chat(model))).toBe('a');
  });

  test('is not asked while typing when nobody can count', async () => {
    const spending = failingLog();
    const { bench, model } = await hostedModel({ budget: permitted, spending });
    const failure = await failureOf(complete(model));
    expect(failure.kind).toBe('uncounted');
    expect(failure.message).toContain('/state');
    expect(bench.server.acceptedConnections()).toBe(0);
  });
});

describe('the log of what was spent', () => {
  test('hears of a request before it goes out', async () => {
    const bench = await modelBench();
    let known = -1;
    bench.server.onAny((request, response) => {
      known = bench.spending.records.length;
      return completionsOf('a')(request, response);
    });
    await complete(bench.model({ fim: 'suffix' }));
    expect(known).toBe(1);
  });

  test('hears of the answer, its tokens and its price', async () => {
    const price = { input: 1, output: 10, cachedInput: 0.5 };
    const { bench, model } = await hostedModel({}, { price });
    await chat(model);
    await bench.spending.outcomes(1);
    const facts = { feature: 'chat', trigger: 'invoked', model: 'tested', isHosted: true };
    expect(bench.spending.records).toEqual([
      { kind: 'requested', ...facts },
      {
        kind: 'answered',
        ...facts,
        outcome: 'ok',
        ms: 0,
        usage: { promptTokens: 1_000, cachedTokens: 400, completionTokens: 100 },
        costUsd: 0.0018,
      },
    ]);
  });

  test('takes a model on this machine for free', async () => {
    const bench = await modelBench();
    bench.server.onAny(completionsOf('a', { usage }));
    await complete(bench.model({ fim: 'suffix' }));
    await bench.spending.outcomes(1);
    expect(bench.spending.records.at(-1)).toMatchObject({ isHosted: false, costUsd: 0 });
  });

  test('hears how long it took', async () => {
    const bench = await modelBench();
    bench.server.onAny((request, response) => {
      bench.clock.advance(120);
      return completionsOf('a')(request, response);
    });
    await complete(bench.model({ fim: 'suffix' }));
    await bench.spending.outcomes(1);
    expect(bench.spending.records.at(-1)).toMatchObject({ ms: 120 });
  });

  test('hears of each try of a chat', async () => {
    const bench = await modelBench();
    bench.server.onAny((_request, response) => response.json(500, {}));
    const failure = failureOf(chat(bench.model()));
    for (const ms of [500, 1_000]) {
      await bench.clock.nextSleepOf(ms);
      bench.clock.advance(ms);
    }
    await failure;
    expect(await bench.spending.outcomes(3)).toEqual(['server-error', 'server-error', 'server-error']);
  });

  test('hears nothing of questions about the server', async () => {
    const bench = await modelBench();
    bench.server.onAny((_request, response) => response.json(200, {}));
    await bench.model({ preset: 'vllm' }).abilities();
    expect(bench.spending.records).toEqual([]);
  });

  test('hears nothing of the user’s text', async () => {
    const { bench, model } = await hostedModel({ budget: permitted });
    await complete(model);
    await bench.spending.outcomes(1);
    expect(received(bench.server).text).toContain('return ');
    expect(JSON.stringify(bench.spending.records)).not.toContain('return ');
  });
});

describe('a log that cannot be written', () => {
  test('does not keep a model on this machine from answering', async () => {
    const bench = await modelBench({ spending: failingLog() });
    bench.server.onAny(completionsOf('a'));
    expect(textOf(await complete(bench.model({ fim: 'suffix' })))).toBe('a');
  });

  test('is told of once for a request, however long that takes', async () => {
    const bench = await modelBench({ spending: failingLog() });
    const slow: Reply = async (request, response) => {
      // The log fails long before the answer comes.
      await new Promise((resolve) => setImmediate(resolve));
      return completionsOf('a')(request, response);
    };
    bench.server.onAny(slow);
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => unhandled.push(reason);
    process.on('unhandledRejection', note);
    await complete(bench.model({ fim: 'suffix' }), never, completion());
    await expect.poll(() => bench.spendingFailures).toHaveLength(1);
    process.off('unhandledRejection', note);
    expect(unhandled).toEqual([]);
  });
});

function failingLog(): SpendingLog {
  const fail = async () => {
    throw new UserError('usage-not-kept', { folder: '/state', detail: 'no space is left' });
  };
  return { requested: fail, answered: fail, hostedRequestsToday: fail };
}

test('a limit of one lets one of two simultaneous automatic requests out', async () => {
  let today = 0;
  const spending: SpendingLog = {
    requested: async () => {
      today += 1;
      return String(today);
    },
    answered: async () => undefined,
    hostedRequestsToday: async () => today,
  };
  const budget = { hostedAutomatic: true, dailyRequests: 1 };
  const { bench, model } = await hostedModel({ spending, budget });
  const outcomes = await Promise.allSettled([complete(model), complete(model)]);
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  expect(bench.server.requests).toHaveLength(1);
});
