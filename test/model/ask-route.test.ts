import { expect, test } from 'vitest';

import { ownWords } from '../../server/base/sourced-text.ts';
import { askRoute, mayBeCutShort } from '../../server/model/ask-route.ts';
import type { LanguageModel, ModelAbilities, ModelEvent } from '../../server/model/language-model.ts';
import { ModelError } from '../../server/model/model-error.ts';

const abilities: ModelAbilities = {
  ...{ fim: undefined, chat: true, embed: false, windowTokens: 8_000 },
  ...{ isWindowAssumed: false, isPassedOn: false },
};

/** What a model does, event after event; an error is thrown where it stands. */
type Script = readonly (ModelEvent | Error)[];

function modelOf(name: string, script: Script, rest: Partial<LanguageModel> = {}): LanguageModel {
  return {
    name,
    isPaused: false,
    abilities: async () => abilities,
    fillInMiddle: () => {
      throw new Error('nobody asks for a completion');
    },
    async *chat() {
      for (const step of script) {
        if (step instanceof Error) throw step;
        yield step;
      }
    },
    embed: async () => [],
    ...rest,
  };
}

async function ask(models: readonly LanguageModel[], signal = new AbortController().signal) {
  const heard: string[] = [];
  const failures: string[] = [];
  const question = {
    models,
    messagesFor: () => [{ role: 'user' as const, content: ownWords('why?') }],
    maxTokens: 100,
    purpose: { feature: 'chat', trigger: 'invoked' } as const,
    onText: (text: string) => heard.push(text),
    onFailure: ({ model, kind }: ModelError) => failures.push(`${model}: ${kind}`),
  };
  const answer = await askRoute(question, signal);
  return { answer, heard, failures };
}

const text = (words: string): ModelEvent => ({ kind: 'text', text: words });
const end: ModelEvent = { kind: 'end', reason: 'complete' };
const unreachable = (model: string) =>
  new ModelError('unreachable', { holes: { model, host: 'h', detail: 'd' } });

test('the first model that says something answers, and the others are not asked', async () => {
  const never = modelOf('never', [new Error('was asked')]);
  const { answer, heard } = await ask([modelOf('quick', [text('Be'), text('cause.'), end]), never]);
  expect(answer).toMatchObject({ model: 'quick', text: 'Because.', end: 'complete', failure: undefined });
  expect(heard).toEqual(['Be', 'cause.']);
});

test('models that fail or say nothing hand over to the next', async () => {
  const { answer, failures } = await ask([
    modelOf('broken', [unreachable('broken')]),
    modelOf('silent', [text(' \n'), end]),
    modelOf('last', [text('Because.'), end]),
  ]);
  expect(answer?.model).toBe('last');
  expect(failures).toEqual(['broken: unreachable']);
});

test('a model that fails amid its answer is not replaced: what it said stands', async () => {
  const never = modelOf('never', [new Error('was asked')]);
  const { answer, failures } = await ask([modelOf('weak', [text('Be'), unreachable('weak')]), never]);
  expect(answer).toMatchObject({ text: 'Be', end: 'broken', failure: { kind: 'unreachable' } });
  expect(failures).toEqual(['weak: unreachable']);
});

test('without a model that answers there is no answer', async () => {
  expect((await ask([])).answer).toBeUndefined();
  expect((await ask([modelOf('a', [unreachable('a')])])).answer).toBeUndefined();
});

test('what is cancelled throws the reason, whatever the model throws', async () => {
  const controller = new AbortController();
  const reason = new Error('nobody wants it');
  const model = modelOf('slow', [], {
    async *chat() {
      yield text('Be');
      controller.abort(reason);
      throw unreachable('slow');
    },
  });
  await expect(ask([model], controller.signal)).rejects.toBe(reason);
});

test.each([
  ['complete', false],
  ['length', true],
  ['unknown', true],
] as const)('an answer whose end is %s may be cut short: %s', async (reason, isShort) => {
  const { answer } = await ask([modelOf('m', [text('Because.'), { kind: 'end', reason }])]);
  expect(answer && mayBeCutShort(answer)).toBe(isShort);
});
