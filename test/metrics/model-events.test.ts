import fc from 'fast-check';
import { expect, test } from 'vitest';

import { eventLine, type ModelUseEvent, parseEvents } from '../../server/metrics/model-events.ts';

const amount = fc.oneof(fc.nat(), fc.double({ min: 0, max: 1e9, noNaN: true })).map((value) => value + 0);
const known = fc.option(amount, { nil: undefined });
const shared = {
  id: fc.string({ maxLength: 40, unit: 'binary' }),
  at: amount,
  model: fc.string({ maxLength: 40, unit: 'binary' }),
  feature: fc.constantFrom('completion', 'chat', 'embedding', 'doctor'),
};
const event: fc.Arbitrary<ModelUseEvent> = fc.oneof(
  fc.record({
    kind: fc.constant('model-request' as const),
    ...shared,
    trigger: fc.constantFrom('invoked', 'automatic'),
    isHosted: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('model-answer' as const),
    ...shared,
    outcome: fc.constantFrom('ok', 'cancelled', 'unreachable'),
    ms: amount,
    promptTokens: known,
    cachedTokens: known,
    completionTokens: known,
    costUsd: known,
  }),
);

const answer: ModelUseEvent = {
  kind: 'model-answer',
  id: 'a1',
  at: 1_000,
  model: 'fast',
  feature: 'completion',
  outcome: 'ok',
  ms: 120,
  promptTokens: 900,
  cachedTokens: 600,
  completionTokens: 12,
  costUsd: 0.0004,
};

test('writes an event as one line of JSON that begins with its version', () => {
  expect(eventLine(answer)).toMatchInlineSnapshot(
    `"{"v":1,"kind":"model-answer","id":"a1","at":1000,"model":"fast","feature":"completion","outcome":"ok","ms":120,"promptTokens":900,"cachedTokens":600,"completionTokens":12,"costUsd":0.0004}"`,
  );
});

test('leaves an unknown price out instead of writing 0', () => {
  const line = eventLine({ ...answer, costUsd: undefined });
  expect(line).not.toContain('costUsd');
  expect(parseEvents(line).events).toEqual([{ ...answer, costUsd: undefined }]);
});

test('reads what it wrote, in order', () => {
  fc.assert(
    fc.property(fc.array(event), (events) => {
      expect(parseEvents(events.map((each) => `${eventLine(each)}\n`).join(''))).toEqual({
        events,
        suggestions: [],
        skipped: 0,
      });
    }),
  );
});

test('writes less than 4 KB whatever the names are', () => {
  const name = '\u0000'.repeat(10_000);
  const line = eventLine({ ...answer, id: name, model: name, outcome: name, at: 1.7976931348623157e308 });
  expect(line.length).toBeLessThan(4_096);
  expect(parseEvents(line).events).toHaveLength(1);
});

test.each([
  ['a newer version', eventLine(answer).replace('"v":1', '"v":2')],
  ['another kind of event', eventLine(answer).replace('model-answer', 'suggestion-eaten')],
  ['an unknown feature', eventLine(answer).replace('"completion"', '"telepathy"')],
  ['a time that is none', eventLine(answer).replace('1000', '"noon"')],
  ['half a line', eventLine(answer).slice(0, 60)],
  ['a list', '[]'],
  ['nothing at all', 'null'],
  ['other words', 'hello'],
])('skips and counts %s', (_, line) => {
  expect(parseEvents(`${line}\n\n${eventLine(answer)}\n`)).toEqual({
    events: [answer],
    suggestions: [],
    skipped: 1,
  });
});

test('takes an amount that is none for unknown, and keeps the rest', () => {
  const line = eventLine(answer).replace('900', '-900').replace('0.0004', 'null');
  expect(parseEvents(line).events).toEqual([{ ...answer, promptTokens: undefined, costUsd: undefined }]);
});

test('finds every whole line, whatever lies before, between and behind them', () => {
  const garbage = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('\n', '{', '"', '{"v":', '{"v":1', '\u0000\u0000'),
    fc.tuple(event, fc.nat()).map(([each, at]) => {
      const line = eventLine(each);
      return line.slice(0, at % line.length);
    }),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(garbage, event)), garbage, (pairs, rest) => {
      const lines = pairs.map(([before, each]) => `${before}${eventLine(each)}\n`);
      expect(parseEvents(lines.join('') + rest).events).toEqual(pairs.map(([, each]) => each));
    }),
  );
});
