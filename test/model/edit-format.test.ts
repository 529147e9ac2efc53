import { describe, expect, test } from 'vitest';

import { defaultEditFormat } from '../../server/model/edit-format.ts';
import { modelBench } from './model-bench.ts';

describe('the format in which a model writes changes', () => {
  test('is whole functions on this machine, whatever its window', () => {
    expect(defaultEditFormat({ windowTokens: 200_000, isLocal: true })).toBe('whole-function');
  });

  test('is whole functions in a small window', () => {
    expect(defaultEditFormat({ windowTokens: 8_192, isLocal: false })).toBe('whole-function');
  });

  test('is blocks to search and replace in a large window elsewhere', () => {
    expect(defaultEditFormat({ windowTokens: 200_000, isLocal: false })).toBe('search-replace');
  });

  test('is what the settings say, where they do', async () => {
    const bench = await modelBench();
    const told = await bench.model({ window: 8_192, editFormat: 'search-replace' }).abilities();
    expect(told.editFormat).toBe('search-replace');
  });

  test('is decided for a model about which the settings say nothing', async () => {
    const bench = await modelBench();
    expect((await bench.model({ window: 200_000 }).abilities()).editFormat).toBe('whole-function');
  });
});
