import { describe, expect, test } from 'vitest';

import { neverAborted } from '../../../server/base/cancellation.ts';
import { ownWords } from '../../../server/base/sourced-text.ts';
import { TextDocument } from '../../../server/base/text-document.ts';
import type { GenerationParts } from '../../../server/features/completion/generation.ts';
import { type GenerationPlace, Generations } from '../../../server/features/completion/generations.ts';
import { restOf } from '../../../server/features/completion/reuse/typed-along.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { ScriptedModel, saying } from './scripted-models.ts';

/** A place is written as a text with `█` where the cursor stands. */
function placeOf(marked: string, uri = 'file:///w/a.ts'): GenerationPlace {
  const offset = marked.indexOf('█');
  const text = marked.slice(0, offset) + marked.slice(offset + 1);
  const document = new TextDocument({ uri, languageId: '', version: 1 }, text);
  return { document, offset, start: 0, end: text.length, key: 'k' };
}

function partsOf(model: ScriptedModel, priority: 'normal' | 'low' = 'normal'): GenerationParts {
  return {
    route: [model],
    question: async () => ({
      prefix: ownWords(''),
      suffix: ownWords(''),
      path: 'a.ts',
      languageId: '',
      repository: 'w',
      context: [],
      maxTokens: 64,
      stop: [],
    }),
    cut: (said) => ({ text: said, isFull: false }),
    purpose: { feature: 'completion', trigger: 'automatic' },
    onFailure: () => undefined,
    clock: new ManualClock(),
    priority,
  };
}

/** What is left of a text that was generated at `then`, where the document is as in `now`. */
async function restAt(then: string, text: string, now: string): Promise<string | undefined> {
  const generations = new Generations();
  await generations.start(placeOf(then), partsOf(new ScriptedModel('m', saying(text)))).outcome(neverAborted);
  const found = generations.findAlong(placeOf(now));
  return found === undefined ? undefined : restOf(found.generation.text, found);
}

describe('a generation goes on', () => {
  test.each([
    ['where its text was typed', 'return █;', 'value', 'return va█;', 'lue'],
    [
      'in a document with other line ends',
      '{\r\n  █\r\n}',
      'a();\n  b();',
      '{\r\n  a();\r\n  █\r\n}',
      'b();',
    ],
    ['where the editor has closed a bracket', 'x = █', 'f(a);', 'x = f(█)', 'a'],
    ['where the editor has indented a line', 'do█\nend', '\n  a\n  b', 'do\n  █\nend', 'a\n  b'],
  ])('%s', async (_, then, text, now, rest) => {
    expect(await restAt(then, text, now)).toBe(rest);
  });

  test.each([
    ['where all of it was typed', 'return █;', 'value', 'return value█;'],
    ['where all of it but what the editor closed was typed', 'x = █', 'f(a)', 'x = f(a█)'],
    ['behind a bracket that was not opened since', 'x = █', 'f(a);', 'x = f█)'],
    ['where the editor has indented more than the text', 'do█\nend', '\n  a', 'do\n    █\nend'],
    ['where something was written at the end', 'return █;', 'value', 'return va█;x'],
  ])('no further %s', async (_, then, text, now) => {
    expect(await restAt(then, text, now)).toBeUndefined();
  });

  test('behind a closed bracket only for those who ask for that', async () => {
    const generations = new Generations();
    const model = new ScriptedModel('m', saying('f(a);'));
    await generations.start(placeOf('x = █'), partsOf(model)).outcome(neverAborted);
    expect(generations.find(placeOf('x = f(█)'))).toBeUndefined();
    expect(generations.find(placeOf('x = f(█'))).toMatchObject({ typed: 'f(', closers: '' });
  });

  test('while it runs, though it has not come to the closed bracket yet', async () => {
    const generations = new Generations();
    const model = new ScriptedModel('m', 'waits');
    const generation = generations.start(placeOf('x = █'), partsOf(model));
    await settled();
    expect(generations.findAlong(placeOf('x = f(█)'))).toMatchObject({ typed: 'f(', closers: ')' });
    generation.abort();
  });
});

describe('a generation of low priority', () => {
  /** A suggestion `f(a);` is shown behind `x = `, and the text behind it is asked for ahead. */
  async function ahead(script: ScriptedModel['script'] = 'waits') {
    const generations = new Generations();
    const model = new ScriptedModel('m', script);
    const generation = generations.start(placeOf('x = f(a);█\ny'), partsOf(model, 'low'));
    await settled();
    return { generations, model, generation };
  }

  test('leaves the one of its document running', async () => {
    const generations = new Generations();
    const model = new ScriptedModel('m', 'waits');
    const normal = generations.start(placeOf('x = █\ny'), partsOf(model));
    const low = generations.start(placeOf('x = f(a);█\ny'), partsOf(new ScriptedModel('m', 'waits'), 'low'));
    expect([normal.isRunning, low.isRunning]).toEqual([true, true]);
    normal.abort();
    low.abort();
  });

  test('is aborted as soon as another starts, of whatever document', async () => {
    const { generations, model, generation } = await ahead();
    generations.start(placeOf('z█', 'file:///w/b.ts'), partsOf(new ScriptedModel('n', saying('z'))));
    expect(generation.isRunning).toBe(false);
    await settled();
    expect(model.stopped).toBe(1);
    expect(generations.findAlong(placeOf('x = f(a);█\ny'))).toBeUndefined();
  });

  test('is aborted by the next of its kind', async () => {
    const { generations, generation } = await ahead();
    const next = generations.start(placeOf('z█'), partsOf(new ScriptedModel('m', 'waits'), 'low'));
    expect([generation.isRunning, next.isRunning]).toEqual([false, true]);
    next.abort();
  });

  test.each([
    ['stands where the suggestion is shown', 'x = █\ny', true],
    ['types the suggestion', 'x = f█\ny', true],
    ['types it in an editor that closes brackets', 'x = f(█)\ny', true],
    ['has come to its end', 'x = f(a);█\ny', true],
    ['types something else', 'x = g█\ny', false],
    ['goes back, and may come again', 'x =█\ny', true],
    ['changes the text behind it', 'x = █\nz', false],
    ['goes to another line', 'x = \ny█', false],
  ])('when the user %s', async (_, now, goesOn) => {
    const { generations, generation } = await ahead();
    generations.wentTo(placeOf(now));
    expect(generation.isRunning).toBe(goesOn);
    generation.abort();
  });

  test('is aborted when the user goes to another document', async () => {
    const { generations, generation } = await ahead();
    generations.wentTo(placeOf('x = █\ny', 'file:///w/b.ts'));
    expect(generation.isRunning).toBe(false);
  });

  test('is like any other once the user has come to where it writes', async () => {
    const { generations, generation } = await ahead();
    expect(generations.find(placeOf('x = f(a);█\ny'))?.generation).toBe(generation);
    generations.makeWay(placeOf('z█', 'file:///w/b.ts'));
    generations.wentTo(placeOf('x = g█\ny'));
    expect(generation.isRunning).toBe(true);
    generation.abort();
  });

  test('still serves after another has started when it has ended before', async () => {
    const { generations, generation } = await ahead(saying('\ng(b);'));
    await generation.outcome(neverAborted);
    generations.start(placeOf('z█', 'file:///w/b.ts'), partsOf(new ScriptedModel('n', saying('z'))));
    expect(generations.find(placeOf('x = f(a);\ng█\ny'))).toMatchObject({ typed: '\ng' });
  });
});

/** Lets everything happen that waits for no clock. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
