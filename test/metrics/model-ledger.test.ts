import { expect, test } from 'vitest';

import { ModelLedger } from '../../server/metrics/model-ledger.ts';
import type { EventStore, NewEvents } from '../../server/metrics/ports.ts';
import type { AnswerFacts, SpendingLog, SpentOn } from '../../server/model/ports.ts';
import { ManualClock } from '../support/manual-clock.ts';

/** One day's lines, which several stores may share. */
interface Day {
  lines: readonly string[];
}

class MemoryStore implements EventStore {
  readonly #day: Day;
  #read: number | undefined;
  failure: Error | undefined;

  constructor(day: Day) {
    this.#day = day;
  }

  async append(line: string): Promise<void> {
    await Promise.resolve();
    if (this.failure !== undefined) throw this.failure;
    this.#day.lines = [...this.#day.lines, line];
  }

  async readNew(): Promise<NewEvents> {
    await Promise.resolve();
    const isNewDay = this.#read === undefined;
    const text = this.#day.lines
      .slice(this.#read)
      .map((line) => `${line}\n`)
      .join('');
    this.#read = this.#day.lines.length;
    return { text, isNewDay };
  }

  startDay(): void {
    this.#day.lines = [];
    this.#read = undefined;
  }
}

function server(name: string, day: Day = { lines: [] }) {
  const clock = new ManualClock();
  const store = new MemoryStore(day);
  let count = 0;
  const makeId = () => {
    count += 1;
    return `${name}${count}`;
  };
  const ledger = new ModelLedger({ store, clock, makeId });
  const log: SpendingLog = ledger;
  return { clock, store, ledger, log, day };
}

const hosted: SpentOn = { model: 'fast', feature: 'completion', trigger: 'automatic', isHosted: true };
const answered: SpentOn & AnswerFacts = {
  ...hosted,
  outcome: 'ok',
  ms: 80,
  usage: { promptTokens: 100, cachedTokens: 60, completionTokens: 5 },
  costUsd: 0.5,
};

test('writes the request before its answer, under one id, with nothing but counts and names', async () => {
  const { log, day, clock } = server('a');
  const id = await log.requested(hosted);
  clock.advance(80);
  // Whoever calls may hold more than it should tell.
  await log.answered(id, Object.assign({ uri: 'file:///secret.ts' }, answered));
  expect(day.lines).toEqual([
    '{"v":1,"kind":"model-request","id":"a1","at":0,"model":"fast","feature":"completion","trigger":"automatic","isHosted":true}',
    '{"v":1,"kind":"model-answer","id":"a1","at":80,"model":"fast","feature":"completion","outcome":"ok","ms":80,"promptTokens":100,"cachedTokens":60,"completionTokens":5,"costUsd":0.5}',
  ]);
});

test('counts the requests of all servers of the user', async () => {
  const one = server('a');
  const other = server('b', one.day);
  await one.log.requested(hosted);
  await other.log.requested(hosted);
  await other.log.requested({ ...hosted, isHosted: false });
  expect(await one.log.hostedRequestsToday()).toBe(2);
  await one.log.requested(hosted);
  expect(await other.log.hostedRequestsToday()).toBe(3);
  expect(await one.log.hostedRequestsToday()).toBe(3);
});

test('counts a request that is still being written', async () => {
  const { log } = server('a');
  const written = log.requested(hosted);
  expect(await log.hostedRequestsToday()).toBe(1);
  await written;
});

test('sums the day per model and feature, and counts lines that it cannot read', async () => {
  const { ledger, day } = server('a', { lines: ['{"v":9}'] });
  await ledger.answered(await ledger.requested(hosted), answered);
  const failed = { ...answered, outcome: 'stalled', usage: undefined, costUsd: undefined };
  await ledger.answered(await ledger.requested(hosted), failed);
  day.lines = [...day.lines, 'half a li'];
  expect(await ledger.summaryToday()).toEqual({
    rows: [
      {
        model: 'fast',
        feature: 'completion',
        requests: 2,
        answers: 1,
        failures: 1,
        promptTokens: 100,
        cachedTokens: 60,
        completionTokens: 5,
        costUsd: 0.5,
        unpriced: 0,
      },
    ],
    hostedRequests: 2,
    skippedLines: 2,
  });
});

test('starts from nothing on a new day', async () => {
  const { ledger, store } = server('a', { lines: ['?'] });
  await ledger.requested(hosted);
  expect(await ledger.hostedRequestsToday()).toBe(1);
  store.startDay();
  expect(await ledger.summaryToday()).toEqual({ rows: [], hostedRequests: 0, skippedLines: 0 });
});

test('gives no count while a request is not kept, and keeps it as soon as it can be', async () => {
  const { log, store, day } = server('a');
  const failure = new Error('full');
  store.failure = failure;
  await expect(log.requested(hosted)).rejects.toBe(failure);
  await expect(log.hostedRequestsToday()).rejects.toBe(failure);
  store.failure = undefined;
  expect(await log.hostedRequestsToday()).toBe(1);
  await log.requested(hosted);
  expect(await log.hostedRequestsToday()).toBe(2);
  expect(day.lines).toHaveLength(2);
});

test('keeps only the newest of very many lines that cannot be written', async () => {
  const { log, store, day } = server('a');
  store.failure = new Error('full');
  for (let i = 0; i < 1_010; i++) await log.requested(hosted).catch(() => undefined);
  store.failure = undefined;
  await log.hostedRequestsToday();
  expect(day.lines).toHaveLength(1_000);
  expect(day.lines.at(-1)).toContain('"id":"a1010"');
});
