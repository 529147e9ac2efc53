import { describe, expect, test } from 'vitest';

import { neverAborted } from '../../../server/base/cancellation.ts';
import { nothing, ok } from '../../../server/base/outcome.ts';
import { TextDocument } from '../../../server/base/text-document.ts';
import { Completion } from '../../../server/features/completion/completion.ts';
import type { EmbeddedCompleter } from '../../../server/features/completion/completion-parts.ts';
import type { CompletionModels } from '../../../server/features/completion/model-completer.ts';
import type { CompletionRequest } from '../../../server/features/completion/suggestion.ts';
import { cursorDocument, type Fixture, fixture, renderInsertion } from '../../support/fixture.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { modelsOf, ScriptedModel, saying } from './scripted-models.ts';
import { standardOptions } from './standard-options.ts';

const own: EmbeddedCompleter = {
  complete: () => ok({ text: 'own()', confidence: 0.9, evidence: undefined }),
};
const silentOwn: EmbeddedCompleter = { complete: () => nothing('unsure') };

/** A pipeline over these models, with a clock to be moved by hand. */
function pipeline(models: CompletionModels, options: { embedded?: boolean; model?: EmbeddedCompleter } = {}) {
  const clock = new ManualClock();
  const completion = new Completion({
    model: options.model ?? own,
    models,
    clock,
    isExcluded: (uri) => uri.endsWith('.env'),
    options: () => ({ ...standardOptions, embedded: options.embedded ?? true, maxLines: 5 }),
  });
  return { clock, completion };
}

/** Asks once, by hand, and shows what came out. */
async function check(scene: Fixture, models: CompletionModels, options = {}): Promise<string> {
  const document = cursorDocument(scene);
  const request = { document, offset: scene.cursor.offset, trigger: 'invoked' } as const;
  const outcome = await pipeline(models, options).completion.complete(request, neverAborted);
  if (outcome.kind === 'nothing') return `nothing: ${outcome.reason}`;
  const { replace, text, explanation } = outcome.value;
  return `${renderInsertion(document, replace, text)} (${explanation})`;
}

function requestAt(
  text: string,
  offset = text.length,
  more: Partial<CompletionRequest> = {},
): CompletionRequest {
  const document = new TextDocument({ uri: 'file:///w/a.ts', languageId: 'typescript', version: 1 }, text);
  return { document, offset, trigger: 'invoked', ...more };
}

describe('where a route names models', () => {
  test('the first one answers, and is named', async () => {
    const models = modelsOf(new ScriptedModel('quick', saying('a ', '+ b;')));
    expect(await check(fixture`return █`, models)).toBe('return ├a + b;┤ (written by quick)');
  });

  test('the next one answers when the first fails', async () => {
    const models = modelsOf(new ScriptedModel('one', 'fails'), new ScriptedModel('two', saying('a;')));
    expect(await check(fixture`return █`, models)).toBe('return ├a;┤ (written by two)');
    expect(models.failures.map(({ kind, model }) => `${model} ${kind}`)).toEqual(['one server-error']);
  });

  test('the embedded model answers when all fail', async () => {
    const models = modelsOf(new ScriptedModel('one', 'fails'));
    expect(await check(fixture`return █`, models)).toContain('return ├own()┤');
  });

  test('the reason is told when all fail and the embedded model is off', async () => {
    const models = modelsOf(new ScriptedModel('one', 'fails'));
    expect(await check(fixture`return █`, models, { embedded: false })).toBe('nothing: model-failed');
  });

  test('an excluded file is told nobody', async () => {
    const model = new ScriptedModel('quick', saying('x'));
    const document = new TextDocument({ uri: 'file:///w/.env', languageId: '', version: 1 }, 'KEY=');
    const { completion } = pipeline(modelsOf(model));
    await completion.complete({ document, offset: 4, trigger: 'invoked' }, neverAborted);
    expect(model.asked).toEqual([]);
  });
});

