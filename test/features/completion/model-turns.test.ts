import { describe, expect, test } from 'vitest';

import { neverAborted } from '../../../server/base/cancellation.ts';
import { nothing, ok } from '../../../server/base/outcome.ts';
import { TextDocument } from '../../../server/base/text-document.ts';
import { placeOf } from '../../../server/features/completion/attention/place.ts';
import { Completion } from '../../../server/features/completion/completion.ts';
import type { CompletionOptions } from '../../../server/features/completion/completion-options.ts';
import type { EmbeddedCompleter } from '../../../server/features/completion/completion-parts.ts';
import type { CompletionRequest } from '../../../server/features/completion/suggestion.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { modelsOf, ScriptedModel, saying } from './scripted-models.ts';
import { standardOptions } from './standard-options.ts';

/** A pipeline over one model, by default of this machine; nobody else answers. */
function pipeline(
  model: ScriptedModel,
  more: {
    readonly models?: object;
    readonly options?: Partial<CompletionOptions>;
    readonly own?: EmbeddedCompleter['complete'];
  } = {},
) {
  const clock = new ManualClock();
  const models = { ...modelsOf(model), isLocal: () => true, ...more.models };
  const completion = new Completion({
    model: { complete: more.own ?? (() => nothing('unsure')) },
    models,
    clock,
    isExcluded: () => false,
    options: () => ({ ...standardOptions, embedded: false, maxLines: 5, ...more.options }),
  });
  return { clock, completion };
}

function requestAt(
  text: string,
  more: Partial<CompletionRequest> & { name?: string; version?: number } = {},
) {
  const { name = 'a.ts', version = 1, ...rest } = more;
  const document = new TextDocument({ uri: `file:///w/${name}`, languageId: 'typescript', version }, text);
  return { document, offset: text.length, trigger: 'invoked', ...rest } as const;
}

const automatic = { trigger: 'automatic' } as const;

describe('a model of this machine is free again', () => {
  test('after its question could not be made', async () => {
    let isBroken = true;
    const model = new ScriptedModel('m', saying('value;'));
    const describeFile = async () => {
      if (isBroken) throw new Error('no such thing');
      return { path: 'a.ts', repository: 'w' };
    };
    const { clock, completion } = pipeline(model, { models: { describe: describeFile } });
    await expect(completion.complete(requestAt('return '), neverAborted)).rejects.toThrow('no such thing');
    isBroken = false;
    expect(
      await inTime(clock, completion.complete(requestAt('a = ', automatic), neverAborted)),
    ).toMatchObject({
      value: { text: 'value;' },
    });
  });

  test('while a question that nobody wants any more is still being made', async () => {
    let isHeld = true;
    const model = new ScriptedModel('m', saying('value;'));
    const describeFile = async () => {
      if (isHeld) await new Promise(() => undefined);
      return { path: 'a.ts', repository: 'w' };
    };
    const { clock, completion } = pipeline(model, { models: { describe: describeFile } });
    const controller = new AbortController();
    const held = completion.complete(requestAt('return '), controller.signal);
    await settled();
    controller.abort(new Error('cancelled'));
    await expect(held).rejects.toThrow('cancelled');
    clock.advance(30);
    isHeld = false;
    const next = completion.complete(requestAt('b = ', { ...automatic, name: 'b.ts' }), neverAborted);
    expect(await inTime(clock, next)).toMatchObject({ value: { text: 'value;' } });
  });

  test('for the next place when nobody cancels the question about the one before', async () => {
    const model = new ScriptedModel('m', 'waits');
    const { clock, completion } = pipeline(model);
    const older = completion.complete(requestAt('return ', { patienceMs: 50 }), neverAborted);
    await until(() => model.asked.length === 1);
    clock.advance(50);
    expect(await older).toEqual(nothing('model-late'));
    model.script = saying('value;');
    const newer = completion.complete(requestAt('a = ', { ...automatic, version: 2 }), neverAborted);
    expect(await inTime(clock, newer)).toMatchObject({ value: { text: 'value;' } });
  });

  test.each([
    ['of this machine', true],
    ['of others', false],
  ])(
    'after popup and ghost text of one keystroke had their turn together, on a model %s',
    async (_, isLocal) => {
      const model = new ScriptedModel('m', saying('value;'));
      const { clock, completion } = pipeline(model, { models: { isLocal: () => isLocal } });
      for (const version of [1, 2]) {
        const request = requestAt('a = '.repeat(version), { ...automatic, version });
        const both = [neverAborted, neverAborted].map((signal) => completion.complete(request, signal));
        const answers = await inTime(clock, Promise.all(both));
        expect(answers).toMatchObject([{ value: { text: 'value;' } }, { value: { text: 'value;' } }]);
        expect(model.asked).toHaveLength(version);
        expect(model.stopped).toBe(0);
      }
    },
  );
});

