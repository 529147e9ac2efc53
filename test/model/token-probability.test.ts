import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { ModelSettings } from '../../server/model/model-settings.ts';
import { TokenProbability } from '../../server/model/token-probability.ts';
import { complete, modelBench } from './model-bench.ts';

/** The pieces of an answer with their probabilities, as they arrive. */
async function pieces(path: string, settings: Partial<ModelSettings>, ...messages: readonly object[]) {
  const bench = await modelBench();
  bench.server.on(path, (_, response) => response.sse([...messages]));
  const events = await complete(bench.model(settings));
  return events.flatMap((event) => (event.kind === 'text' ? [[event.text, event.probability]] : []));
}

describe('how sure a model is of a piece', () => {
  const end = { content: '', stop: true, stop_type: 'eos' };

  test('is read from llama.cpp, the tokens of one piece together', async () => {
    const probable = (...all: readonly number[]) => all.map((each) => ({ id: 1, logprob: Math.log(each) }));
    const said = await pieces(
      '/infill',
      { preset: 'llama.cpp' },
      { content: 'a', stop: false, completion_probabilities: probable(0.5) },
      { content: ' + b', stop: false, completion_probabilities: probable(0.25, 1) },
      end,
    );
    expect(said).toEqual([
      ['a', expect.closeTo(0.5)],
      [' + b', expect.closeTo(0.5)],
    ]);
  });

  test('is read from the forms of OpenAI', async () => {
    const said = await pieces(
      '/v1/completions',
      { fim: 'suffix' },
      { choices: [{ text: 'a', logprobs: { token_logprobs: [Math.log(0.5)] } }] },
      { choices: [{ text: 'b', logprobs: { content: [{ logprob: Math.log(0.25) }] } }] },
      { choices: [{ text: 'c', logprobs: null, finish_reason: 'stop' }] },
    );
    expect(said).toEqual([
      ['a', expect.closeTo(0.5)],
      ['b', expect.closeTo(0.25)],
      ['c', undefined],
    ]);
  });

  test('is not known where the server tells it in a form of its own, and the text is there all the same', async () => {
    const older = [{ content: 'a', probs: [{ tok_str: 'a', prob: 0.5 }] }];
    const said = await pieces(
      '/infill',
      { preset: 'llama.cpp' },
      { content: 'a', stop: false, completion_probabilities: older },
      { content: 'b', stop: false, completion_probabilities: 'sure' },
      end,
    );
    expect(said).toEqual([
      ['a', undefined],
      ['b', undefined],
    ]);
  });
});

describe('the probability of a text', () => {
  function meanOf(...all: readonly (number | undefined)[]): number | undefined {
    const sum = new TokenProbability();
    for (const each of all) sum.add(each);
    return sum.mean;
  }

  test('is the geometric mean of its pieces, less those that tell nothing', () => {
    expect(meanOf(0.5, undefined, 0.125, 0, Number.NaN, 2)).toBeCloseTo(0.25);
    expect(meanOf(undefined)).toBeUndefined();
  });

  test('lies between the least and the most of its pieces', () => {
    const some = fc.array(fc.double({ min: 0.001, max: 1, noNaN: true }), { minLength: 1 });
    fc.assert(
      fc.property(some, (all) => {
        const mean = meanOf(...all) ?? -1;
        expect(mean).toBeGreaterThanOrEqual(Math.min(...all) * 0.999);
        expect(mean).toBeLessThanOrEqual(Math.max(...all) * 1.001);
      }),
    );
  });
});