describe('what a model says', () => {
  const answered = (scene: Fixture, ...pieces: readonly string[]) =>
    check(scene, modelsOf(new ScriptedModel('m', saying(...pieces))), { embedded: false });

  test.each([
    ['a fence is taken away', ['```ts\n', 'a + b;', '\n```\n'], 'return ├a + b;┤ (written by m)'],
    ['talk is dropped', ["I'm sorry, but I can't help."], 'nothing: prose'],
    ['control characters are dropped', ['a\u0000b'], 'nothing: unfit-text'],
    ['a replaced byte is dropped', ['a\ufffd'], 'nothing: unfit-text'],
    ['a character without end is dropped', ['y'.repeat(5_000)], 'nothing: repeats'],
    ['blanks are nothing', ['  \n '], 'nothing: model-silent'],
    ['a marker ends the text', ['a;', '<|endoftext|>b'], 'return ├a;┤ (written by m)'],
  ])('%s', async (_, pieces, expected) => {
    expect(await answered(fixture`return █`, ...pieces)).toBe(expected);
  });

  test('what already stands behind the cursor is left out', async () => {
    expect(await answered(fixture`call(█)`, 'name)')).toBe('call(├name┤) (written by m)');
  });

  test('one line is enough in the middle of a statement, and the model is stopped then', async () => {
    const model = new ScriptedModel('m', saying('1;\n', 'const b = 2;\n'));
    expect(await check(fixture`const a = █`, modelsOf(model))).toBe('const a = ├1;┤ (written by m)');
    expect(model.stopped).toBe(1);
  });

  test('a block may have several lines, up to a blank one', async () => {
    const scene = fixture`
      if (a) {
        █
      }
    `;
    expect(await answered(scene, 'b();\n  c();\n\n  d();')).toContain('├b();\n  c();┤');
  });

  test('a line that a silent end cut off is not shown', async () => {
    const halves = [
      { kind: 'text', text: 'b();\n  c(' } as const,
      { kind: 'end', reason: 'unknown' } as const,
    ];
    const scene = fixture`
      {
        █
      }
    `;
    expect(await check(scene, modelsOf(new ScriptedModel('m', halves)))).toContain('├b();┤');
  });
});

describe('a request that goes on where a generation writes', () => {
  test('gets the rest of it and asks nobody', async () => {
    const model = new ScriptedModel('m', saying('value;'));
    const { completion } = pipeline(modelsOf(model));
    await completion.complete(requestAt('return '), neverAborted);
    const outcome = await completion.complete(requestAt('return val'), neverAborted);
    expect(outcome).toMatchObject({ value: { text: 'ue;' } });
    expect(model.asked).toHaveLength(1);
  });

  test('asks anew when something else was typed', async () => {
    const model = new ScriptedModel('m', saying('value;'));
    const { completion } = pipeline(modelsOf(model));
    await completion.complete(requestAt('return '), neverAborted);
    await completion.complete(requestAt('return x.'), neverAborted);
    expect(model.asked).toHaveLength(2);
  });

  test('asks anew when all of it was typed', async () => {
    const model = new ScriptedModel('m', saying('value;'));
    const { completion } = pipeline(modelsOf(model));
    await completion.complete(requestAt('return '), neverAborted);
    await completion.complete(requestAt('return value;'), neverAborted);
    expect(model.asked).toHaveLength(2);
  });

  test('asks anew when the text behind the cursor has changed', async () => {
    const model = new ScriptedModel('m', saying('value;'));
    const { completion } = pipeline(modelsOf(model));
    await completion.complete(requestAt('return \nfoo();', 7), neverAborted);
    await completion.complete(requestAt('return \nbar();', 7), neverAborted);
    expect(model.asked).toHaveLength(2);
  });

  test('asks anew after a failure', async () => {
    const model = new ScriptedModel('m', 'fails');
    const { completion } = pipeline(modelsOf(model));
    await completion.complete(requestAt('return '), neverAborted);
    await completion.complete(requestAt('return '), neverAborted);
    expect(model.asked).toHaveLength(2);
  });

  test('asks anew as soon as what is being written turns out to be something else', async () => {
    const model = new ScriptedModel('m', saying('wrong;'));
    const { completion } = pipeline(modelsOf(model));
    let second: Promise<unknown> | undefined;
    model.between = async () => {
      if (second !== undefined) return;
      second = completion.complete(requestAt('return ba'), neverAborted);
      model.script = saying('r;');
      model.between = async () => undefined;
    };
    await completion.complete(requestAt('return '), neverAborted);
    expect(await second).toMatchObject({ value: { text: 'r;' } });
    expect(model.asked).toHaveLength(2);
  });

  test('joins one whose request was cancelled a moment before', async () => {
    const model = new ScriptedModel('m', saying('val', 'ue;'));
    const { completion } = pipeline(modelsOf(model));
    const first = new AbortController();
    let second: Promise<unknown> | undefined;
    model.between = async () => {
      if (second !== undefined) return;
      first.abort(new Error('cancelled'));
      second = completion.complete(requestAt('return v'), neverAborted);
    };
    await expect(completion.complete(requestAt('return '), first.signal)).rejects.toThrow('cancelled');
    expect(await second).toMatchObject({ value: { text: 'alue;' } });
    expect(model.asked).toHaveLength(1);
  });
});