describe('an older question', () => {
  test('whose wait ends later stops nothing that was asked since', async () => {
    const model = new ScriptedModel('m', 'waits');
    const { clock, completion } = pipeline(model);
    const older = completion.complete(requestAt('return ', automatic), neverAborted);
    await settled();
    const newer = completion.complete(requestAt('a = ', { version: 2 }), neverAborted);
    await until(() => model.asked.length === 1);
    model.script = saying('late;');
    expect(await inTime(clock, older)).toEqual(nothing('model-late'));
    expect(model.stopped).toBe(0);
    expect(model.asked).toHaveLength(1);
    void newer;
  });

  test('that gives way is late, and no model has failed', async () => {
    const model = new ScriptedModel('m', 'waits');
    const { completion } = pipeline(model);
    const older = completion.complete(requestAt('return '), neverAborted);
    await until(() => model.asked.length === 1);
    model.script = saying('b;');
    await completion.complete(requestAt('a = ', { version: 2 }), neverAborted);
    expect(await older).toEqual(nothing('model-late'));
  });
});

describe('what comes after a suggestion', () => {
  test('goes on being written while the suggestion is typed along', async () => {
    const model = new ScriptedModel('m', saying('value;'));
    const { clock, completion } = pipeline(model, { options: { speculate: 'local' } });
    await completion.complete(requestAt('return '), neverAborted);
    model.script = 'waits';
    clock.advance(250);
    await until(() => model.asked.length === 2);
    for (const [at, typed] of ['return v', 'return va', 'return val'].entries()) {
      await completion.complete(requestAt(typed, { version: 2 + at }), neverAborted);
      clock.advance(100);
      await settled();
    }
    expect(model.stopped).toBe(0);
    expect(model.asked).toHaveLength(2);
  });
});

describe('a text that a model is not sure of', () => {
  test('is not shown the second time either', async () => {
    const script = [
      { kind: 'text', text: 'value;', probability: 0.1 } as const,
      { kind: 'end', reason: 'complete' } as const,
    ];
    const { completion } = pipeline(new ScriptedModel('m', script), { options: { minimumProbability: 0.5 } });
    expect(await completion.complete(requestAt('return '), neverAborted)).toEqual(nothing('unsure'));
    expect(await completion.complete(requestAt('return '), neverAborted)).toEqual(nothing('unsure'));
    expect(await completion.complete(requestAt('return v'), neverAborted)).toEqual(nothing('unsure'));
  });
});

describe('a text that was dismissed', () => {
  test('keeps nobody else from offering another one', async () => {
    const model = new ScriptedModel('m', saying('value;'));
    const own = { text: 'ownAnswer();', confidence: 0.99, evidence: undefined };
    const { clock, completion } = pipeline(model, {
      own: () => ok(own),
      options: { embedded: true },
    });
    const request = requestAt('return ', automatic);
    expect(await completion.complete(request, neverAborted)).toMatchObject({ value: { text: own.text } });
    const { document, offset } = request;
    const place = placeOf(document, offset);
    completion.attention.ended({ place, text: own.text, how: 'dismissed', shownMs: 10 });
    const answer = await inTime(clock, completion.complete(request, neverAborted));
    expect(answer).toMatchObject({ value: { text: 'value;' } });
    completion.attention.ended({ place, text: 'value;', how: 'dismissed', shownMs: 10 });
    const again = await inTime(clock, completion.complete(request, neverAborted));
    expect(again).toEqual(nothing('dismissed-before'));
    expect(model.asked).toHaveLength(1);
  });
});

describe('a trace', () => {
  test('names each cut once', async () => {
    const { completion } = pipeline(new ScriptedModel('m', saying('value;  \n\n')));
    await completion.complete(requestAt('return '), neverAborted);
    const filters = completion.why()?.cuts.map(({ filter }) => filter) ?? [];
    expect(filters.length).toBeGreaterThan(0);
    expect(filters).toEqual([...new Set(filters)]);
  });

  test('says nothing about what a model wrote after the answer had gone out', async () => {
    const model = new ScriptedModel('m', saying("I'm sorry, but I can't help."));
    let goOn: () => void = () => undefined;
    model.between = () =>
      new Promise((resolve) => {
        goOn = resolve;
      });
    const { clock, completion } = pipeline(model);
    const late = completion.complete(requestAt('return ', { patienceMs: 50 }), neverAborted);
    await until(() => model.asked.length === 1);
    clock.advance(50);
    await late;
    const before = completion.why();
    model.between = async () => undefined;
    goOn();
    await settled();
    await settled();
    expect(completion.why()).toEqual(before);
  });

  test('is told apart by the suggestion that it led to', async () => {
    const { completion } = pipeline(new ScriptedModel('m', saying('value;')));
    const first = await completion.complete(requestAt('return '), neverAborted);
    await completion.complete(requestAt('x'), neverAborted);
    const id = first.kind === 'ok' ? first.value.traceId : undefined;
    expect(completion.why(id)).toMatchObject({ column: 7, outcome: { kind: 'shown', text: 'value;' } });
  });
});

/** Lets time pass until the work is done. */
async function inTime<Value>(clock: ManualClock, work: Promise<Value>): Promise<Value> {
  let isDone = false;
  const done = work.finally(() => {
    isDone = true;
  });
  for (let rounds = 0; rounds < 200 && !isDone; rounds++) {
    await settled();
    clock.advance(25);
  }
  if (!isDone) throw new Error('it takes forever');
  return done;
}

async function until(isSo: () => boolean): Promise<void> {
  for (let rounds = 0; rounds < 1_000; rounds++) {
    if (isSo()) return;
    await settled();
  }
  throw new Error('it never came');
}

/** Lets everything happen that waits for no clock. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
