import { expect, test } from 'vitest';
import { completionsOf, chatOf, type Reply } from '../support/scripted-model-server.ts';
import { chat, complete, completion, failureOf, kindOf, modelBench, never, piece, typed, hostedFetch, hostedUrl, answers } from './model-bench.ts';

const suffix = { fim: 'suffix' } as const;
const usage = { prompt_tokens: 1, completion_tokens: 1 };

test('reuse with usage', async () => {
  const bench = await modelBench();
  bench.server.onAny(completionsOf('abc', { usage }));
  const model = bench.model(suffix);
  for (let i = 0; i < 5; i++) { await complete(model); await new Promise((r) => setTimeout(r, 30)); }
  expect(bench.server.acceptedConnections()).toBe(1);
});
test('reuse without usage', async () => {
  const bench = await modelBench();
  bench.server.onAny(completionsOf('abc'));
  const model = bench.model(suffix);
  for (let i = 0; i < 5; i++) { await complete(model); await new Promise((r) => setTimeout(r, 30)); }
  expect(bench.server.acceptedConnections()).toBe(1);
});
test('older success ends Retry-After', async () => {
  const bench = await modelBench();
  const finish: (() => void)[] = [];
  bench.server.onAny(async (q, r) => { await new Promise<void>((res) => finish.push(res)); await completionsOf('a')(q, r); });
  const older = complete(bench.model(suffix));
  await bench.server.untilRequests(1);
  bench.server.onAny((_q, r) => r.json(429, {}, { 'retry-after': '60' }));
  await failureOf(complete(bench.model(suffix)));
  finish[0]?.();
  await older;
  expect(bench.model(suffix).isPaused).toBe(true);
});
test('chat 429 without retry-after makes 3 requests', async () => {
  const bench = await modelBench();
  bench.server.onAny((_q, r) => r.json(429, {}));
  const failure = failureOf(chat(bench.model()));
  await bench.clock.nextSleepOf(500);
  bench.clock.advance(500);
  await bench.clock.nextSleepOf(4500);
  bench.clock.advance(4500);
  expect((await failure).kind).toBe('rate-limited');
  expect(bench.server.requests).toHaveLength(3);
});
test('window guess is not kept when server was down', async () => {
  const bench = await modelBench();
  bench.server.onAny((_q, r) => r.json(503, {}));
  const model = bench.model({ preset: 'vllm' });
  await model.abilities();
  bench.server.onAny((_q, r) => r.json(200, { data: [{ id: 'm', max_model_len: 32000 }] }));
  bench.clock.advance(20_000);
  expect((await model.abilities()).windowTokens).toBe(32000);
});
test('slow consumer is not the server stalling', async () => {
  const bench = await modelBench();
  bench.server.onAny(completionsOf('abcdef', { usage }));
  const reader = bench.model(suffix).fillInMiddle(completion(), typed, never)[Symbol.asyncIterator]();
  await reader.next();
  await new Promise((r) => setTimeout(r, 50));
  bench.clock.advance(3000);
  const seen = [];
  for (;;) { const { value, done } = await reader.next(); if (done) break; seen.push(value); }
  expect(seen.at(-1)).toMatchObject({ kind: 'usage' });
});
test('daily limit with two at once', async () => {
  const bench = await modelBench({ budget: { hostedAutomatic: true, dailyRequests: 1 } });
  bench.server.onAny(completionsOf('a'));
  const original = bench.spending.requested.bind(bench.spending);
  bench.spending.requested = async (facts) => { bench.spending.hostedToday += 1; return original(facts); };
  const model = bench.model({ ...suffix, baseUrl: hostedUrl }, hostedFetch(bench));
  await Promise.allSettled([complete(model), complete(model)]);
  expect(bench.server.requests).toHaveLength(1);
});
test('slow key command is cached', async () => {
  const bench = await modelBench();
  bench.server.onAny(completionsOf('a'));
  let runs = 0; const outs: ((s: string) => void)[] = [];
  bench.keys.fromCommand = (_c: readonly string[], ...rest: AbortSignal[]) => { runs++; return new Promise<string>((res, rej) => { outs.push(res); rest[0]?.addEventListener('abort', () => rej(rest[0]?.reason)); }); };
  const model = bench.model({ ...suffix, keyCommand: ['x'] });
  const one = complete(model).catch((e: unknown) => e);
  await expect.poll(() => runs).toBe(1);
  bench.clock.advance(3000);
  expect(await one).toMatchObject({ kind: 'too-slow' });
  const two = complete(model).catch((e: unknown) => e);
  await new Promise((r) => setTimeout(r, 20));
  expect(runs).toBe(1);
  outs.at(-1)?.('k');
  await two;
});
test('parallel key command runs once', async () => {
  const bench = await modelBench();
  bench.server.onAny(completionsOf('a'));
  bench.keys.outputs.push('k', 'k', 'k');
  const model = bench.model({ ...suffix, keyCommand: ['x'] });
  await Promise.all([complete(model), complete(model), complete(model)]);
  expect(bench.keys.runs).toBe(1);
});
test('embedding usage is counted', async () => {
  const bench = await modelBench();
  bench.server.onAny(answers(200, '{"data":[{"index":0,"embedding":[1]}],"usage":{"prompt_tokens":5,"total_tokens":5}}', { 'content-type': 'application/json' }));
  const { ownWords } = await import('../../server/base/sourced-text.ts');
  await bench.model().embed([ownWords('a')], typed, never);
  await bench.spending.outcomes(1);
  expect(bench.spending.records.at(-1)).toMatchObject({ usage: { promptTokens: 5 } });
});
test('status outside range', async () => {
  const bench = await modelBench();
  bench.server.onAny(answers(700, 'x'));
  expect(await kindOf(complete(bench.model(suffix)))).toBe('server-error');
});
test('407 detail', async () => {
  const bench = await modelBench();
  const f = await failureOf(complete(bench.model(suffix, () => Promise.resolve(new Response('x', { status: 407 })))));
  expect(f.message).toBe('');
});
test('cr only', async () => {
  const bench = await modelBench();
  bench.server.onAny(answers(200, `data: ${JSON.stringify(piece('ab', 'stop'))}\r\r`, { 'content-type': 'text/event-stream' }));
  expect(await complete(bench.model(suffix))).toHaveLength(2);
});
test('chat wrapped: chatOf prose', async () => {
  const bench = await modelBench();
  bench.server.onAny(chatOf('Here: <COMPLETION>x</COMPLETION>'));
  expect(JSON.stringify(await complete(bench.model()))).not.toContain('<COMPLETION>');
});
