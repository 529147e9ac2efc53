import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { neverAborted } from '../../../server/base/cancellation.ts';
import { ownWords } from '../../../server/base/sourced-text.ts';
import {
  Generation,
  type GenerationEnd,
  type GenerationParts,
} from '../../../server/features/completion/generation.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { ScriptedModel, saying } from './scripted-models.ts';

/** A generation along these models, what it told of its text, and what of its end. */
function generate(...route: readonly ScriptedModel[]) {
  const texts: string[] = [];
  const ends: GenerationEnd[] = [];
  const clock = new ManualClock();
  const parts: GenerationParts = {
    route,
    question: async () => ({
      prefix: ownWords(''),
      suffix: ownWords(''),
      path: 'a.ts',
      languageId: 'typescript',
      repository: 'w',
      context: [],
      maxTokens: 64,
      stop: [],
    }),
    cut: (said) => ({ text: said, isFull: false }),
    purpose: { feature: 'completion', trigger: 'automatic' },
    onFailure: () => undefined,
    onText: (text, model) => texts.push(`${model}: ${text}`),
    onEnd: (end) => ends.push(end),
    clock,
  };
  return { generation: new Generation(parts), texts, ends, clock };
}

test('a model that talks without end is stopped', async () => {
  const model = new ScriptedModel('m', saying(...Array.from({ length: 10_000 }, () => 'again and again ')));
  const { generation } = generate(model);
  const generated = await generation.outcome(neverAborted);
  expect(generated).toMatchObject({ kind: 'text', isCutOff: true });
  expect(generation.text.length).toBeLessThan(20_000);
  await settled();
  expect(model.stopped).toBe(1);
});

test('a text that is complete is there, also where the model cannot be stopped', async () => {
  const broken = (end: () => Promise<never>) => {
    const model = new ScriptedModel('m', []);
    const text = { kind: 'text', text: 'a'.repeat(20_000) } as const;
    const iterator = { next: async () => ({ done: false, value: text }) as const, return: end };
    model.fillInMiddle = () =>
      Object.assign(noEvents(), iterator, { [Symbol.asyncIterator]: () => iterator });
    return generate(model).generation.outcome(neverAborted);
  };
  expect(await broken(() => Promise.reject(new Error('broken')))).toMatchObject({ kind: 'text' });
  expect(await broken(() => new Promise(() => undefined))).toMatchObject({ kind: 'text' });
});

async function* noEvents(): AsyncGenerator<never> {
  yield* [];
}

test('who typed something else waits for nothing', async () => {
  const model = new ScriptedModel('m', saying('a', 'b'));
  model.between = async () => {
    if (generation.text === 'a') await new Promise(() => undefined);
  };
  const { generation, clock } = generate(model);
  expect(await generation.outcomeAlong('x', neverAborted)).toBe('diverged');
  await settled();
  clock.advance(30);
  await settled();
  expect(generation.isRunning).toBe(false);
});

describe('a generation tells', () => {
  test('of its text as it grows, and of its end once', async () => {
    const { generation, texts, ends } = generate(new ScriptedModel('m', saying('a', '', 'b;')));
    await generation.outcome(neverAborted);
    generation.abort();
    await settled();
    expect(texts).toEqual(['m: a', 'm: ab;']);
    expect(ends).toEqual([{ kind: 'whole', text: 'ab;', model: 'm' }]);
  });

  test('that it was cut off by a limit or a silent end', async () => {
    const script = [{ kind: 'text', text: 'a(' } as const, { kind: 'end', reason: 'length' } as const];
    const { generation, ends } = generate(new ScriptedModel('m', script));
    await generation.outcome(neverAborted);
    expect(ends).toEqual([{ kind: 'cut-off', text: 'a(', model: 'm' }]);
  });

  test('what it had written when it was aborted', async () => {
    const model = new ScriptedModel('m', saying('a', 'b', 'c'));
    let pieces = 0;
    model.between = async () => {
      pieces += 1;
      if (pieces === 3) running.generation.abort();
    };
    const running = generate(model);
    await running.generation.outcome(neverAborted);
    expect(running.ends).toEqual([{ kind: 'aborted', text: 'ab', model: 'm' }]);
    expect(model.stopped).toBe(1);
  });

  test('that nobody was asked when it was aborted before', async () => {
    const { generation, ends } = generate(new ScriptedModel('m', 'waits'));
    generation.abort();
    await settled();
    expect(ends).toEqual([{ kind: 'aborted', text: '', model: undefined }]);
  });

  test('of the next model only, when the first has failed, and of failure when all have', async () => {
    const two = generate(new ScriptedModel('one', 'fails'), new ScriptedModel('two', saying('b;')));
    await two.generation.outcome(neverAborted);
    expect(two.ends).toEqual([{ kind: 'whole', text: 'b;', model: 'two' }]);
    const none = generate(new ScriptedModel('one', 'fails'));
    await none.generation.outcome(neverAborted);
    expect(none.ends).toEqual([{ kind: 'failed', text: '', model: 'one' }]);
  });
});

describe('what a generation shows', () => {
  test('never ends with half a character or half a line end, however it streams', async () => {
    const text = fc.string({ unit: fc.constantFrom('a', ' ', '😀', '𝒳', '\r\n.', '\n.'), maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(text, fc.array(fc.nat({ max: 3 }), { maxLength: 30 }), async (said, sizes) => {
        const model = new ScriptedModel('m', saying(...piecesOf(said, sizes)));
        const { generation, texts } = generate(model);
        await generation.outcome(neverAborted);
        const whole = said.replaceAll('\r\n', '\n').split('\n').slice(0, 9).join('\n');
        expect(generation.text.split('\n').slice(0, 9).join('\n')).toBe(whole);
        for (const shown of texts.map((line) => line.slice('m: '.length))) {
          expect(shown).not.toMatch(/\r|\p{Cs}/u);
          expect(said.replaceAll('\r\n', '\n').startsWith(shown)).toBe(true);
        }
      }),
    );
  });

  test('is without the half that no other half follows', async () => {
    const { generation, ends } = generate(new ScriptedModel('m', saying('a', '\ud83d')));
    await generation.outcome(neverAborted);
    expect(ends).toEqual([{ kind: 'whole', text: 'a', model: 'm' }]);
  });
});

/** The text cut into pieces of these sizes, surrogate pairs included; the last piece is what is left. */
function piecesOf(text: string, sizes: readonly number[]): string[] {
  const pieces: string[] = [];
  let at = 0;
  for (const size of sizes) {
    pieces.push(text.slice(at, at + size));
    at += size;
  }
  return [...pieces, text.slice(at)];
}

/** Lets everything happen that waits for no clock. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