describe('a generation that nobody waits for', () => {
  test('is stopped 30 ms after its request was cancelled', async () => {
    const model = new ScriptedModel('m', 'waits');
    const { completion, clock } = pipeline(modelsOf(model));
    const controller = new AbortController();
    const asked = completion.complete(requestAt('return '), controller.signal);
    await until(() => model.asked.length === 1);
    controller.abort(new Error('cancelled'));
    await expect(asked).rejects.toThrow('cancelled');
    clock.advance(29);
    await settled();
    expect(model.stopped).toBe(0);
    clock.advance(1);
    await until(() => model.stopped === 1);
  });

  test('is stopped at once by another one of its document, and its request gets the embedded answer', async () => {
    const model = new ScriptedModel('m', 'waits');
    const { completion } = pipeline(modelsOf(model));
    const older = completion.complete(requestAt('return '), neverAborted);
    await until(() => model.asked.length === 1);
    model.script = saying('b;');
    await completion.complete(requestAt('a = '), neverAborted);
    expect(await older).toMatchObject({ value: { text: 'own()' } });
    expect(model.stopped).toBe(1);
  });
});

describe('an automatic request', () => {
  test('asks a model only when nothing was typed for 75 ms', async () => {
    const model = new ScriptedModel('m', saying('a;'));
    const { completion, clock } = pipeline(modelsOf(model));
    const asked = completion.complete(requestAt('return ', 7, { trigger: 'automatic' }), neverAborted);
    await settled();
    clock.advance(74);
    await settled();
    expect(model.asked).toEqual([]);
    clock.advance(1);
    expect(await asked).toMatchObject({ value: { text: 'a;' } });
    expect(model.asked.map(({ purpose }) => purpose)).toEqual([
      { feature: 'completion', trigger: 'automatic' },
    ]);
  });

  test('shares its generation with the popup of the same keystroke', async () => {
    const model = new ScriptedModel('m', saying('a;'));
    const { completion, clock } = pipeline(modelsOf(model));
    const request = requestAt('return ', 7, { trigger: 'automatic' });
    const both = [1, 2].map(() => completion.complete(request, neverAborted));
    await settled();
    clock.advance(75);
    expect(await Promise.all(both)).toMatchObject([{ value: { text: 'a;' } }, { value: { text: 'a;' } }]);
    expect(model.asked).toHaveLength(1);
  });
});

describe('an editor that waits for so long only', () => {
  test('gets the embedded answer then, and the model’s at the next keystroke', async () => {
    const model = new ScriptedModel('m', saying('value;'));
    let goOn: () => void = () => undefined;
    model.between = () =>
      new Promise((resolve) => {
        goOn = resolve;
      });
    const { completion, clock } = pipeline(modelsOf(model));
    const early = completion.complete(requestAt('return ', 7, { patienceMs: 100 }), neverAborted);
    await until(() => model.asked.length === 1);
    clock.advance(100);
    expect(await early).toMatchObject({ value: { text: 'own()' } });
    model.between = async () => undefined;
    goOn();
    expect(await completion.complete(requestAt('return v'), neverAborted)).toMatchObject({
      value: { text: 'alue;' },
    });
    expect(model.asked).toHaveLength(1);
  });

  test('is told that the model was late where the embedded one is off', async () => {
    const model = new ScriptedModel('m', 'waits');
    const { completion, clock } = pipeline(modelsOf(model), { embedded: false, model: silentOwn });
    const early = completion.complete(requestAt('return ', 7, { patienceMs: 100 }), neverAborted);
    await until(() => model.asked.length === 1);
    clock.advance(100);
    expect(await early).toEqual(nothing('model-late'));
  });
});

test('the question fits the window of the model', async () => {
  const model = new ScriptedModel('m', saying('x;'));
  model.windowTokens = 512;
  const text = 'const line = 1;\n'.repeat(2_000);
  const { completion } = pipeline(modelsOf(model));
  await completion.complete(requestAt(text, text.length / 2 - 1), neverAborted);
  const [{ request } = { request: undefined }] = model.asked;
  const units = (request?.prefix.length ?? 0) + (request?.suffix.length ?? 0) + 3 * (request?.maxTokens ?? 0);
  expect(units).toBeGreaterThan(500);
  expect(units).toBeLessThanOrEqual(3 * 512);
});

test('a model that finds the question too long gets a shorter one at the next keystroke', async () => {
  const model = new ScriptedModel('m', 'finds it too long');
  const text = 'const line = 1;\n'.repeat(2_000);
  const models = modelsOf(model);
  const { completion } = pipeline(models);
  await completion.complete(requestAt(text, text.length / 2 - 1), neverAborted);
  await completion.complete(requestAt(text, text.length / 2 + 15), neverAborted);
  const [first = 0, second = 0] = model.asked.map(({ request }) => request.prefix.length);
  expect(second).toBeLessThan(first);
  expect(models.failures.map(({ kind }) => kind)).toEqual(['too-long', 'too-long']);
});

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await settled();
}

/** Lets everything happen that waits for no clock. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
