import { expect, test } from 'vitest';

import { UserError } from '../../server/base/error-codes.ts';
import { KeyRing } from '../../server/model/key-ring.ts';
import { modelConfig } from '../../server/model/model-config.ts';
import { ManualClock } from '../support/manual-clock.ts';

const config = modelConfig('work', {
  model: 'm',
  baseUrl: 'https://models.example/v1',
  keyCommand: ['print-key'],
});

/** A ring whose command ends when the test says how. */
function ring() {
  const clock = new ManualClock();
  const runs: { readonly print: (key: string) => void; readonly fail: () => void }[] = [];
  const keys = new KeyRing(
    {
      fromEnvironment: () => undefined,
      fromCommand: () =>
        new Promise((resolve, reject) => {
          const failure = new UserError('key-command-failed', { command: 'print-key', detail: 'it fails' });
          runs.push({ print: resolve, fail: () => reject(failure) });
        }),
    },
    clock,
  );
  return { keys, clock, runs };
}

const never = new AbortController().signal;

test('a command runs once for all who wait for its key', async () => {
  const { keys, runs } = ring();
  const both = [keys.keyOf(config, never), keys.keyOf(config, never)];
  runs[0]?.print('secret');
  expect(await Promise.all(both)).toEqual(['secret', 'secret']);
  expect(await keys.keyOf(config, never)).toBe('secret');
  expect(runs).toHaveLength(1);
});

test('a key that comes after its asker has left serves the next one', async () => {
  const { keys, runs } = ring();
  const controller = new AbortController();
  const left = keys.keyOf(config, controller.signal);
  controller.abort('left');
  await expect(left).rejects.toBe('left');
  runs[0]?.print('secret');
  expect(await keys.keyOf(config, never)).toBe('secret');
  expect(runs).toHaveLength(1);
});

test('a command that failed is left alone for thirty seconds', async () => {
  const { keys, clock, runs } = ring();
  const first = keys.keyOf(config, never);
  runs[0]?.fail();
  await expect(first).rejects.toMatchObject({ kind: 'key-missing' });
  clock.advance(29_999);
  await expect(keys.keyOf(config, never)).rejects.toMatchObject({ kind: 'key-missing' });
  expect(runs).toHaveLength(1);
  clock.advance(1);
  const second = keys.keyOf(config, never);
  runs[1]?.print('secret');
  expect(await second).toBe('secret');
});

test('a key that was refused is printed anew', async () => {
  const { keys, runs } = ring();
  const old = keys.keyOf(config, never);
  runs[0]?.print('old');
  await old;
  keys.refused(config);
  const fresh = keys.keyOf(config, never);
  runs[1]?.print('fresh');
  expect(await fresh).toBe('fresh');
});
