import { expect, test } from 'vitest';

import type { ModelAnswerEvent, ModelRequestEvent } from '../../server/metrics/model-events.ts';
import { UsageSummary } from '../../server/metrics/usage-summary.ts';

function request(facts: Partial<ModelRequestEvent>): ModelRequestEvent {
  return {
    kind: 'model-request',
    id: '1',
    at: 0,
    model: 'fast',
    feature: 'completion',
    trigger: 'automatic',
    isHosted: true,
    ...facts,
  };
}

function answer(facts: Partial<ModelAnswerEvent>): ModelAnswerEvent {
  return {
    kind: 'model-answer',
    id: '1',
    at: 0,
    model: 'fast',
    feature: 'completion',
    outcome: 'ok',
    ms: 1,
    promptTokens: undefined,
    cachedTokens: undefined,
    completionTokens: undefined,
    costUsd: undefined,
    ...facts,
  };
}

function summaryOf(...events: readonly (ModelRequestEvent | ModelAnswerEvent)[]): UsageSummary {
  const summary = new UsageSummary();
  for (const event of events) summary.add(event);
  return summary;
}

test('sums requests, tokens and money of a model and a feature', () => {
  const tokens = { promptTokens: 1_000, cachedTokens: 800, completionTokens: 10 };
  const summary = summaryOf(
    request({}),
    answer({ ...tokens, costUsd: 0.25 }),
    request({}),
    answer({ ...tokens, costUsd: 0.5 }),
  );
  expect(summary.rows()).toEqual([
    {
      model: 'fast',
      feature: 'completion',
      requests: 2,
      answers: 2,
      failures: 0,
      promptTokens: 2_000,
      cachedTokens: 1_600,
      completionTokens: 20,
      costUsd: 0.75,
      unpriced: 0,
    },
  ]);
});

test('counts an answer without a price as unpriced, whether its tokens are known or not', () => {
  const [row] = summaryOf(
    answer({ promptTokens: 5 }),
    answer({}),
    answer({ promptTokens: 5, costUsd: 0 }),
  ).rows();
  expect(row).toMatchObject({ answers: 3, costUsd: 0, unpriced: 2 });
});

test('counts failures apart from answers, and what was cancelled as neither', () => {
  const [row] = summaryOf(
    request({}),
    answer({ outcome: 'cancelled' }),
    request({}),
    answer({ outcome: 'overloaded' }),
  ).rows();
  expect(row).toMatchObject({ requests: 2, answers: 0, failures: 1 });
});

test('counts requests to other machines over all models, whoever asked for them', () => {
  const summary = summaryOf(
    request({}),
    request({ model: 'big', feature: 'chat', trigger: 'invoked' }),
    request({ model: 'local', isHosted: false }),
    answer({}),
  );
  expect(summary.hostedRequests).toBe(2);
});

test('keeps models and features apart, sorted by name', () => {
  const summary = summaryOf(
    request({ model: 'b' }),
    request({ model: 'a', feature: 'completion' }),
    request({ model: 'a', feature: 'chat' }),
    request({ model: 'a completion', feature: 'chat' }),
  );
  expect(summary.rows().map(({ model, feature }) => [model, feature])).toEqual([
    ['a', 'chat'],
    ['a', 'completion'],
    ['a completion', 'chat'],
    ['b', 'completion'],
  ]);
});

test('gives rows that later events do not change', () => {
  const summary = summaryOf(request({}));
  const rows = summary.rows();
  summary.add(request({}));
  expect(rows[0]?.requests).toBe(1);
});
